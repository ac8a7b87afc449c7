import { type AccountRef, type ChannelRef, PLATFORMS, type PlatformName } from '../messages/address.js';
import type { Viewer } from '../messages/card.js';
import { DEFAULT_SHAREABLE_REASONS, type TerminalReason } from '../referral/reasons.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import type { ChannelAssignment, PartnerChannel, TriageChannel } from './channel-settings.js';
import type { Definition, ServiceLine } from './definition.js';
import type { Partner } from './partner-settings.js';
import type { Accounts, ProgramManager, Rep } from './people-settings.js';

/** The program as it is in force: the applied file and what chat set, merged. Ended entries are still in it. */
export type Program = Definition;

export function activeServiceLines(program: Program): ServiceLine[] {
  return program.serviceLines.filter((line) => !line.ended);
}

export function activeReps(program: Program): Rep[] {
  return program.reps.filter((rep) => !rep.ended);
}

export function activePartners(program: Program): Partner[] {
  return program.partners.filter((partner) => !partner.ended);
}

export function activeManagers(program: Program): ProgramManager[] {
  return program.programManagers.filter((manager) => !manager.ended);
}

export function serviceLine(program: Program, id: string | undefined): ServiceLine | undefined {
  return program.serviceLines.find((line) => line.id === id);
}

export function findPartner(program: Program, id: string | undefined): Partner | undefined {
  return id === undefined ? undefined : indexOf(program).partners.get(id);
}

/** Also of one that has ended; its id where the program lacks it. */
export function partnerName(program: Program, id: string): string {
  return program.partners.find((partner) => partner.id === id)?.name ?? id;
}

/** Sweeps ask for each of a hundred thousand partners; a program is never changed, only replaced. */
const INDEXES = new WeakMap<
  Program,
  { partners: Map<string, Partner>; channels: Map<string, PartnerChannel>; joined: Set<string> }
>();

function indexOf(program: Program) {
  const known = INDEXES.get(program);
  if (known) return known;
  const channels = new Map<string, PartnerChannel>();
  const joined = new Set<string>();
  for (const one of program.channels) {
    if (one.kind !== 'partner') continue;
    joined.add(one.partner);
    if (!one.ended && !channels.has(one.partner)) channels.set(one.partner, one);
  }
  const index = { partners: new Map(activePartners(program).map((one) => [one.id, one])), channels, joined };
  INDEXES.set(program, index);
  return index;
}

export function findRep(program: Program, id: string | undefined): Rep | undefined {
  return activeReps(program).find((rep) => rep.id === id);
}

export function sameChannel(a: ChannelRef, b: ChannelRef): boolean {
  return a.platform === b.platform && a.id === b.id;
}

/** The assignment in force for a channel, whatever its kind. */
export function assignmentOf(
  program: Program,
  channel: ChannelRef | undefined,
): ChannelAssignment | undefined {
  if (!channel) return undefined;
  return program.channels.find((assignment) => !assignment.ended && sameChannel(assignment.channel, channel));
}

export function partnerChannelOf(
  program: Program,
  channel: ChannelRef | undefined,
): PartnerChannel | undefined {
  const assignment = assignmentOf(program, channel);
  return assignment?.kind === 'partner' ? assignment : undefined;
}

/** Whether a partner may refer now: while there is a pilot, only those in it. */
export function isOpenFor({ pilot }: Pick<Program, 'pilot'>, partnerId: string): boolean {
  return pilot === undefined || pilot.partners.includes(partnerId);
}

/** Where a partner is talked to; the first of its channels when there are several. */
export function channelForPartner(program: Program, partnerId: string): PartnerChannel | undefined {
  return indexOf(program).channels.get(partnerId);
}

/** Whether a partner has, or had, a channel: until then it is merely invited. */
export function hasHadChannel(program: Program, partnerId: string): boolean {
  return indexOf(program).joined.has(partnerId);
}

/** Where a partner is answered: the channel it came from when that is its own, else its first one. */
export function answerChannel(
  program: Program,
  partnerId: string,
  origin: ChannelRef | undefined,
): ChannelRef | undefined {
  const here = partnerChannelOf(program, origin);
  return here?.partner === partnerId ? here.channel : channelForPartner(program, partnerId)?.channel;
}

export function triageChannels(program: Program): TriageChannel[] {
  return program.channels.filter(
    (assignment): assignment is TriageChannel => !assignment.ended && assignment.kind === 'triage',
  );
}

export function triageChannel(program: Program, assignmentId: string | undefined): TriageChannel | undefined {
  return triageChannels(program).find((assignment) => assignment.id === assignmentId);
}

export function digestChannel(program: Program): ChannelRef | undefined {
  return program.channels.find((assignment) => !assignment.ended && assignment.kind === 'digest')?.channel;
}

/** The reps who may claim in a triage channel: those it names, or every active rep when it names none. */
export function repsOf(program: Program, triage: TriageChannel): Rep[] {
  const reps = activeReps(program);
  return triage.reps.length === 0 ? reps : reps.filter((rep) => triage.reps.includes(rep.id));
}

export function accountsOf(person: { accounts: Accounts }): AccountRef[] {
  return (Object.entries(person.accounts) as [PlatformName, string | undefined][]).flatMap(
    ([platform, userId]) => (userId ? [{ platform, userId }] : []),
  );
}

/** The account to reach somebody by, on the preferred platform when there is one. */
export function accountOf(person: { accounts: Accounts }, preferred?: PlatformName): AccountRef | undefined {
  const all = accountsOf(person);
  return all.find((account) => account.platform === preferred) ?? all[0];
}

/** Everybody who speaks for a partner: its contacts, and whoever is of its workspaces. As who-is.ts has it. */
export function partnerPeople(partner: Partner | undefined): Viewer[] {
  if (!partner || partner.ended) return [];
  const { contacts, workspaces } = partner;
  const teams = PLATFORMS.flatMap((platform) => workspaces[platform].map((teamId) => ({ platform, teamId })));
  return [...contacts.flatMap(accountsOf), ...teams];
}

/** What a partner is told for a reason: the program's own wording, else the house's. */
export function shareableReason(program: Program, reason: TerminalReason): Shareable {
  return shareableText(program.shareableReasons[reason] ?? DEFAULT_SHAREABLE_REASONS[reason]);
}

/** A new program with nothing in it, as a workspace admin's first setup makes it. */
export function emptyProgram(name: string, timeZone: string): Pick<Program, 'id' | 'name' | 'timeZone'> {
  return { id: 'program', name, timeZone };
}
