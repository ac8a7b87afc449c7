/**
 * What Teams allows, as Microsoft's documentation says it (learn.microsoft.com/microsoftteams). The simulated tenant
 * has its own table on purpose: were it shared with the adapter, adapter and fake would agree on the same mistake.
 * Sizes are in UTF-8 bytes of JSON, durations in milliseconds.
 */
export const LIMITS = {
  // platform/bots/how-to/format-your-bot-messages, limits-specifications-teams: "approximately 28 KB per post"
  activityBytes: 28 * 1024,
  // github.com/MicrosoftDocs/AdaptiveCards/issues/271: 25 KB for an attachment
  cardBytes: 25 * 1024,
  // platform/task-modules-and-cards/cards/cards-reference: Adaptive Cards up to 1.5 for bots
  cardVersion: '1.5',
  // platform/task-modules-and-cards/cards/cards-format, with the overflow menu for `mode: secondary`
  primaryActions: 6,
  // platform/task-modules-and-cards/cards/Universal-actions-for-adaptive-cards/User-Specific-Views
  refreshUsers: 60,
  // platform/bots/how-to/conversations/bot-invoke-activity and what clients do: no answer in 5 s is a failure
  invokeMs: 5_000,
  // platform/bots/how-to/conversations/conversation-messages: other activities
  activityMs: 15_000,
  // platform/resources/team-chat-member-api-changes
  pageSizeMin: 50,
  pageSizeMax: 500,
  pageSizeDefault: 200,
  // azure/bot-service/rest-api/bot-framework-rest-connector-authentication: tokens live an hour
  tokenSeconds: 3_600,
} as const;

/** platform/bots/how-to/rate-limit, "Per bot per thread limit", send to conversation: most in so many seconds. */
export const SENDING_RATES = [
  { seconds: 1, most: 7 },
  { seconds: 2, most: 8 },
  { seconds: 30, most: 60 },
  { seconds: 3_600, most: 1_800 },
] as const;
