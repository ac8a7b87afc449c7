import { localTime, type ScheduleRow } from '../cli/schedule/schedule-row.js';
import { counted } from '../messages/counted.js';
import type { PendingMessage } from '../messages/pending.js';
import { rowsFor } from '../outbox/to-rows.js';
import { calendarAt } from '../people/quiet-hours.js';
import type { Program } from '../program/program.js';
import { isTaking } from '../referral/announced-messages.js';
import type { ReferralEvent } from '../referral/events.js';
import { tellsTheEnd } from '../referral/loop.js';
import type { NudgeKind } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';
import type { Rehearsed } from './rehearse-nudges.js';

/** What a step of the clock says to people: a row for each place where it is said. */
export function nudgeRows(program: Program, { referral, change }: Rehearsed): ScheduleRow[] {
  const { reference, prospect } = referral;
  return change.messages.flatMap((message, position) => {
    const event = change.events.find(({ id }) => message.key.includes(`:${id}:`)) ?? change.events.at(-1);
    const isEnd = tellsTheEnd(message);
    if (!isEnd && (!event || !isNews(event, message))) return [];
    return rowsFor(message, position, program).map(
      (row): ScheduleRow => ({
        at: row.dueAt,
        zone: calendarAt(program, row.message.to).timeZone,
        kind: isEnd || !event ? 'close_loop' : kindOf(event),
        subject: `referrals/${reference}`,
        called: `${reference} ${prospect.company}`,
        channel: row.lane.replace(':', ' '),
        reason: isEnd || !event ? OWED : reasonOf(event, change.after, program),
      }),
    );
  });
}

const OWED = 'It has ended, and whoever sent it has not been told: it is told now.';

/** A card that merely changes is no news to anybody; the copy that a rep gets with a referral is. */
function isNews(event: ReferralEvent, { to, facts }: PendingMessage): boolean {
  if (to.kind !== 'card') return true;
  return to.slot === 'handoff_direct' && isTaking(event) && facts.repId === event.repId;
}

function kindOf(event: ReferralEvent): string {
  switch (event.type) {
    case 'reminded':
      return event.kind;
    case 'escalated':
      return 'escalation';
    case 'assigned':
      return 'reassignment';
    case 'rerouted':
      return 'reroute';
    case 'woken':
      return 'wake_up';
    case 'queued':
      return 'capacity_wait';
    case 'protection_warned':
      return 'protection_warning';
    case 'protection_ended':
      return 'protection_end';
    default:
      return event.type;
  }
}

function reasonOf(event: ReferralEvent, after: Referral, program: Program): string {
  switch (event.type) {
    case 'reminded':
      return reminder(event.kind, after, program);
    case 'escalated':
      return event.why;
    case 'assigned':
      return `Nobody took it up in time: it goes to ${event.repName}.`;
    case 'rerouted':
      return `${event.why}: it goes back to a channel.`;
    case 'woken':
      return 'It was put off until now.';
    case 'protection_warned':
      return `It is protected until ${localTime(event.until, program.timeZone).slice(0, 10)}: the partner is told.`;
    case 'protection_ended':
      return 'Its protection ends while it is still open: the partner is told.';
    case 'queued':
      return 'Every rep has as many as they can take: it waits its turn.';
    default:
      return '';
  }
}

function reminder(kind: NudgeKind, { claim, claimBy }: Referral, program: Program): string {
  const who = claim?.repName ?? 'The rep';
  const by = (deadline: Date | undefined) =>
    deadline ? ` by ${localTime(deadline, program.timeZone).replace('T', ' ')}` : '';
  const { followUpDays, questionDays } = program.reminders;
  switch (kind) {
    case 'claim_reminder':
      return `Nobody has claimed it; expected${by(claimBy)}.`;
    case 'accept_reminder':
      return `${who} has not accepted it; expected${by(claim?.acceptBy)}.`;
    case 'contact_reminder':
      return `${who} has not contacted the company; expected${by(claim?.contactBy)}.`;
    case 'contact_overdue':
      return `${who} has not contacted the company; it was expected${by(claim?.contactBy)}.`;
    case 'follow_up':
      return `No news for ${counted(followUpDays, 'business day')}: ${who} is asked how it stands.`;
    case 'meeting_follow_up':
      return `The meeting should have been: ${who} is asked how it went.`;
    case 'question_reminder':
      return `No answer for ${counted(questionDays, 'business day')}: the partner is asked once more.`;
    case 'question_overdue':
      return `The partner has not answered, though asked twice: ${who} is told.`;
    default:
      return '';
  }
}
