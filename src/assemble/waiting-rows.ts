import type { ScheduleRecords, WaitingMessage } from '../cli/schedule/ports.js';
import type { ScheduleRow } from '../cli/schedule/schedule-row.js';
import type { PendingMessage } from '../messages/pending.js';
import { rowsFor } from '../outbox/to-rows.js';
import { calendarAt } from '../people/quiet-hours.js';
import { leftInPeace } from '../program/partner-state.js';
import { findPartner, type Program } from '../program/program.js';
import { tellsTheEnd } from '../referral/loop.js';

const FIRST_REFERRAL = 'first-referral-nudge';

/**
 * What is decided already and waits for its time: the reminder of a first referral, the words about an end that may still be
 * undone, whatever waits for the morning. Cards that are merely drawn again are no news.
 */
export function waitingRows(program: Program, records: ScheduleRecords, from: Date): ScheduleRow[] {
  const handedOver = new Set(records.waiting.map(({ message }) => message.key));
  const pending = records.pending.flatMap((message, position): WaitingMessage[] =>
    rowsFor(message, position, program).filter(({ key }) => !handedOver.has(key)),
  );
  return [...records.waiting, ...pending].flatMap(({ message, lane, dueAt }) => {
    if (message.to.kind === 'card' || isPointless(message, program, records)) return [];
    const { subject, called } = aboutOf(message, program, records);
    return [
      {
        at: dueAt > from ? dueAt : from,
        zone: calendarAt(program, message.to).timeZone,
        kind: kindOf(message),
        subject,
        called,
        channel: lane.replace(':', ' '),
        reason: reasonOf(message),
      },
    ];
  });
}

/** As it is found when it is to be sent (compose.ts). */
function isPointless(message: PendingMessage, program: Program, records: ScheduleRecords): boolean {
  const { template, subject, unlessUndone } = message;
  if (template === FIRST_REFERRAL)
    return (
      leftInPeace(program, subject.id) !== undefined ||
      records.histories.get(subject.id)?.lastAt !== undefined
    );
  return unlessUndone !== undefined && records.about.get(subject.id)?.undone.includes(unlessUndone) === true;
}

function aboutOf({ subject: { kind, id } }: PendingMessage, program: Program, { about }: ScheduleRecords) {
  const referral = kind === 'referral' ? about.get(id) : undefined;
  if (referral) {
    const { reference, prospect } = referral;
    return { subject: `referrals/${reference}`, called: `${reference} ${prospect.company}` };
  }
  const named = kind === 'partner' ? findPartner(program, id)?.name : undefined;
  return { subject: `${kind}s/${id}`, called: named ?? id };
}

function kindOf(message: PendingMessage): string {
  if (message.template === FIRST_REFERRAL) return 'first_referral_reminder';
  return tellsTheEnd(message) ? 'close_loop' : message.template.replaceAll('-', '_');
}

function reasonOf(message: PendingMessage): string {
  if (message.template === FIRST_REFERRAL)
    return 'It has joined and has not referred anybody yet: it is reminded once.';
  return tellsTheEnd(message)
    ? 'It has ended: whoever sent it is told once that cannot be undone any more.'
    : 'It is decided, and waits for its time.';
}
