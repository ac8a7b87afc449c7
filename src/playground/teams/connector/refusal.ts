/** What the connector answers instead of doing what it was asked. */
export class ConnectorRefusal extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
  ) {
    super(JSON.stringify(body));
  }
}

/**
 * The error codes of the bot APIs: learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability,
 * "Status codes from bot conversational APIs".
 */
function refusal(status: number, code: string, message: string): ConnectorRefusal {
  return new ConnectorRefusal(status, { error: { code, message } });
}

export const REFUSALS = {
  conversationNotFound: () => refusal(404, 'ConversationNotFound', 'Conversation not found.'),
  activityNotFound: () => refusal(404, 'ActivityNotFoundInConversation', 'Conversation not found.'),
  memberNotFound: () => refusal(404, 'MemberNotFoundInConversation', 'Member not found in the conversation.'),
  notInRoster: () =>
    refusal(403, 'BotNotInConversationRoster', 'The bot is not part of the conversation roster.'),
  notAllowed: (message: string) => refusal(403, 'NotEnoughPermissions', message),
  notInstalled: () =>
    refusal(
      403,
      'ForbiddenOperationException',
      'The app is not installed in the personal scope of this user.',
    ),
  badArgument: (message: string) => refusal(400, 'BadArgument', message),
  tooBig: () => refusal(413, 'MessageSizeTooBig', 'Message size too large.'),
  throttled: (seconds: number) =>
    new ConnectorRefusal(
      429,
      { error: { code: 'Throttled', message: 'Too many requests.' } },
      { 'retry-after': String(seconds) },
    ),
  /** platform/bots/how-to/conversations/send-proactive-messages, "Understand who blocked, muted, or uninstalled" */
  writesBlocked: () =>
    new ConnectorRefusal(403, {
      errorCode: 209,
      message: JSON.stringify({
        subCode: 'MessageWritesBlocked',
        details: 'Thread is blocked from message writes.',
        errorCode: null,
        errorSubCode: null,
      }),
    }),
};
