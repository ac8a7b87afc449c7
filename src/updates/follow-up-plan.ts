import type { NudgePlanner } from '../people/sweep-due.js';
import {
  addBusinessDays,
  nextAllowedMoment,
  nextOpening,
  type WorkCalendar,
} from '../program/business-time.js';
import { holderCalendar, partnerCalendar } from '../program/calendars.js';
import { hasLeft } from '../program/partner-state.js';
import { findPartner, type Program, partnerChannelOf } from '../program/program.js';
import { isNews } from '../referral/news.js';
import { firstNudge, type Nudge, type NudgeStep, stepsLeft } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, type ReferralState } from '../referral/states.js';

/**
 * When the rep is asked how a referral stands, and the partner for an answer. Pure: the same record gives the same
 * steps, each under a name that is its own for ever.
 */
export const planFollowUps: NudgePlanner = (referral, program) =>
  firstNudge(
    followUps(referral, program).map((row): Nudge | undefined => {
      const [first] = stepsLeft(referral, row);
      return first && { ...first, sweep: 'follow_ups' };
    }),
  );

/** Rows of steps, each in its order. */
export function followUps(referral: Referral, program: Program): NudgeStep[][] {
  if (isTerminal(referral.state) || referral.state === 'nurture') return [];
  return [progress(referral, program), question(referral, program)].filter((row) => row.length > 0);
}

const WATCHED: ReadonlySet<ReferralState> = new Set([
  'contacted',
  'meeting_scheduled',
  'meeting_held',
  'qualified',
  'opportunity',
]);

/**
 * No news for some business days: the rep is asked, again as many after that, and then a program manager is told. Each
 * counts from the one before as it really was, so that nothing piles up after a downtime.
 */
function progress(referral: Referral, program: Program): NudgeStep[] {
  const since = quietSince(referral);
  if (!since) return [];
  const calendar = holderCalendar(program, referral);
  const { followUpDays, silences } = program.reminders;
  const meeting = meetingStep(referral, calendar);
  const met = meeting && referral.events.find(({ id }) => id === meeting.slot);
  if (meeting && !met && meeting.at > since) return [meeting];
  const from = met && met.at > since ? met.at : since;
  const name = `follow:${from.toISOString()}`;
  const asked = referral.events.filter(({ id }) => id.startsWith(name));
  if (asked.length > silences) return [];
  const at = addBusinessDays(calendar, asked.at(-1)?.at ?? from, followUpDays);
  const later = snoozeEnd(referral, calendar);
  return [
    {
      at: later && later > at ? later : at,
      kind: asked.length < silences ? 'follow_up' : 'escalation',
      slot: `${name}:${asked.length + 1}`,
    },
  ];
}

/** Since when nothing has been heard; undefined while the claim ladder or nobody has an eye on it. */
function quietSince(referral: Referral): Date | undefined {
  const news = referral.events.findLast(isNews)?.at ?? referral.stateSince;
  if (WATCHED.has(referral.state)) return news;
  // After the first contact is overdue, the ladder has no more steps.
  const overdue = referral.events.findLast(
    (event) =>
      event.type === 'reminded' && event.kind === 'contact_overdue' && event.at > referral.stateSince,
  );
  if (referral.state !== 'accepted') return undefined;
  if (overdue) return overdue.at > news ? overdue.at : news;
  return referral.claim?.contactBy ? undefined : news;
}

/** The morning after the meeting was to be. */
function meetingStep({ state, meeting }: Referral, calendar: WorkCalendar): NudgeStep | undefined {
  if (state !== 'meeting_scheduled' || !meeting?.at) return undefined;
  const at = nextOpening(calendar, meeting.at);
  return { at, kind: 'meeting_follow_up', slot: `meeting:${meeting.at.toISOString()}` };
}

/** The partner is asked once more, unless it has left, and then the rep is told that there is no answer. */
function question(referral: Referral, program: Program): NudgeStep[] {
  const { question: asked, events } = referral;
  if (!asked || asked.answer || !referral.partnerChannel) return [];
  const { questionDays } = program.reminders;
  const slot = (name: string) => `question:${asked.at.toISOString()}:${name}`;
  const again = events.find(({ id }) => id === slot('again'));
  if (!again && !hasLeft(program, referral.partner?.id)) {
    const partner = findPartner(program, referral.partner?.id);
    const theirs = partnerCalendar(program, partner, partnerChannelOf(program, referral.partnerChannel));
    const at = addBusinessDays(theirs, asked.at, questionDays);
    return [{ at, kind: 'question_reminder', slot: slot('again') }];
  }
  const at = addBusinessDays(holderCalendar(program, referral), (again ?? asked).at, questionDays);
  return [{ at, kind: 'question_overdue', slot: slot('over') }];
}

function snoozeEnd({ snoozedUntil }: Referral, calendar: WorkCalendar): Date | undefined {
  return snoozedUntil && nextAllowedMoment(calendar, snoozedUntil);
}
