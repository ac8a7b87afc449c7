import type { AccountRef, PlatformName } from '../messages/address.js';

/** What every platform's inbound side needs from outside. The store's repositories fit as they are. */

/** Structured logging as pino does it: data first, then what happened. */
export interface InboundLog {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/** What a platform said about a person, kept so that it need not be asked while somebody waits. */
export interface Profile {
  platform: PlatformName;
  userId: string;
  teamId: string;
  name: string;
  email?: string;
  timeZone?: string;
  guest?: boolean;
  admin?: boolean;
  fetchedAt: Date;
}

export interface ProfileStore {
  get(account: AccountRef): Promise<Profile | undefined>;
  put(profile: Profile): Promise<void>;
}

/** Events kept from before they are acknowledged until they are done. */
export interface EventInbox {
  /** Durable when it resolves. False when this key is kept already. */
  record(key: string, platform: PlatformName, body: Record<string, unknown>): Promise<boolean>;
  finish(key: string): Promise<void>;
}
