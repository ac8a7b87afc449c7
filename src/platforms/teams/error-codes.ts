import type { DeliveryError } from '../../errors.js';

interface Meaning {
  outcome: DeliveryError['outcome'];
  /** What is wrong and what to do, for a program manager. */
  words: string;
}

const NOT_INSTALLED =
  'The app is not, or no longer, in this team or chat. Add Referral Desk to it in Teams, or assign another channel.';
const CONVERSATION_GONE =
  'Teams no longer knows this channel or chat. Restore the channel, or assign another one.';
const OUR_MISTAKE =
  'Teams refused the form of this message, which is a mistake of the program itself. Please report it with the message’s name.';
const MESSAGE_GONE = 'The message is no longer there or can no longer be edited.';

function final(words: string): Meaning {
  return { outcome: 'final', words };
}

/**
 * What the connector's error codes mean for a delivery:
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages#status-codes-from-bot-conversational-apis
 * A code that is not here is judged by its HTTP status.
 */
const ERROR_CODES: Readonly<Record<string, Meaning>> = {
  MessageWritesBlocked: final(
    'This person has blocked the app or removed it, so it cannot write to them. Tell them in a channel you share.',
  ),
  BotDisabledByAdmin: final(
    'An administrator of the tenant has blocked the app. Ask for it to be allowed in Teams.',
  ),
  BotNotInConversationRoster: final(NOT_INSTALLED),
  BotNotRegistered: final(
    'Teams does not know the app’s bot. Check TEAMS_APP_ID and the bot’s registration.',
  ),
  ForbiddenOperationException: final(NOT_INSTALLED),
  InvalidBotApiHost: final(
    'The app was reached through another region’s address. Write to it once in Teams.',
  ),
  ConversationNotFound: final(CONVERSATION_GONE),
  ConversationBlockedByUser: final(
    'This person has blocked the app, so it cannot write to them. Tell them in a channel you share.',
  ),
  NotEnoughPermissions: final(NOT_INSTALLED),
  ActivityNotFoundInConversation: final(MESSAGE_GONE),
  MessageNotFound: final(MESSAGE_GONE),
  BadSyntax: final(OUR_MISTAKE),
  BadArgument: final(OUR_MISTAKE),
  MessageSizeTooBig: final(OUR_MISTAKE),
  PreconditionFailed: {
    outcome: 'retryable',
    words: 'Teams was busy with this conversation. It is tried again by itself.',
  },
};

const TEAMS_BUSY: Meaning = {
  outcome: 'retryable',
  words: 'Teams asks us to slow down or was busy. It is tried again by itself.',
};

/** learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit: 429, 412, 502 and 504 are to be tried again. */
export function meaningOf(status: number, code: string): Meaning {
  // Too many at once may come under any code.
  if (status === 429 || status === 412 || status === 502 || status === 504) return TEAMS_BUSY;
  const known = Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code] : undefined;
  if (known) return known;
  if (status === 401)
    return { outcome: 'retryable', words: 'Teams did not accept the app’s token; a new one is asked for.' };
  if (status === 403) return final(NOT_INSTALLED);
  if (status === 404) return final(CONVERSATION_GONE);
  if (status >= 500 || status === 408) {
    return {
      outcome: 'unknown',
      words:
        'Teams had trouble of its own and did not say whether the message was posted. Look into the channel before posting it by hand.',
    };
  }
  return final(OUR_MISTAKE);
}
