import type { Partner } from '../program/partner-settings.js';
import type { Accounts } from '../program/people-settings.js';
import { activeManagers, activePartners, activeReps, type Program } from '../program/program.js';
import type { Actor, PlatformIdentity } from './actor.js';

/**
 * Who a platform identity is in the program. Fails closed: a guest, a person from another workspace and a person of
 * whom it is not known whether they are a guest are never staff, even when the program lists their account.
 * An e-mail address identifies only people of our own workspace, since a foreign workspace can claim any address.
 */
export function whoIs(identity: PlatformIdentity, program: Program | undefined): Actor {
  const internal = identity.teamId === identity.homeTeamId && identity.guest === false;
  const person = {
    platform: identity.platform,
    userId: identity.userId,
    teamId: identity.teamId,
    name: identity.name,
  };
  const base: Actor = {
    person,
    ...(identity.timeZone ? { timeZone: identity.timeZone } : {}),
    internal,
    ...(mayBeOurs(identity) && identity.guest === undefined ? { unverified: true as const } : {}),
    admin: internal && identity.admin === true,
  };
  if (!program) return base;
  const isThisPerson = matcher(identity);
  const rep = internal ? activeReps(program).find(isThisPerson) : undefined;
  const programManager = internal ? activeManagers(program).find(isThisPerson) : undefined;
  const partner = partnerOf(identity, program, isThisPerson);
  return {
    ...base,
    ...(rep ? { rep } : {}),
    ...(programManager ? { programManager } : {}),
    ...(partner ? { partner } : {}),
  };
}

/** No workspace at all is known where the platform tells it only with the rest, and did not answer (Teams). */
function mayBeOurs({ teamId, homeTeamId }: PlatformIdentity): boolean {
  return teamId === homeTeamId || teamId === '';
}

type ListedPerson = {
  email?: string | undefined;
  accounts: Accounts;
};

function matcher(identity: PlatformIdentity): (listed: ListedPerson) => boolean {
  const ours = identity.teamId === identity.homeTeamId;
  const email = identity.email?.toLowerCase();
  return (listed) => {
    const account = listed.accounts[identity.platform];
    if (account !== undefined) return account === identity.userId;
    return ours && email !== undefined && listed.email?.toLowerCase() === email;
  };
}

function partnerOf(
  identity: PlatformIdentity,
  program: Program,
  isThisPerson: (listed: ListedPerson) => boolean,
): Partner | undefined {
  const partners = activePartners(program);
  const listed = partners.find((partner) => partner.contacts.some(isThisPerson));
  if (listed || identity.teamId === identity.homeTeamId) return listed;
  return partners.find((partner) => partner.workspaces[identity.platform].includes(identity.teamId));
}
