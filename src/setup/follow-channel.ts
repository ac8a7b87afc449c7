import type { Clock } from '../clock.js';
import type { ChannelRef } from '../messages/address.js';
import type { CardSlot, PendingMessage } from '../messages/pending.js';
import { type ReferralDeps, refreshCards, repAccounts } from '../people/act-on-referral.js';
import type { ChannelAssignment } from '../program/channel-settings.js';
import type { Definition } from '../program/definition.js';
import { mergeProgram } from '../program/merge-program.js';
import type { StoredProgram } from '../program/ports.js';
import {
  assignmentOf,
  type Program,
  partnerChannelOf,
  partnerName,
  sameChannel,
} from '../program/program.js';
import { tellsTheEnd } from '../referral/loop.js';
import type { Change, ReferralQuery } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, OPEN_STATES } from '../referral/states.js';
import { referCard } from './refer-cards.js';

export interface FollowDeps extends ReferralDeps {
  clock: Clock;
  /** Rewrites a channel's id wherever the store keeps it; idempotent. */
  moveChannel: (from: ChannelRef, to: ChannelRef) => Promise<void>;
  /** What was refused for good in this channel, so that surely nobody has read it; oldest first. */
  neverDelivered: (channel: ChannelRef) => Promise<PendingMessage[]>;
}

/** Slack gives a channel a new id when sharing starts or ends: everything that names it follows. */
export async function channelMoved(deps: FollowDeps, from: ChannelRef, to: ChannelRef): Promise<void> {
  for (;;) {
    const before = await deps.programs.stored();
    if (!before || !assignmentOf(before.program, from)) break;
    if (await deps.programs.save(before, renamed(before, from, to), [])) break;
  }
  await deps.moveChannel(from, to);
}

function renamed(stored: StoredProgram, from: ChannelRef, to: ChannelRef): StoredProgram {
  const move = <Assignment extends ChannelAssignment>(one: Assignment): Assignment =>
    sameChannel(one.channel, from) ? { ...one, channel: to } : one;
  const file: Definition | undefined = stored.file && {
    ...stored.file,
    channels: stored.file.channels.map(move),
  };
  const chat = {
    ...stored.chat,
    entries: { ...stored.chat.entries, channels: stored.chat.entries.channels.map(move) },
  };
  return { ...stored, ...(file ? { file } : {}), chat, program: mergeProgram(file, chat) };
}

/**
 * Somebody joined or left a shared channel: the status cards in it are drawn again, so that an organisation that has
 * come in reads no details from now on, and the partner sees them again when it has gone.
 */
export async function channelSharingChanged(deps: FollowDeps, channel: ChannelRef): Promise<void> {
  const program = await deps.programs.current();
  const partnerId = program && partnerChannelOf(program, channel)?.partner;
  if (program && partnerId) await redraw(deps, program, { partnerId }, { why: 'sharing', slots: ['status'] });
}

/**
 * The bot may write in an assigned channel again: it was invited, or the channel is no longer archived. What was due
 * there meanwhile was given up, so the "Refer a lead" card and the cards of open referrals are put there now, and a partner
 * reads what it is owed.
 */
export async function channelRegained(deps: FollowDeps, channel: ChannelRef): Promise<void> {
  const program = await deps.programs.current();
  if (!program) return;
  const assignment = assignmentOf(program, channel);
  if (assignment?.kind === 'partner') {
    await deps.outbox.enqueue([referCard(program, channel, assignment.partner, deps.clock.now())]);
    deps.outbox.wake();
    const query = { partnerId: assignment.partner, states: OPEN_STATES };
    await redraw(deps, program, query, { why: 'regained', slots: ['status'] });
    await sayWhatIsOwed(deps, program, channel);
  }
  if (assignment?.kind === 'triage') {
    const query = { assignmentIds: [assignment.id], states: OPEN_STATES };
    await redraw(deps, program, query, { why: 'regained', slots: ['claim', 'handoff'] });
  }
}

/** What no card tells: how a referral ended, and what a rep wrote. Steps in between are on the card. */
const OWED: ReadonlySet<string> = new Set(['loop-closed', 'partner-note']);

/** Under a key of its own, so that it is said once however often the channel comes back. */
async function sayWhatIsOwed(deps: FollowDeps, program: Program, channel: ChannelRef): Promise<void> {
  const owed = (await deps.neverDelivered(channel)).filter(({ template }) => OWED.has(template));
  for (const referralId of new Set(owed.map(({ subject }) => subject.id))) {
    const referral = await deps.referrals.byId(referralId);
    if (!referral) continue;
    // Of an ended referral the card has not been drawn yet.
    if (isTerminal(referral.state))
      await redrawOne(deps, program, referral, { why: 'regained', slots: ['status'] });
    const said = owed.filter(
      (message) =>
        message.subject.id === referralId && (!tellsTheEnd(message) || isEndThatStands(message, referral)),
    );
    await deps.outbox.enqueue(said.map((message) => ({ ...message, key: again(message) })));
    const end = said.find(tellsTheEnd);
    if (end) await deps.referrals.change(referralId, (current) => owingAgain(current, end));
  }
  deps.outbox.wake();
}

function again({ key }: PendingMessage): string {
  return `${key}:again`;
}

/** Not one that was reopened, nor an earlier one, nor one that the partner has heard of. */
function isEndThatStands({ key }: PendingMessage, { state, loop }: Referral): boolean {
  return isTerminal(state) && (!loop || (loop.key === key && !loop.closedAt));
}

/** The end is told by another message now: when that has arrived, nothing is owed any more. */
function owingAgain(current: Referral, end: PendingMessage): Change | undefined {
  if (!current.loop || !isEndThatStands(end, current)) return undefined;
  const loop = { owedSince: current.loop.owedSince, open: true as const, key: again(end) };
  return { after: { ...current, loop }, events: [], messages: [] };
}

interface Redrawing {
  why: 'sharing' | 'regained';
  slots: readonly CardSlot[];
}

async function redraw(
  deps: FollowDeps,
  program: Program,
  query: Partial<ReferralQuery>,
  redrawing: Redrawing,
): Promise<void> {
  let cursor: string | undefined;
  do {
    const page = await deps.referrals.page({
      programId: program.id,
      limit: 50,
      ...query,
      ...(cursor ? { cursor } : {}),
    });
    for (const referral of page.referrals) await redrawOne(deps, program, referral, redrawing);
    cursor = page.next;
  } while (cursor);
}

/** Under a key of its own for each change: the version alone has not changed. */
async function redrawOne(
  deps: FollowDeps,
  program: Program,
  referral: Referral,
  { why, slots }: Redrawing,
): Promise<void> {
  const outbox = only(deps.outbox, slots, `${why}:${deps.clock.now().getTime()}`);
  await refreshCards({ ...deps, outbox }, referral, repAccounts(program));
}

function only(
  outbox: ReferralDeps['outbox'],
  slots: readonly CardSlot[],
  suffix: string,
): ReferralDeps['outbox'] {
  const isWanted = ({ to }: PendingMessage) => to.kind === 'card' && slots.includes(to.slot);
  return {
    wake: () => outbox.wake(),
    enqueue: (messages) =>
      outbox.enqueue(
        messages.filter(isWanted).map((message) => ({ ...message, key: `${message.key}:${suffix}` })),
      ),
  };
}

/** An assigned channel is gone: a program manager has to choose another one. */
export async function channelLost(
  deps: FollowDeps,
  channel: ChannelRef,
  how: 'archived' | 'left',
): Promise<void> {
  const program = await deps.programs.current();
  const assignment = program && assignmentOf(program, channel);
  if (!program || !assignment) return;
  const at = deps.clock.now();
  await deps.outbox.enqueue([
    {
      key: `channel-lost:${channel.platform}:${channel.id}:${how}:${at.toISOString().slice(0, 13)}`,
      subject: { kind: 'program', id: program.id },
      template: 'channel-lost',
      to: { kind: 'program_managers' },
      facts: {
        platform: channel.platform,
        channelId: channel.id,
        kind: assignment.kind,
        how,
        what: whose(program, assignment),
      },
      at,
    },
  ]);
  deps.outbox.wake();
}

function whose(program: Program, assignment: ChannelAssignment): string {
  if (assignment.kind !== 'partner') return assignment.id;
  return partnerName(program, assignment.partner);
}
