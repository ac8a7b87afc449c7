import type { Clock } from '../../clock.js';
import type { SlackConfig, TeamsConfig } from '../../config.js';
import type { ChannelFacts } from '../../messages/delivery.js';
import type { Program } from '../../program/program.js';

/** What `doctor` needs of the world besides the database. */
export interface DoctorWorld {
  clock: Clock;
  slack(config: SlackConfig): SlackProbe;
  teams(config: TeamsAppConfig): TeamsProbe;
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

export interface TeamsProbe {
  /** Asks the login service for a token as the bot does. @throws DeliveryError with the service's own code */
  token(): Promise<unknown>;
}

/** What a database server says about itself. */
export interface ServerFacts {
  version: string;
  kind: 'replica set' | 'sharded cluster' | 'standalone';
  /** Of the replica set. */
  name?: string;
  time: Date;
}
