import type { Clock } from '../../../clock.js';
import type { PlatformIdentity } from '../../../people/actor.js';
import { LATE, within } from '../../../people/deadline.js';
import type { Member } from '../connector.js';
import { type Activity, channelOf, timeZoneOf, userIdOf } from './activity.js';
import type { InboundLog, InstallationStore, Profile, ProfileStore } from './ports.js';

/** Believed as it is; older, it is asked anew when there is time. */
const FRESH_MS = 60 * 60_000;
/** Older: as if never known. */
const USABLE_MS = 24 * 60 * 60_000;
/** A person waits five seconds for an answer altogether. */
const ASK_MS = 1_800;
const REMEMBERED = 5_000;

/** Who acts on Teams. */
export interface People {
  /** From memory, the store, or the roster of the place where it happens. Never rejects: what could not be found out stays `undefined`. */
  whoIs(activity: Activity): Promise<PlatformIdentity>;
  /** A person's name and e-mail, from what is known or from a roster; undefined when neither tells. */
  named(userId: string): Promise<{ name: string; email?: string } | undefined>;
  /** Whoever adds the app to a team is an owner there: the nearest that Teams has to an administrator of ours. */
  installedBy(userId: string): Promise<void>;
}

export interface PeopleOptions {
  profiles: ProfileStore;
  installation: InstallationStore;
  member(serviceUrl: string, conversationId: string, userId: string): Promise<Member>;
  /** In whose rosters somebody of ours may be found. */
  places(): Promise<{ serviceUrl: string; conversationId: string }[]>;
  homeTenant: string;
  /** In Microsoft's local playground everybody is one of us and may set up. */
  everybodyIsOurs: boolean;
  clock: Clock;
  log: InboundLog;
}

export function teamsPeople(options: PeopleOptions): People {
  const { profiles, installation, member, places, homeTenant, everybodyIsOurs, clock, log } = options;
  const memory = new Map<string, Profile>();
  let installers: Set<string> | undefined;

  async function installersKnown(): Promise<Set<string>> {
    if (!installers) {
      const { installers: stored = '' } = await installation.read('teams');
      installers = new Set(stored.split(' ').filter(Boolean));
    }
    return installers;
  }

  const age = ({ fetchedAt }: Profile) => clock.now().getTime() - fetchedAt.getTime();

  async function knownProfile(userId: string): Promise<Profile | undefined> {
    const remembered = memory.get(userId);
    if (remembered) return remembered;
    const stored = await profiles.get({ platform: 'teams', userId }).catch((error: unknown) => {
      log.warn({ err: error, userId }, 'the stored profile could not be read');
      return undefined;
    });
    if (stored) remember(memory, userId, stored);
    return stored;
  }

  async function askedProfile(activity: Activity): Promise<Profile | undefined> {
    const userId = userIdOf(activity.from);
    try {
      const asking = member(activity.serviceUrl, channelOf(activity), activity.from.id);
      asking.catch(() => {});
      const found = await within(asking, ASK_MS);
      if (found === LATE) throw new Error('The roster did not answer in time');
      const profile = profileFrom(found, activity, clock.now());
      remember(memory, userId, profile);
      await profiles.put(profile).catch((error: unknown) => {
        log.warn({ err: error, userId }, 'a profile could not be stored');
      });
      return profile;
    } catch (error) {
      log.warn({ err: error, userId }, 'Teams did not tell who this is');
      return undefined;
    }
  }

  return {
    async whoIs(activity) {
      const userId = userIdOf(activity.from);
      const known = await knownProfile(userId);
      const fresh = known && age(known) < FRESH_MS ? known : await askedProfile(activity);
      const profile = fresh ?? (known && age(known) < USABLE_MS ? known : undefined);
      const admins = await installersKnown().catch(() => new Set<string>());
      return identityOf(activity, profile, { homeTenant, everybodyIsOurs, isInstaller: admins.has(userId) });
    },

    async named(userId) {
      const known = await knownProfile(userId);
      if (known) return known;
      for (const { serviceUrl, conversationId } of await places()) {
        const found = await member(serviceUrl, conversationId, userId).catch(() => undefined);
        if (found?.name) return { name: found.name, ...(found.email ? { email: found.email } : {}) };
      }
      return undefined;
    },

    async installedBy(userId) {
      const known = await installersKnown();
      if (known.has(userId)) return;
      known.add(userId);
      await installation.write('teams', { installers: [...known].join(' ') });
    },
  };
}

function identityOf(
  activity: Activity,
  profile: Profile | undefined,
  {
    homeTenant,
    everybodyIsOurs,
    isInstaller,
  }: { homeTenant: string; everybodyIsOurs: boolean; isInstaller: boolean },
): PlatformIdentity {
  const userId = userIdOf(activity.from);
  const timeZone = timeZoneOf(activity);
  // Nobody is ours because of where they write: of a shared channel the activity names only the host.
  const teamId = everybodyIsOurs ? homeTenant : (profile?.teamId ?? '');
  const guest = everybodyIsOurs ? false : profile?.guest;
  return {
    platform: 'teams',
    userId,
    teamId,
    homeTeamId: homeTenant,
    name: profile?.name || activity.from.name || 'Somebody',
    ...(profile?.email ? { email: profile.email } : {}),
    ...(timeZone ? { timeZone } : {}),
    ...(guest === undefined ? {} : { guest }),
    admin: everybodyIsOurs || isInstaller,
  };
}

function profileFrom(member: Member, activity: Activity, fetchedAt: Date): Profile {
  const guest = isGuest(member);
  return {
    platform: 'teams',
    userId: userIdOf(activity.from),
    teamId: member.tenantId ?? '',
    name: member.name || activity.from.name || '',
    ...((member.email ?? member.userPrincipalName)
      ? { email: member.email ?? member.userPrincipalName }
      : {}),
    ...(guest === undefined ? {} : { guest }),
    fetchedAt,
  } as Profile;
}

/**
 * Teams says `user`, `guest` or `anonymous`; older answers say nothing, but an account of a guest shows it in its name:
 * learn.microsoft.com/entra/external-id/user-properties. What is not said at all stays unknown.
 */
function isGuest({ userRole, userPrincipalName }: Member): boolean | undefined {
  if (userPrincipalName?.toUpperCase().includes('#EXT#')) return true;
  if (userRole !== undefined && userRole !== '') return userRole.toLowerCase() !== 'user';
  return userPrincipalName === undefined ? undefined : false;
}

function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value as string);
}
