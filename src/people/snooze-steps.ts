import { DateTime } from 'luxon';
import { type FieldErrors, type FormValues, textValue } from '../messages/form.js';
import { nextAllowedMoment, nextOpening, type WorkCalendar } from '../program/business-time.js';
import { holderCalendar } from '../program/calendars.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { type Act, type Decision, happen } from '../referral/decide.js';
import type { Referral } from '../referral/referral.js';
import type { Step, StepInput } from './step.js';

/** "Not now": the rep is left alone for a while. Deadlines stand all the same. */
export const SNOOZING_STEPS: readonly Step[] = [
  {
    name: 'snoozeHour',
    wish: 'work',
    decide: (input) =>
      snooze(
        input,
        nextAllowedMoment(holderCalendar(input.program, input.referral), hourAfter(input.act.at)),
      ),
    answer,
  },
  {
    name: 'snoozeMorning',
    wish: 'work',
    decide: (input) =>
      snooze(input, nextOpening(holderCalendar(input.program, input.referral), input.act.at)),
    answer,
  },
  {
    name: 'snoozeDate',
    wish: 'work',
    form: () => ({
      title: 'Remind me on a date',
      submitLabel: 'Remind me then',
      intro: ['Until that morning you get no reminders of this referral. Its deadlines stay as they are.'],
      fields: [{ key: 'until', label: 'Date', kind: 'date', required: true }],
    }),
    check: checkDate,
    decide: (input) => {
      const until = morningOf(
        textValue(input.values, 'until'),
        holderCalendar(input.program, input.referral),
      );
      return until && snooze(input, nextAllowedMoment(holderCalendar(input.program, input.referral), until));
    },
    answer,
  },
];

const LONGEST_DAYS = 92;

function snooze({ referral, act }: StepInput, until: Date): Decision {
  return snoozed(referral, until, act);
}

function snoozed(referral: Referral, until: Date, act: Act): Decision {
  return happen({ ...referral, snoozedUntil: until }, act, { type: 'snoozed', until });
}

function answer({ snoozedUntil, prospect }: Referral) {
  return snoozedUntil
    ? [
        `No reminders of ${prospect.company} until `,
        { instant: snoozedUntil, show: 'date_time' } as const,
        '.',
      ]
    : `Reminders of ${prospect.company} go on as before.`;
}

function hourAfter(instant: Date): Date {
  return new Date(instant.getTime() + 3_600_000);
}

function morningOf(date: string, { businessHours, timeZone }: WorkCalendar): Date | undefined {
  const day = DateTime.fromISO(`${date}T${businessHours.from}`, { zone: timeZone });
  return day.isValid && /^\d{4}-\d{2}-\d{2}$/.test(date) ? day.toJSDate() : undefined;
}

function checkDate(values: FormValues, program: Program, now: Date): FieldErrors | undefined {
  const until = morningOf(textValue(values, 'until'), program);
  if (!until) return { until: 'Choose a date.' };
  const days = (until.getTime() - now.getTime()) / DAY_MS;
  if (days <= 0) return { until: 'Choose a date after today.' };
  return days > LONGEST_DAYS
    ? { until: 'Choose a date within the next three months. For longer, use "Not now…" on the card.' }
    : undefined;
}
