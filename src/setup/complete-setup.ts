import type { Clock } from '../clock.js';
import type { AccountRef, PlatformName } from '../messages/address.js';
import type { ChannelFacts } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';
import { addEntries } from '../program/merge-program.js';
import type { Partner } from '../program/partner-settings.js';
import type { Rep } from '../program/people-settings.js';
import type { ProgramStore } from '../program/ports.js';
import {
  accountsOf,
  activePartners,
  activeReps,
  channelForPartner,
  type Program,
} from '../program/program.js';

export interface KnownPerson {
  name: string;
  email?: string;
  /** A guest of our workspace. */
  guest?: boolean;
}

export interface CompleteDeps {
  programs: ProgramStore;
  clock: Clock;
  /** A person's name and e-mail, as the platform knows them. */
  profile: (platform: PlatformName, userId: string) => Promise<KnownPerson | undefined>;
  channelFacts: (channel: { platform: PlatformName; id: string }) => Promise<ChannelFacts>;
}

/**
 * Fills in what a setup from chat could not wait for: the names of people who were chosen as reps, and the workspace
 * of a partner whose channel holds exactly one other organisation (assigning that channel to the partner says whose it
 * is). Idempotent; run after each setup and at every start, so a crash in between leaves nothing half done.
 */
export async function completeSetup(deps: CompleteDeps): Promise<void> {
  const before = await deps.programs.stored();
  if (!before) return;
  const reps = (await Promise.all(nameless(before.program).map((rep) => named(deps, rep)))).filter(
    (rep) => rep !== undefined,
  );
  const partners = (
    await Promise.all(homeless(before.program).map((one) => housed(deps, before.program, one)))
  ).filter((one) => one !== undefined);
  if (reps.length === 0 && partners.length === 0) return;
  // Losing the race is fine: whoever won runs this again.
  const after = addEntries(before, { reps, partners });
  const guests = reps.filter((rep) => rep.ended);
  await deps.programs.save(
    before,
    after,
    guests.map((rep) => guestNotice(after.program, rep, deps.clock.now())),
  );
}

/** A rep made from a picked person carries the user id as its name until it is known. */
function nameless(program: Program): Rep[] {
  return activeReps(program).filter((rep) => namingAccount(rep) !== undefined);
}

function namingAccount(rep: Rep): AccountRef | undefined {
  return accountsOf(rep).find(({ userId }) => userId === rep.name);
}

async function named({ profile }: CompleteDeps, rep: Rep): Promise<Rep | undefined> {
  const account = namingAccount(rep);
  const found = account && (await profile(account.platform, account.userId));
  if (!found) return undefined;
  // A guest can never be a rep: ended, and the program managers are told.
  const ended = found.guest === true;
  return { ...rep, name: found.name, ended, ...(found.email ? { email: found.email } : {}) };
}

function homeless(program: Program): Partner[] {
  return activePartners(program).filter(
    ({ workspaces, contacts }) =>
      Object.values(workspaces).every((ids) => ids.length === 0) && contacts.length === 0,
  );
}

async function housed(
  { channelFacts }: CompleteDeps,
  program: Program,
  partner: Partner,
): Promise<Partner | undefined> {
  const channel = channelForPartner(program, partner.id)?.channel;
  if (!channel) return undefined;
  const { otherTeamIds } = await channelFacts(channel);
  const [only, ...more] = otherTeamIds;
  if (!only || more.length > 0) return undefined;
  return { ...partner, workspaces: { ...partner.workspaces, [channel.platform]: [only] } };
}

function guestNotice(program: Program, rep: Rep, at: Date): PendingMessage {
  return {
    key: `program:${program.id}:guest-rep:${rep.id}`,
    subject: { kind: 'program', id: program.id },
    template: 'guest-rep',
    to: { kind: 'program_managers' },
    facts: { name: rep.name },
    at,
  };
}
