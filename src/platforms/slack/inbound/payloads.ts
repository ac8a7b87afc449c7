/**
 * The parts of Slack's payloads that are read, as recorded in test/fixtures/slack and described in
 * docs.slack.dev/reference/interaction-payloads and docs.slack.dev/reference/events. Slack signed them, but what is
 * optional in them varies between workspaces, so everything but the type may be missing.
 */
interface UserPart {
  id: string;
  name?: string;
  username?: string;
  team_id?: string;
}

interface TeamPart {
  id?: string;
}

interface OptionPart {
  value?: string;
}

export interface ActionPart {
  type?: string;
  action_id: string;
  block_id?: string;
  action_ts?: string;
  value?: string;
  selected_option?: OptionPart | null;
  selected_options?: OptionPart[];
}

export interface StatePart extends Omit<ActionPart, 'action_id' | 'value'> {
  value?: string | null;
  selected_date?: string | null;
  selected_time?: string | null;
  selected_date_time?: number | null;
  selected_users?: string[];
}

interface ViewPart {
  id: string;
  type?: 'modal' | 'home';
  callback_id?: string;
  private_metadata?: string;
  app_installed_team_id?: string;
  blocks?: { type?: string; block_id?: string }[];
  state?: { values?: Record<string, Record<string, StatePart>> };
}

export interface BlockActionsBody {
  type: 'block_actions';
  user: UserPart;
  team?: TeamPart | null;
  trigger_id?: string;
  response_url?: string;
  container?: {
    type?: string;
    message_ts?: string;
    channel_id?: string;
    thread_ts?: string;
    is_ephemeral?: boolean;
  };
  channel?: { id?: string };
  message?: { ts?: string; thread_ts?: string };
  view?: ViewPart;
  actions: ActionPart[];
}

export interface ViewBody {
  type: 'view_submission' | 'view_closed';
  user: UserPart;
  team?: TeamPart | null;
  view: ViewPart;
}

export interface SuggestionBody {
  type: 'block_suggestion';
  user: UserPart;
  team?: TeamPart | null;
  action_id: string;
  block_id?: string;
  value?: string;
  view?: ViewPart;
}

export interface SlashBody {
  command: string;
  text?: string;
  user_id: string;
  user_name?: string;
  team_id?: string;
  channel_id?: string;
  trigger_id?: string;
  response_url?: string;
}

export interface ShortcutBody {
  type: 'message_action' | 'shortcut';
  callback_id: string;
  trigger_id?: string;
  action_ts?: string;
  response_url?: string;
  user: UserPart;
  team?: TeamPart | null;
  channel?: { id?: string };
  message?: { ts?: string; thread_ts?: string; text?: string };
  message_ts?: string;
}

export interface EventBody {
  type: 'event_callback';
  event_id?: string;
  event: EventPart;
}

export interface EventPart {
  type: string;
  user?: string;
  bot_id?: string;
  /** The workspace of the person; `team` says the same in events about messages. */
  user_team?: string;
  team?: string;
  channel?: string | { id?: string };
  ts?: string;
  thread_ts?: string;
  event_ts?: string;
  text?: string;
  tab?: string;
  inviter?: string;
  old_channel_id?: string;
  new_channel_id?: string;
  tokens?: { bot?: string[]; oauth?: string[] };
}
