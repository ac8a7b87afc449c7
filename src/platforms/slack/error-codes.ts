import type { DeliveryError } from '../../errors.js';

interface Meaning {
  outcome: DeliveryError['outcome'];
  /** What is wrong and what to do, for a program manager. */
  words: string;
}

const CHANNEL_GONE =
  'Slack no longer knows this channel, or the app was removed from it. Invite the app to the channel with /invite, or assign another channel.';
const NO_LONGER_CONNECTED =
  'Slack no longer accepts the app. Ask a workspace admin to install the app again and to set the new SLACK_BOT_TOKEN.';
const POSTING_FORBIDDEN =
  'The settings of this channel or workspace do not let the app post here. Ask a workspace admin to allow it, or assign another channel.';
const PERSON_OUT_OF_REACH =
  'Slack does not let the app write to this person directly. Tell them in a channel you share.';
const OUR_MISTAKE =
  'Slack refused the form of this message, which is a mistake of the program itself. Please report it with the message’s name.';
const MESSAGE_GONE = 'The message is no longer there or can no longer be edited.';
const SLACK_TROUBLE =
  'Slack had trouble of its own and did not say whether the message was posted. Look into the channel before posting it by hand.';
const TOO_FAST = 'Slack asks us to slow down. The message is sent a little later by itself.';

function final(words: string): Meaning {
  return { outcome: 'final', words };
}

/**
 * What Slack's error codes mean for a delivery. Sources: the error tables of docs.slack.dev/reference/methods
 * chat.postMessage, chat.update, chat.postEphemeral, conversations.open, conversations.info, pins.add.
 * A code that is not here is `unknown`: the message may have been posted.
 */
export const ERROR_CODES: Readonly<Record<string, Meaning>> = {
  ratelimited: { outcome: 'retryable', words: TOO_FAST },
  rate_limited: { outcome: 'retryable', words: TOO_FAST },
  message_limit_exceeded: { outcome: 'retryable', words: TOO_FAST },
  // Said before anything is done with the request.
  team_added_to_org: {
    outcome: 'retryable',
    words: 'The workspace is being moved; Slack answers again soon.',
  },
  request_timeout: { outcome: 'retryable', words: 'The request reached Slack cut short; it is sent again.' },

  internal_error: { outcome: 'unknown', words: SLACK_TROUBLE },
  fatal_error: { outcome: 'unknown', words: SLACK_TROUBLE },
  service_unavailable: { outcome: 'unknown', words: SLACK_TROUBLE },

  channel_not_found: final(CHANNEL_GONE),
  not_in_channel: final('The app is not in this channel. Invite it there with /invite.'),
  is_archived: final('The channel is archived. Unarchive it, or assign another channel.'),
  // What chat.update answers in an archived channel.
  is_inactive: final('The channel is archived. Unarchive it, or assign another channel.'),
  user_not_in_channel: final('This person is no longer in the channel.'),
  thread_not_found: final('The thread this belongs to is gone.'),
  message_not_found: final(MESSAGE_GONE),
  cant_update_message: final(MESSAGE_GONE),
  edit_window_closed: final(MESSAGE_GONE),

  account_inactive: final(NO_LONGER_CONNECTED),
  token_revoked: final(NO_LONGER_CONNECTED),
  token_expired: final(NO_LONGER_CONNECTED),
  invalid_auth: final(NO_LONGER_CONNECTED),
  not_authed: final(NO_LONGER_CONNECTED),
  no_permission: final(NO_LONGER_CONNECTED),
  org_login_required: final(NO_LONGER_CONNECTED),
  not_allowed_token_type: final(
    'SLACK_BOT_TOKEN is not a bot token. Set the one that begins with xoxb- from the app’s page.',
  ),
  access_denied: final(POSTING_FORBIDDEN),
  ekm_access_denied: final(POSTING_FORBIDDEN),
  team_access_not_granted: final(POSTING_FORBIDDEN),
  enterprise_is_restricted: final(POSTING_FORBIDDEN),
  missing_scope: final(
    'The app lacks a permission for this. Ask a workspace admin to add the missing scope and to install the app again.',
  ),
  restricted_action: final(POSTING_FORBIDDEN),
  restricted_action_read_only_channel: final(POSTING_FORBIDDEN),
  restricted_action_thread_only_channel: final(POSTING_FORBIDDEN),
  restricted_action_non_threadable_channel: final(POSTING_FORBIDDEN),
  restricted_action_thread_locked: final(POSTING_FORBIDDEN),
  external_channel_migrating: {
    outcome: 'retryable',
    words: 'Slack is moving this shared channel; it answers again soon.',
  },

  cannot_dm_bot: final('This account is an app, which cannot be written to.'),
  user_not_found: final('Slack does not know this person. Correct the account in the program.'),
  user_not_visible: final(PERSON_OUT_OF_REACH),
  user_disabled: final('This person’s Slack account is deactivated. Take it out of the program.'),
  users_not_found: final('Slack does not know this person. Correct the account in the program.'),
  cannot_dm_user: final(PERSON_OUT_OF_REACH),
  not_allowed: final(PERSON_OUT_OF_REACH),
  method_not_supported_for_channel_type: final(PERSON_OUT_OF_REACH),

  invalid_blocks: final(OUR_MISTAKE),
  invalid_blocks_format: final(OUR_MISTAKE),
  invalid_arguments: final(OUR_MISTAKE),
  invalid_arg_name: final(OUR_MISTAKE),
  msg_too_long: final(OUR_MISTAKE),
  msg_blocks_too_long: final(OUR_MISTAKE),
  no_text: final(OUR_MISTAKE),
  view_too_large: final(OUR_MISTAKE),
  invalid_trigger_id: final('The press this answered is over. Press again.'),
  expired_trigger_id: final('Slack took too long; press again.'),
  exchanged_trigger_id: final('This press was answered already.'),
  trigger_expired: final('Slack took too long; press again.'),
  trigger_exchanged: final('This press was answered already.'),
  hash_conflict: final('What is on screen was changed in the meantime.'),
  not_found: final('What is on screen was closed in the meantime.'),
  unknown_method: final('SLACK_API_URL leads to a server that is not Slack’s Web API. Correct it.'),
};
