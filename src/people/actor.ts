import { type AccountRef, type PersonRef, PLATFORMS, type PlatformName } from '../messages/address.js';
import type { Partner } from '../program/partner-settings.js';
import type { ProgramManager, Rep } from '../program/people-settings.js';

/** What a platform says about the person behind a request, before we know what the program says. */
export interface PlatformIdentity {
  platform: PlatformName;
  userId: string;
  /** The workspace or tenant the person belongs to. */
  teamId: string;
  /** The workspace or tenant in which we are installed. */
  homeTeamId: string;
  name: string;
  email?: string;
  timeZone?: string;
  /** A guest of our own workspace: external for every purpose. `undefined` when not known yet. */
  guest?: boolean;
  /** May administer our workspace. */
  admin?: boolean;
}

/**
 * Who acts, resolved from a platform identity by who-is.ts. Roles come only from the program definition.
 * A person may have several; nobody outside the company is ever rep or program manager.
 */
export interface Actor {
  person: PersonRef;
  timeZone?: string;
  /** A full member of our own workspace or tenant. False for guests and everybody else. */
  internal: boolean;
  /** Of our workspace by the look of it, but the platform did not say just now whether as a guest: may do nothing yet. */
  unverified?: true;
  /** Administers our workspace: may set the program up while there is none. */
  admin: boolean;
  rep?: Rep;
  programManager?: ProgramManager;
  /** The partner this person speaks for. */
  partner?: Partner;
}

/** Works for us and has a part in the program. */
export function isStaff(actor: Actor): boolean {
  return actor.rep !== undefined || actor.programManager !== undefined;
}

/** Under which accounts this person is known: the one they act with, and a contact's others. */
export function ownAccounts({ person, partner }: Actor): AccountRef[] {
  const contact = partner?.contacts.find(({ accounts }) =>
    PLATFORMS.some((platform) => platform === person.platform && accounts[platform] === person.userId),
  );
  const others = PLATFORMS.flatMap((platform) => {
    const userId = contact?.accounts[platform];
    return userId && platform !== person.platform ? [{ platform, userId }] : [];
  });
  return person.platform === 'system'
    ? others
    : [{ platform: person.platform, userId: person.userId }, ...others];
}
