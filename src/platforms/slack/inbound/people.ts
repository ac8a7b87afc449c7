import type { Clock } from '../../../clock.js';
import { DeliveryError } from '../../../errors.js';
import type { PlatformIdentity } from '../../../people/actor.js';
import type { SlackUser } from '../interactive.js';
import type { InboundLog, Profile, ProfileStore } from './ports.js';

/** What a payload itself says about the person behind it. */
export interface PersonClue {
  userId: string;
  teamId?: string;
  name?: string;
}

/** Believed as it is. */
const FRESH_MS = 60 * 60_000;
/** Believed, and asked anew as soon as nobody waits. Older: as if never known. */
const USABLE_MS = 24 * 60 * 60_000;
/** After Slack could not tell, it is left alone about this person for a while. */
const PAUSE_MS = 60_000;
const REMEMBERED = 5_000;

export interface Known {
  identity: PlatformIdentity;
  /** False when it must be found out first whether this is one of us: whoever may act may not be decided yet. */
  isComplete: boolean;
  /** Worth asking Slack about when nobody waits. */
  isStale: boolean;
}

/** Who acts on Slack, from payloads, what is stored, and, where nobody waits for an acknowledgement, Slack itself. */
export interface People {
  /** From memory or the store. Never asks Slack, never rejects. */
  known(clue: PersonClue): Promise<Known>;
  /** Asks Slack unless known freshly. Never rejects: what could not be found out stays `undefined`. */
  lookUp(clue: PersonClue): Promise<PlatformIdentity>;
}

export interface PeopleOptions {
  profiles: ProfileStore;
  userInfo(userId: string): Promise<SlackUser>;
  homeTeamId(): string;
  clock: Clock;
  log: InboundLog;
}

export function slackPeople({ profiles, userInfo, homeTeamId, clock, log }: PeopleOptions): People {
  const memory = new Map<string, Profile>();
  const askedInVain = new Map<string, number>();

  async function profileOf(userId: string): Promise<Profile | undefined> {
    const remembered = memory.get(userId);
    if (remembered && age(remembered) < USABLE_MS) return remembered;
    try {
      const stored = await profiles.get({ platform: 'slack', userId });
      if (!stored || age(stored) >= USABLE_MS) return undefined;
      remember(memory, userId, stored);
      return stored;
    } catch (error) {
      log.warn({ err: error, userId }, 'the stored profile could not be read');
      return undefined;
    }
  }

  function age({ fetchedAt }: Profile): number {
    return clock.now().getTime() - fetchedAt.getTime();
  }

  async function known(clue: PersonClue): Promise<Known> {
    const profile = await profileOf(clue.userId);
    const identity = identityOf(clue, profile, homeTeamId());
    const mayBeOneOfUs = identity.teamId === '' || identity.teamId === identity.homeTeamId;
    return {
      identity,
      isComplete: !mayBeOneOfUs || identity.guest !== undefined,
      isStale: (!profile || age(profile) >= FRESH_MS) && !isPaused(clue.userId),
    };
  }

  function isPaused(userId: string): boolean {
    return clock.now().getTime() - (askedInVain.get(userId) ?? Number.NEGATIVE_INFINITY) < PAUSE_MS;
  }

  async function lookUp(clue: PersonClue): Promise<PlatformIdentity> {
    const before = await known(clue);
    if (!before.isStale) return before.identity;
    try {
      const profile = profileFrom(await userInfo(clue.userId), clue, clock.now());
      remember(memory, clue.userId, profile);
      await profiles.put(profile).catch((error: unknown) => {
        log.warn({ err: error, userId: clue.userId }, 'a profile could not be stored');
      });
      return identityOf(clue, profile, homeTeamId());
    } catch (error) {
      remember(askedInVain, clue.userId, clock.now().getTime());
      log.warn({ err: error, userId: clue.userId }, 'Slack did not tell who this is');
      if (!willNeverTell(error)) return before.identity;
      const profile = believed(clue, clock.now());
      remember(memory, clue.userId, profile);
      return identityOf(clue, profile, homeTeamId());
    }
  }

  return { known, lookUp };
}

/**
 * The identity, from a payload and a profile. Where the two disagree about the workspace, the one that is not ours
 * counts. Whether somebody is a guest or an administrator matters and is believed only of our own workspace.
 */
function identityOf(clue: PersonClue, profile: Profile | undefined, homeTeamId: string): PlatformIdentity {
  const teams = [clue.teamId, profile?.teamId].filter((team) => team !== undefined && team !== '');
  const teamId = teams.find((team) => team !== homeTeamId) ?? teams[0] ?? '';
  const ours = teamId === homeTeamId;
  return {
    platform: 'slack',
    userId: clue.userId,
    teamId,
    homeTeamId,
    name: profile?.name || clue.name || clue.userId,
    ...(profile?.email ? { email: profile.email } : {}),
    ...(profile?.timeZone ? { timeZone: profile.timeZone } : {}),
    ...(ours && profile?.guest !== undefined ? { guest: profile.guest } : {}),
    ...(ours && profile?.admin !== undefined ? { admin: profile.admin } : {}),
  };
}

/** docs.slack.dev/reference/objects/user-object. A deactivated account counts as a guest: it may do nothing of ours. */
function profileFrom(user: SlackUser, clue: PersonClue, fetchedAt: Date): Profile {
  const name = user.profile?.real_name || user.real_name || user.profile?.display_name || user.name;
  return {
    platform: 'slack',
    userId: clue.userId,
    teamId: user.team_id ?? clue.teamId ?? '',
    name: name || clue.name || clue.userId,
    ...(user.profile?.email ? { email: user.profile.email } : {}),
    ...(user.tz ? { timeZone: user.tz } : {}),
    guest: user.is_restricted === true || user.is_ultra_restricted === true || user.deleted === true,
    admin: user.is_admin === true || user.is_owner === true,
    fetchedAt,
  };
}

/** Not for want of an answer: the app may not ask (a scope is missing), or whoever stands in for Slack cannot say. */
function willNeverTell(error: unknown): boolean {
  return error instanceof DeliveryError && error.outcome === 'final' && !NOT_OURS.has(error.code);
}

const NOT_OURS = new Set(['user_not_found', 'user_not_visible', 'users_not_found']);

/**
 * Where it can never be found out whether somebody of our workspace is a guest, the program's list decides: it names
 * accounts one by one. Whoever it does not name gets no part from this. Not stored: with the scope, Slack is asked.
 */
function believed({ userId, teamId, name }: PersonClue, fetchedAt: Date): Profile {
  return {
    platform: 'slack',
    userId,
    teamId: teamId ?? '',
    name: name ?? userId,
    guest: false,
    admin: false,
    fetchedAt,
  };
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value as string);
}
