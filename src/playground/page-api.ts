/**
 * What the playground page and the playground server say to each other, as JSON over HTTP on loopback.
 *
 *   GET  /playground/state?as=USER_ID      -> PageState, as that person would see the workspace
 *   GET  /playground/changes               -> server-sent events; each `change` event means: fetch the state again
 *   POST /playground/act     {as, act}     -> ActResult
 *   GET  /playground/traffic?after=NUMBER&afterTeams=NUMBER
 *                                          -> PageTrafficEntry[], newest last, both directions and both platforms;
 *                                             each platform numbers its own
 *   POST /playground/reset                 -> 204; the workspace and the program are as seeded again
 *   POST /playground/clock   {to}          -> 204 when the time has passed and all that was due on the way has happened
 *
 * A person is of one platform, and so is what they see and can do; USER_ID says which. Somebody with accounts on both is
 * two people here. Block Kit payloads are passed on as the bot sent them: the page draws what Slack would draw. A tenant of Teams answers
 * in the same shapes, with Adaptive Cards in place of blocks and a dialog in place of a modal; it takes a TeamsPageAct.
 */

/** An Adaptive Card, or an action or element of one, as the bot sent it; the page must survive any shape. */
export type AdaptiveCard = Record<string, unknown>;

/** A Block Kit block, object or view as Slack's documentation describes it; the page must survive any shape. */
export type BlockKit = Record<string, unknown>;

export interface PageState {
  /** Whose column this is; absent: Slack. */
  platform?: PagePlatform;
  /** The person the page is looking through the eyes of. */
  me: PagePerson;
  people: PagePerson[];
  /** The people of the other platform, whom one can be as well. */
  elsewhere?: PagePerson[];
  /** Channels and direct messages this person can see, in reading order. */
  channels: PageChannel[];
  /** The modal that is open for this person, if any. */
  modal?: PageModal;
  /** The App Home view last published for this person, if any (`view` is the whole home view). */
  home?: { view: BlockKit };
  /** What the composer offers to this person: empty for people outside the installing workspace, as in Slack. */
  commands: { command: string; hint: string }[];
  /** Message shortcuts this person may use; empty for people outside. */
  messageShortcuts: { callbackId: string; label: string }[];
  /** Teams: the dialog that is open for this person, if any. */
  dialog?: PageDialog;
  /** Teams: the action commands of the app's message extension; empty for guests and people of other tenants. */
  messageExtensions?: { commandId: string; title: string; contexts: ('compose' | 'message')[] }[];
  /** The time it is in the playground; absent where nobody can move it. */
  clock?: PageClock;
  /** The bot's user id, so that the page can offer an @mention. */
  bot: { id: string; name: string };
}

export interface PageClock {
  /** How far the playground's time is ahead of the real one, in milliseconds. */
  aheadMs: number;
  /** IANA zone of the program. */
  zone: string;
}

/** How far to go: one hour, to the next morning on which people work, or three months. */
export type TimeJump = 'hour' | 'morning' | 'week' | 'quarter';

export type PagePlatform = 'slack' | 'teams';

export interface PagePerson {
  id: string;
  /** Absent: Slack. */
  platform?: PagePlatform;
  name: string;
  title: string;
  workspace: { id: string; name: string };
  kind: 'member' | 'admin' | 'guest' | 'external' | 'bot';
  /** What this person is here to show: 'partner', 'rep', 'program manager', or '' for a bystander. */
  part: string;
  avatarColor: string;
}

export interface PageChannel {
  id: string;
  platform?: PagePlatform;
  /** Teams: the name of the team it belongs to; absent for chats. */
  team?: string;
  name: string;
  kind: 'channel' | 'private' | 'direct';
  /** Names of the organisations in it, the installing workspace first. More than one: a Slack Connect channel. */
  organisations: string[];
  archived: boolean;
  botIsMember: boolean;
  members: string[];
  pinned: string[];
  messages: PageMessage[];
}

export interface PageMessage {
  ts: string;
  /** ISO 8601 UTC. */
  at: string;
  author: string;
  /** Teams: markdown, with `<at>Name</at>` for a mention. */
  text: string;
  blocks?: BlockKit[];
  platform?: PagePlatform;
  /** Teams: the Adaptive Card as this person sees it. */
  card?: AdaptiveCard;
  edited: boolean;
  /** Shown to `me` alone; not part of the history of the channel. */
  onlyYou: boolean;
  /** Replies in the thread, oldest first. */
  replies: PageMessage[];
}

export interface PageModal {
  viewId: string;
  view: BlockKit;
  /** block_id -> message: what the app answered to the last submit. What was typed is kept. */
  errors: Record<string, string>;
  /** True when the last submit got no good answer in 3 s: Slack then shows "We had some trouble connecting. Try again?". */
  connectionTrouble: boolean;
}

/** A dialog of Teams: an Adaptive Card, or a message, or nothing when the app answered badly (`problem` says how). */
export interface PageDialog {
  dialogId: string;
  title: string;
  /** As the app gave them: pixels, or 'small', 'medium', 'large'. */
  height?: unknown;
  width?: unknown;
  card?: AdaptiveCard;
  message?: string;
  /** What was typed, by input id; kept while the dialog shows the same card. */
  values: Record<string, string>;
  /** What Teams' client found wrong with the last submit, by input id. */
  errors: Record<string, string>;
  /** What Teams shows when the app did not answer well or in time. */
  problem?: string;
}

/** `values` is block_id -> action_id -> the state value Slack would send for that element. */
export type ViewValues = Record<string, Record<string, BlockKit>>;

export type PageAct =
  | { kind: 'say'; channel: string; text: string; threadTs?: string }
  | { kind: 'command'; channel: string; command: string; text: string }
  | { kind: 'messageShortcut'; channel: string; ts: string; callbackId: string }
  /** `element` is the whole interactive element as the bot sent it; `value` what was chosen (select, date, overflow). */
  | { kind: 'press'; channel: string; ts: string; blockId: string; element: BlockKit; chosen?: BlockKit }
  | { kind: 'pressHome'; blockId: string; element: BlockKit; chosen?: BlockKit }
  | {
      kind: 'pressModal';
      viewId: string;
      blockId: string;
      element: BlockKit;
      chosen?: BlockKit;
      values: ViewValues;
    }
  | { kind: 'submitModal'; viewId: string; values: ViewValues }
  | { kind: 'closeModal'; viewId: string }
  | { kind: 'openHome' }
  | { kind: 'dismiss'; channel: string; ts: string }
  /** Options for an external_select, as Slack would ask the app for them. */
  | {
      kind: 'options';
      source: 'message' | 'modal';
      blockId: string;
      actionId: string;
      query: string;
      viewId?: string;
    };

/**
 * `say` mentions the bot by `@Name` or `<at>Name</at>`; its `threadTs` is any message of the thread. `action`: fields of
 * the action as the bot sent it (id, verb, title, data) that tell it from the others.
 */
export type TeamsPageAct =
  | Extract<PageAct, { kind: 'say' }>
  | { kind: 'pressCard'; channel: string; ts: string; action: AdaptiveCard; inputs: Record<string, string> }
  | { kind: 'submitDialog'; dialogId: string; action?: AdaptiveCard; inputs: Record<string, string> }
  | { kind: 'closeDialog'; dialogId: string }
  /** With `ts`: from that message; without: from the compose box. */
  | { kind: 'composeExtension'; channel: string; commandId: string; ts?: string }
  | { kind: 'refreshCard'; channel: string; ts: string };

/** What the page may send; which of the two fits follows from the person. */
export type AnyAct = PageAct | TeamsPageAct;

export interface ActResult {
  ok: boolean;
  /** In words for the person pressing, where Slack itself would say something: not a member, command not found, … */
  problem?: string;
  /** For `options`. */
  options?: BlockKit[];
  /** Teams: what the bot said to this person alone in answer to a press. */
  message?: string;
}

export interface TrafficEntry {
  number: number;
  at: string;
  /** From Slack to the bot, or from the bot to Slack's Web API. */
  direction: 'to bot' | 'to slack';
  /** 'block_actions', 'view_submission', 'event app_mention', '/refer', or the Web API method. */
  what: string;
  /** HTTP status the receiver answered, absent when it did not answer. */
  status?: number;
  milliseconds: number;
  request: unknown;
  response: unknown;
}

/** The same for Teams: `what` is the activity (`invoke task/fetch`) or the operation of the connector. */
export interface TeamsTrafficEntry extends Omit<TrafficEntry, 'direction'> {
  direction: 'to bot' | 'to teams';
}

/** One line of the inspector. Numbers are unique within a platform. */
export type PageTrafficEntry = (TrafficEntry | TeamsTrafficEntry) & { platform?: PagePlatform };
