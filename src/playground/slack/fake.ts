import type { Faults } from './faults.js';
import type { Pace, PaceKeeper } from './pace.js';
import type { Traffic } from './traffic.js';
import type { Workspace } from './workspace.js';

/** What every part of the simulated Slack works on. */
export interface Fake {
  workspace: Workspace;
  traffic: Traffic;
  faults: Faults;
  paceKeeper: PaceKeeper;
  settings: Settings;
  /** The clock of the workspace: `ts`, triggers and response_urls live by it. */
  now(): Date;
  /** The clock that signs requests, which the bot compares with its own. */
  signingClock(): Date;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  origin: string;
  /** Call after each change of the workspace or the traffic: saves soon and tells the page. */
  changed(): void;
  /** Work that goes on in the background, such as a redelivery; `idle()` waits for it. */
  background: Set<Promise<unknown>>;
  isClosed: boolean;
}

export interface Settings {
  /** Where the bot listens: the whole URL of its `/slack/events`. */
  botUrl: string;
  signingSecret: string;
  botToken: string;
  scopes: string[];
  /** How long the bot may take to answer. Slack: 3,000. */
  acknowledgeMs: number;
  /** How long after a failed event it is sent again, once per entry. Slack: at once, after 1 and 5 minutes. */
  eventRetryMs: number[];
  /** The events of the app's manifest (`bot_events`); undefined: all of them. */
  subscribedEvents?: string[];
  /** How fast the bot may post to one channel before it meets 429; undefined: as fast as it likes. */
  pace?: Pace;
  /** Whether a DM to somebody of another workspace can be opened. */
  directMessagesToExternals: 'allowed' | 'refused';
}

/** The scopes the app asks for, and the optional users:read.email. A test may take one away. */
export const DEFAULT_SCOPES = [
  'commands',
  'chat:write',
  'channels:read',
  'groups:read',
  'users:read',
  'users:read.email',
  'im:write',
  'app_mentions:read',
  'pins:write',
];
