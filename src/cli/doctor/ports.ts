import type { Clock } from '../../clock.js';
import type { SlackConfig, TeamsConfig } from '../../config.js';
import type { ChannelFacts } from '../../messages/delivery.js';
import type { Program } from '../../program/program.js';

/** What `doctor` needs of the world besides the database. */
export interface DoctorWorld {
  clock: Clock;
  slack(config: SlackConfig): SlackProbe;
  /** Loaded on demand: what is behind it takes a second to load. */
  teams(config: TeamsAppConfig): Promise<TeamsProbe>;
  /** Whether an organisation reads along in a partner's channel that is not the partner's. */
  holdsOthers(facts: ChannelFacts, program: Program, partnerId: string): boolean;
}

/** Questions to Slack that change nothing. Each asks once and fails with a DeliveryError only. */
export interface SlackProbe {
  /** Whose token it is. `scopes` and `date` are absent when Slack did not tell. */
  identity(): Promise<{ team: string; teamId: string; botName: string; scopes?: string[]; date?: Date }>;
  /** Asks for an address to connect to and leaves it alone. */
  socketAddress(appToken: string): Promise<void>;
  channelFacts(channelId: string, homeTeamId: string): Promise<ChannelFacts>;
  person(userId: string): Promise<SlackPerson>;
  personByEmail(email: string): Promise<SlackPerson>;
}

export interface SlackPerson {
  name: string;
  teamId?: string;
  deactivated: boolean;
  guest: boolean;
  bot: boolean;
}

/** The real Teams, not the emulator, which has no credentials. */
export type TeamsAppConfig = Extract<TeamsConfig, { kind: 'teams' }>;

/** Questions to Teams that change nothing. Each asks once and fails with a DeliveryError only. */
export interface TeamsProbe {
  /** Asks the login service for a token as the bot does. */
  token(): Promise<unknown>;
  channelFacts(channelId: string, where: TeamsChannelPlace): Promise<ChannelFacts>;
}

/** Where Teams told us that a channel is reached, and what it last told us of it. */
export interface TeamsChannelPlace {
  serviceUrl: string;
  state: 'open' | 'archived' | 'removed';
  name?: string;
}

/** What a database server says about itself. */
export interface ServerFacts {
  version: string;
  kind: 'replica set' | 'sharded cluster' | 'standalone';
  /** Of the replica set. */
  name?: string;
  time: Date;
}
