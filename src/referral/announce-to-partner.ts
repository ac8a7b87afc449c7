import type { Destination } from '../messages/pending.js';
import { isEnding, type Messages } from './announced-messages.js';
import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';
import { shareableText } from './shareable.js';
import { isTerminal } from './states.js';

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
  'queued',
  'reattributed',
]);

/** Of the time in which nobody else may register the company. */
const TEMPLATE_OF = {
  protection_warned: 'protection-ends-soon',
  protection_ended: 'protection-ended',
  protection_extended: 'protection-extended',
} as const;

/** What the partner is told of an event: a short update, a question, a note, or the end once it stands. */
export function tellPartner(event: ReferralEvent, after: Referral, out: Messages): void {
  if (event.type === 'dispute_decided') {
    answerDispute(event, after, out);
    return;
  }
  if (!after.partnerChannel || !after.partner) {
    if (isEnding(event) && event.type !== 'withdrawn') tellSubmitter(event, after, out);
    return;
  }
  const to: Destination = { kind: 'thread', under: 'status', channel: after.partnerChannel };
  if (event.type === 'conflict_decided') {
    // Whose introduction does not go on hears it with the end.
    if (event.goesOn && !isTerminal(after.state))
      out.add(event, 'conflict-decided', to, { words: event.words }, 'partner');
    return;
  }
  if (
    event.type === 'protection_warned' ||
    event.type === 'protection_ended' ||
    event.type === 'protection_extended'
  ) {
    out.add(event, TEMPLATE_OF[event.type], to, { until: event.until }, 'partner');
    return;
  }
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

/**
 * That it stays as it is; that it is open again is told by the reopening. Where the partner has no channel, whoever asked
 * is answered in person, either way.
 */
function answerDispute(
  event: Extract<ReferralEvent, { type: 'dispute_decided' }>,
  after: Referral,
  out: Messages,
): void {
  const { partnerChannel: channel, dispute } = after;
  if (channel && event.upheld) return;
  const asker = dispute?.by;
  const direct: Destination | undefined =
    asker && asker.platform !== 'system'
      ? { kind: 'direct', account: { platform: asker.platform, userId: asker.userId } }
      : undefined;
  const to: Destination | undefined = channel ? { kind: 'thread', under: 'status', channel } : direct;
  if (to) out.add(event, 'dispute-answered', to, { upheld: event.upheld }, 'partner');
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
  if (event.type === 'reopened' && event.appeal) return { ...base, appeal: true };
  return base;
}
