import { decideCheckIn } from '../checkins/decide-check-in.js';
import { NO_HISTORY, type PartnerHistory, type PartnerRecord } from '../checkins/partner-record.js';
import { broughtUp } from '../checkins/sweep-partners.js';
import type { ScheduleRecords } from '../cli/schedule/ports.js';
import type { ScheduleRow } from '../cli/schedule/schedule-row.js';
import type { PendingMessage } from '../messages/pending.js';
import { rowsFor } from '../outbox/to-rows.js';
import { calendarAt } from '../people/quiet-hours.js';
import type { Partner } from '../program/partner-settings.js';
import { activePartners, type Program } from '../program/program.js';

/** Twelve years of quarters: what is planned again and again without end is left. */
const MOST_STEPS = 50;

/**
 * The check-ins of every partner, decided as the job decides them. What partners have done until now counts; those to come
 * are taken to be answered, else every partner would be dormant after two and its later ones would not be seen.
 */
export function checkInRows(
  program: Program,
  { partnerRecords, histories }: Pick<ScheduleRecords, 'partnerRecords' | 'histories'>,
  from: Date,
  until: Date,
): ScheduleRow[] {
  return activePartners(program).flatMap((partner) => {
    const stored = partnerRecords.get(partner.id);
    const record = broughtUp(partner.id, stored, program, histories, from)[0]?.after ?? stored;
    return record ? rowsOf(program, partner, record, histories.get(partner.id), { from, until }) : [];
  });
}

function rowsOf(
  program: Program,
  partner: Partner,
  stored: PartnerRecord,
  known: PartnerHistory = NO_HISTORY,
  { from, until }: { from: Date; until: Date },
): ScheduleRow[] {
  const rows: ScheduleRow[] = [];
  let [record, history] = [stored, known];
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const { next, nextAt } = record;
    if (!next || !nextAt || nextAt > until) break;
    const now = nextAt > from ? nextAt : from;
    const { after, messages } = decideCheckIn(record, program, history, now);
    const isSent = messages.some(({ template }) => template === 'check-in');
    rows.push(...messages.flatMap((message) => said(program, partner, message, next.slot)));
    record = after;
    if (isSent) history = { ...history, lastAt: new Date(now.getTime() + 1) };
  }
  return rows;
}

function said(program: Program, { id, name }: Partner, message: PendingMessage, slot: string): ScheduleRow[] {
  const isCheckIn = message.template === 'check-in';
  return rowsFor(message, 0, program).map(({ message: { to }, lane, dueAt }) => ({
    // Posting is spread over half an hour from then on.
    at: isCheckIn ? message.at : dueAt,
    zone: calendarAt(program, to).timeZone,
    kind: isCheckIn ? 'check_in' : 'partner_dormant',
    subject: `partners/${id}`,
    called: name,
    channel: lane.replace(':', ' '),
    reason: isCheckIn
      ? `The check-in of ${quarterWords(slot)}.`
      : 'It has not answered for so long: who looks after it is told.',
  }));
}

/** `2026-Q4`, or `A3` for the fourth quarter from joining. */
function quarterWords(slot: string): string {
  const index = /^A(\d+)$/.exec(slot)?.[1];
  return index === undefined ? slot : `its quarter ${Number(index) + 1} since joining`;
}
