import type { AccountRef, ChannelRef } from '../messages/address.js';
import type { Destination, PendingMessage } from '../messages/pending.js';
import type { Decision } from './decide.js';
import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';
import { shareableText } from './shareable.js';
import { isTerminal } from './states.js';

/** Finds the account a rep is reached by; given by the caller, since the program knows it. */
export type RepAccount = (repId: string) => AccountRef | undefined;

/**
 * What is to be said about a decision, to whom, under which key. Pure. Cards are named, not written: they are rendered
 * from the referral as it is when they are delivered.
 */
export function announce(
  before: Referral | undefined,
  decision: Decision,
  repAccount: RepAccount,
): PendingMessage[] {
  const last = decision.events.at(-1);
  if (!last) return [];
  const messages = new Messages(decision.after);
  cards(before, decision.after, last, messages, repAccount);
  for (const event of notesFirst(decision.events)) {
    tellPartner(event, decision.after, messages);
    tellStaff(event, decision.after, messages, repAccount);
  }
  return messages.list;
}

function cards(
  before: Referral | undefined,
  after: Referral,
  last: ReferralEvent,
  out: Messages,
  repAccount: RepAccount,
): void {
  if (after.partner && after.partnerChannel) {
    out.add(last, 'status-card', { kind: 'card', slot: 'status', channel: after.partnerChannel });
  }
  for (const channel of distinctChannels([before?.route?.channel, after.route?.channel])) {
    out.add(last, 'claim-card', { kind: 'card', slot: 'claim', channel }, {}, channel.id);
  }
  const handedOff = [before?.claim && before.route?.channel, after.claim && after.route?.channel];
  for (const channel of distinctChannels(handedOff)) {
    const to: Destination = { kind: 'card', slot: 'handoff', channel, under: 'claim' };
    out.add(last, 'handoff-card', to, {}, channel.id);
  }
  for (const repId of repsWithCopy(before, after)) {
    const account = repAccount(repId);
    if (account) {
      out.add(
        last,
        'handoff-direct-card',
        { kind: 'card', slot: 'handoff_direct', account },
        { repId },
        repId,
      );
    }
  }
}

/** Whoever has it or just had it; when it changes hands everybody who ever had it, as their copy says who has it now. */
function repsWithCopy(before: Referral | undefined, after: Referral): Set<string> {
  const [from, to] = [before?.claim?.repId, after.claim?.repId];
  const earlier = from === to ? [] : after.events.filter(isTaking).map((event) => event.repId);
  return new Set([from, to, ...earlier].filter((repId) => repId !== undefined));
}

/** A note that comes with a step is read before the step is told: the closing word stays the last. */
function notesFirst(events: readonly ReferralEvent[]): ReferralEvent[] {
  const isNote = ({ type }: ReferralEvent) => type === 'note_added';
  return [...events.filter(isNote), ...events.filter((event) => !isNote(event))];
}

/** Events that are one short update in the status card's thread. Ends are told by close-the-loop instead. */
const PARTNER_UPDATES: ReadonlySet<ReferralEvent['type']> = new Set([
  'claimed',
  'assigned',
  'released',
  'rerouted',
  'accepted',
  'contacted',
  'meeting_booked',
  'meeting_held',
  'qualified',
  'opportunity_opened',
  'postponed',
  'woken',
  'reopened',
]);

function tellPartner(event: ReferralEvent, after: Referral, out: Messages): void {
  if (!after.partnerChannel || !after.partner) {
    if (isEnding(event) && event.type !== 'withdrawn') tellSubmitter(event, after, out);
    return;
  }
  const to: Destination = { kind: 'thread', under: 'status', channel: after.partnerChannel };
  if (isTerminal(event.state) && event.state === after.state && event.type !== 'undone' && isEnding(event)) {
    const notBefore = after.undo?.eventId === event.id ? after.undo.until : undefined;
    const wait = notBefore ? { notBefore, unlessUndone: event.id } : {};
    const card: Destination = { kind: 'card', slot: 'status', channel: after.partnerChannel };
    if (notBefore) out.add(event, 'status-card', card, {}, 'final', wait);
    out.add(event, 'loop-closed', to, {}, 'partner', wait);
  } else if (PARTNER_UPDATES.has(event.type)) {
    if (event.type === 'reopened' && !hasHeardOfTheEnd(after)) return;
    out.add(event, 'partner-update', to, updateFacts(event, after), 'partner');
  } else if (event.type === 'question_asked') {
    out.add(event, 'partner-question', to, { text: event.text }, 'partner');
  } else if (event.type === 'note_added' && event.audience === 'partner') {
    const wait =
      after.undo && isTerminal(after.state)
        ? { notBefore: after.undo.until, unlessUndone: after.undo.eventId }
        : {};
    const at = after.notes.findLastIndex((note) => note.audience === 'partner');
    out.add(event, 'partner-note', to, { noteNumber: countPartnerNotes(after, at) }, 'partner', wait);
  } else if (event.type === 'undone' && PARTNER_UPDATES.has(event.undoneType as ReferralEvent['type'])) {
    out.add(event, 'partner-update', to, updateFacts(event, after), 'partner');
  }
}

/** The partner sees only its own notes, so they are numbered among themselves. */
function countPartnerNotes(after: Referral, until: number): number {
  return after.notes.slice(0, until + 1).filter((note) => note.audience === 'partner').length;
}

/** An end that was reopened while it could be undone was never told. */
function hasHeardOfTheEnd(after: Referral): boolean {
  const end = after.events.findLast(isEnding);
  return !end || !after.undone.includes(end.id);
}

/** No partner, or one without a channel: the person who wrote is answered in person. */
function tellSubmitter(event: ReferralEvent, after: Referral, out: Messages): void {
  if (after.submittedBy.platform === 'system') return;
  const account = { platform: after.submittedBy.platform, userId: after.submittedBy.userId };
  const fallback = after.partnerChannel ? { fallback: { channel: after.partnerChannel } } : {};
  const wait =
    after.undo?.eventId === event.id ? { notBefore: after.undo.until, unlessUndone: event.id } : {};
  out.add(event, 'unknown-submitter-closed', { kind: 'direct', account, ...fallback }, {}, 'submitter', wait);
}

/** What was so when it happened: it may be read when the referral has moved on. */
function updateFacts(event: ReferralEvent, { claim, events }: Referral): Record<string, unknown> {
  const base = {
    type: shareableText(event.type),
    ...(claim ? { repName: shareableText(claim.repName) } : {}),
  };
  if (event.type === 'claimed' || event.type === 'assigned') {
    const by = claim?.repId === event.repId ? claim.contactBy : undefined;
    return { ...base, repName: shareableText(event.repName), ...(by ? { by } : {}) };
  }
  if (event.type === 'meeting_booked') {
    // `events` are those before this act.
    return { ...base, at: event.meetingAt, moved: events.at(-1)?.state === 'meeting_scheduled' };
  }
  if (event.type === 'postponed') return { ...base, at: event.wakeAt };
  return base;
}

function isEnding(event: ReferralEvent): boolean {
  return ['won', 'lost', 'rejected', 'disqualified', 'withdrawn', 'expired'].includes(event.type);
}

/** What the people in the claim card's thread should notice without looking at the card. */
const STAFF_UPDATES: ReadonlySet<ReferralEvent['type']> = new Set([
  'declined',
  'released',
  'rerouted',
  'assigned',
  'question_answered',
  'information_added',
  'withdrawn',
  'expired',
  'woken',
  'reopened',
  'undone',
]);

function tellStaff(event: ReferralEvent, after: Referral, out: Messages, repAccount: RepAccount): void {
  if (after.route && STAFF_UPDATES.has(event.type)) {
    const to: Destination = { kind: 'thread', under: 'claim', channel: after.route.channel };
    out.add(event, 'staff-update', to, { event }, 'staff');
  }
  const account = after.claim && repAccount(after.claim.repId);
  if (account && toldInPerson(event, after)) {
    out.add(event, 'staff-update', { kind: 'direct', account }, { event }, 'rep');
  }
  if (event.type === 'unmatched' || event.type === 'everyone_declined' || event.type === 'sent_to_review') {
    out.add(event, 'manager-decision', { kind: 'program_managers' }, { event }, 'managers');
  }
}

/** What the rep has to notice. An edit notifies nobody: whoever is given a referral back is told by a message. */
function toldInPerson(event: ReferralEvent, { events }: Referral): boolean {
  switch (event.type) {
    case 'question_answered':
    case 'information_added':
    case 'withdrawn':
      return true;
    case 'assigned':
      // `events` are those before this act.
      return events.some((one) => isTaking(one) && one.repId === event.repId);
    default:
      return false;
  }
}

function isTaking(event: ReferralEvent): event is Extract<ReferralEvent, { type: 'claimed' | 'assigned' }> {
  return event.type === 'claimed' || event.type === 'assigned';
}

function distinctChannels(channels: (ChannelRef | undefined)[]): ChannelRef[] {
  return channels.filter(
    (channel, index): channel is ChannelRef =>
      channel !== undefined &&
      channels.findIndex((other) => other?.platform === channel.platform && other.id === channel.id) ===
        index,
  );
}

class Messages {
  readonly list: PendingMessage[] = [];
  constructor(private readonly referral: Referral) {}

  add(
    event: ReferralEvent,
    template: string,
    to: Destination,
    facts: Record<string, unknown> = {},
    audience = '',
    timing: Pick<PendingMessage, 'notBefore' | 'unlessUndone'> = {},
  ): void {
    const key = [`referral:${this.referral.id}`, event.id, template, audience].filter(Boolean).join(':');
    this.list.push({
      key,
      subject: { kind: 'referral', id: this.referral.id },
      template,
      to,
      facts,
      at: event.at,
      ...timing,
    });
  }
}
