import type { Memory } from './memory.js';
import type { Pace } from './pace.js';
import type { WorkspaceSeed } from './workspace-seed.js';

export interface FakeSlackOptions {
  workspace: WorkspaceSeed;
  signingSecret: string;
  botToken: string;
  /** The whole URL of the bot's `/slack/events`; may be set later by `setBotUrl`. */
  botUrl?: string;
  /** The workspace's clock (`ts`, triggers, response_urls); default the real one. */
  now?: () => Date;
  /** The clock of request signatures; default the real one, which is also what Bolt compares with. */
  signingClock?: () => Date;
  /** Keeps the workspace over a restart. */
  memory?: Memory;
  /** Port on 127.0.0.1; default any free one. */
  port?: number;
  /** The bot token's scopes; default those of the design. */
  scopes?: string[];
  /** The events the app subscribes to, as its manifest lists them; default all. */
  subscribedEvents?: string[];
  /** Slack: 3,000. */
  acknowledgeMs?: number;
  /** When a failed event is sent again; Slack: at once, after 1 minute and after 5. Default 100 ms, 1 s, 5 s. */
  eventRetryMs?: number[];
  directMessagesToExternals?: 'allowed' | 'refused';
  /** Slack: about `{perSecond: 1}` and some burst; default no limit, so that tests need not wait. */
  pace?: Pace;
  /** How many requests and deliveries are kept in the log, of each; default 10,000. */
  keepTraffic?: number;
}
