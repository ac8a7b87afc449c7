import type { Traffic } from '../slack/traffic.js';
import type { ChannelKeys } from './auth/keys.js';
import type { TeamsFaults } from './faults.js';
import type { SendingRate } from './rate.js';
import type { Tenant } from './tenant.js';

/** What every part of the simulated Teams works on. */
export interface Fake {
  tenant: Tenant;
  traffic: Traffic;
  faults: TeamsFaults;
  rate: SendingRate;
  keys: ChannelKeys;
  settings: TeamsSettings;
  now(): Date;
  signingClock(): Date;
  /** `http://127.0.0.1:PORT`, known once it listens. */
  origin: string;
  /** `http://127.0.0.1:PORT/teams/` */
  serviceUrl: string;
  /** Call after each change of the tenant or the traffic: saves soon and tells the page. */
  changed(): void;
  /** Work that goes on in the background; `idle()` waits for it. */
  background: Set<Promise<unknown>>;
}

export interface TeamsSettings {
  /** Where the bot listens: the whole URL of its `/api/messages`. */
  botUrl: string;
  appPassword: string;
  invokeMs: number;
  activityMs: number;
  sendingRate: 'teams' | 'none';
  automaticRefresh: boolean;
}

/** Lets work go on that the caller does not wait for; `idle()` does. */
export function inBackground(fake: Fake, work: Promise<unknown>): void {
  const tracked = work.finally(() => fake.background.delete(tracked));
  fake.background.add(tracked);
}
