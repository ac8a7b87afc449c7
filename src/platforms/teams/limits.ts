/**
 * What Teams accepts, as Microsoft's documentation publishes it. Sizes in bytes of JSON, durations in milliseconds.
 * Everything this adapter sends is measured against this table.
 */
export const LIMITS = {
  /** learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format: Adaptive Cards for bots. */
  cardVersion: '1.5',
  /** About 25 KB a card: github.com/MicrosoftDocs/AdaptiveCards issue 271; a whole message is refused above 28 KB. */
  cardBytes: 25 * 1024,
  /** learn.microsoft.com/adaptive-cards: `maxActions` of the host; more than these fall behind a menu. */
  primaryActions: 6,
  /** Longer ones are cut by the clients without a sign. */
  buttonTitle: 80,
  dialogTitle: 64,
  choiceTitle: 150,
  /** Above this a person searches while typing instead of scrolling. */
  choicesShown: 100,
  /** …/cards/universal-actions-for-adaptive-cards/user-specific-views: so many people may have a version of a card. */
  ownViews: 60,
  /** learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/bot-invoke-activity: answered after. */
  invokeMs: 5_000,
  /** learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: 7 messages a second to one conversation. */
  messagesPerSecond: 7,
  /** learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context: most members a page. */
  membersPerPage: 500,
} as const;
