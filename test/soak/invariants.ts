import type { PartnerRecord } from '../../src/checkins/partner-record.js';
import { isQuiet, type WorkCalendar } from '../../src/program/business-time.js';
import { partnerCalendar, personCalendar } from '../../src/program/calendars.js';
import { channelForPartner, findPartner, type Program } from '../../src/program/program.js';
import type { Referral } from '../../src/referral/referral.js';
import { isTerminal } from '../../src/referral/states.js';
import type { Store } from '../../src/store/connect.js';
import type { Soaked } from './simulate.js';

interface SentRow {
  _id: string;
  state: string;
  finishedAt?: Date;
  message: {
    template: string;
    subject: { kind: string; id: string };
    to: { kind: string; channel?: { id: string }; account?: { userId: string } };
    facts: Record<string, unknown>;
    neverTwice?: true;
  };
}

/** What nobody asked for at that moment: it comes by the clock. */
const BY_THE_CLOCK = new Set([
  'ladder-reminder',
  'contact-overdue',
  'follow-up',
  'partner-question-again',
  'check-in',
  'digest',
  'morning-list',
]);

/** Everything that must hold after a soak, as sentences about what does not. Empty when all is well. */
export async function brokenPromises(store: Store, soaked: Soaked): Promise<string[]> {
  const { world, end } = soaked;
  const rows = await store.db.collection<SentRow>('outbox').find({}).toArray();
  const referrals = (await store.db.collection('referrals').find({}).toArray()) as unknown as (Referral & {
    _id: string;
  })[];
  const records = (await store.db
    .collection('partner_records')
    .find({})
    .toArray()) as unknown as PartnerRecord[];
  return [
    ...world.errors.map((line) => `logged: ${line.slice(0, 300)}`),
    ...outOfHours(rows, world.program),
    ...afterTheAct(rows, referrals),
    ...loops(rows, referrals, end),
    ...unwatched(referrals, end),
    ...checkIns(records, world.program, end),
    ...twice(rows, referrals),
  ];
}

function outOfHours(rows: SentRow[], program: Program): string[] {
  return rows.flatMap(({ _id, state, finishedAt, message }) => {
    if (state !== 'sent' || !finishedAt || !BY_THE_CLOCK.has(message.template)) return [];
    const calendar = calendarOf(message.to, program);
    return isQuiet(calendar, finishedAt) ? [`out of hours: ${_id} at ${finishedAt.toISOString()}`] : [];
  });
}

function calendarOf({ account, channel }: SentRow['message']['to'], program: Program): WorkCalendar {
  const person = [...program.reps, ...program.programManagers].find(
    ({ accounts }) => accounts.slack === account?.userId,
  );
  if (person) return personCalendar(program, person);
  const partner = program.channels.find((one) => one.kind === 'partner' && one.channel.id === channel?.id);
  if (partner?.kind !== 'partner') return program;
  return partnerCalendar(
    program,
    findPartner(program, partner.partner),
    channelForPartner(program, partner.partner),
  );
}

/** No reminder of what had been done when it was sent. */
function afterTheAct(rows: SentRow[], referrals: (Referral & { _id: string })[]): string[] {
  const byId = new Map(referrals.map((one) => [one._id, one]));
  const states = {
    claim_reminder: 'routed',
    accept_reminder: 'claimed',
    contact_reminder: 'accepted',
    contact_overdue: 'accepted',
  };
  return rows.flatMap(({ _id, state, finishedAt, message }) => {
    if (state !== 'sent' || !finishedAt || message.template !== 'ladder-reminder') return [];
    const then = byId.get(message.subject.id)?.events.findLast(({ at }) => at <= finishedAt)?.state;
    const wanted = states[message.facts.kind as keyof typeof states];
    return then === wanted ? [] : [`reminder after the act: ${_id} while ${then}`];
  });
}

/** Each end that stands was told once to the partner; an end that was taken back, never. */
function loops(rows: SentRow[], referrals: (Referral & { _id: string })[], end: Date): string[] {
  const told = rows.filter(({ message, state }) => message.template === 'loop-closed' && state === 'sent');
  return referrals.flatMap((one) => {
    const ends = one.events.filter(
      (event) => isTerminal(event.state) && event.type !== 'undone' && event.type !== 'note_added',
    );
    const standing = ends.filter(
      ({ id, at }) => !one.undone.includes(id) && end.getTime() - at.getTime() > 1_200_000,
    );
    const mine = told.filter(({ message }) => message.subject.id === one._id);
    const wrong = mine.filter(({ _id }) => one.undone.some((id) => _id.includes(id)));
    const missing = standing.filter(({ id }) => mine.filter(({ _id }) => _id.includes(id)).length !== 1);
    return [
      ...wrong.map(({ _id }) => `told of an end that was taken back: ${_id}`),
      ...missing.map(({ id, type }) => `loop not closed exactly once: ${one.reference} ${type} ${id}`),
    ];
  });
}

/** Whatever is open has something that comes next, or waits for its date or for a program manager. */
function unwatched(referrals: (Referral & { _id: string })[], end: Date): string[] {
  return referrals.flatMap((one) => {
    if (isTerminal(one.state) || one.state === 'nurture') return [];
    if (one.nudge?.parked) return [`parked: ${one.reference}`];
    const late = one.nudge && end.getTime() - one.nudge.at.getTime() > 600_000;
    if (late)
      return [`overdue by itself: ${one.reference} ${one.nudge?.slot} at ${one.nudge?.at.toISOString()}`];
    const asked = one.events.some(
      ({ type }) => type === 'escalated' || type === 'unmatched' || type === 'sent_to_review',
    );
    return one.nudge || asked ? [] : [`nothing comes next: ${one.reference} in ${one.state}`];
  });
}

/** Every partner has a check-in, or a reason against it, for each quarter that is over. */
function checkIns(records: PartnerRecord[], program: Program, end: Date): string[] {
  const missing = program.partners.filter(({ id }) => !records.some(({ partnerId }) => partnerId === id));
  const over: string[] = [];
  for (let at = new Date('2026-10-01T00:00:00Z'); ; ) {
    const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 3, 1));
    if (next.getTime() + 2 * 86_400_000 > end.getTime()) break;
    over.push(`${at.getUTCFullYear()}-Q${at.getUTCMonth() / 3 + 1}`);
    at = next;
  }
  return [
    ...missing.map(({ id }) => `no record of ${id}`),
    ...records.flatMap(({ partnerId, checkIns: all }) => {
      const slots = all.map(({ slot }) => slot);
      const unasked = over
        .filter((slot) => !slots.includes(slot))
        .map((slot) => `no check-in: ${partnerId} ${slot}`);
      return new Set(slots).size === slots.length ? unasked : [...unasked, `two of one slot: ${partnerId}`];
    }),
  ];
}

/** A slot is one event in the record, and each of its messages went out once. */
function twice(rows: SentRow[], referrals: (Referral & { _id: string })[]): string[] {
  const doubled = referrals.filter(
    ({ events }) => new Set(events.map(({ id }) => id)).size !== events.length,
  );
  const open = rows.filter(({ state }) => state === 'sending');
  return [
    ...doubled.map(({ reference }) => `an event twice: ${reference}`),
    ...open.map(({ _id }) => `never ended: ${_id}`),
  ];
}
