import { z } from 'zod/v4';
import { clockTime, date, holidays, weekday, zone } from './definition-atoms.js';

/** The keys of the program file that say when things are expected, and when and how often people are reminded. */

const hours = z.number().positive().max(1000);
const businessDays = z.number().int().min(1).max(250);

const levels = { claimHours: hours, acceptHours: hours, firstContactHours: hours };

/** In business hours of the program. */
export const serviceLevelsSchema = z
  .strictObject({
    claimHours: levels.claimHours.default(4),
    acceptHours: levels.acceptHours.default(8),
    firstContactHours: levels.firstContactHours.default(24),
  })
  .prefault({});

/** What one service line has otherwise than the program. */
export const ownServiceLevelsSchema = z.strictObject(levels).partial().optional();

export const remindersSchema = z
  .strictObject({
    /** Reminders before a deadline, in percent of the time that was given. */
    warnAt: z.array(z.number().int().min(1).max(99)).max(5).default([50, 80]),
    /** How often a referral that nobody takes up is given to the next rep before a program manager is asked. */
    reassignments: z.number().int().min(0).max(20).default(2),
    /** Business days without news after which the rep is asked how it stands. */
    followUpDays: businessDays.default(5),
    /** Unanswered questions to the rep after which a program manager is told. */
    silences: z.number().int().min(1).max(20).default(2),
    /** Business days after which an unanswered question to the partner is asked once more, then said to the rep. */
    questionDays: businessDays.default(3),
  })
  .prefault({});

export const checkInsSchema = z
  .strictObject({
    /** Each partner's own quarters, counted from when it joined; the calendar's; or none at all. */
    cycle: z.enum(['anniversary', 'calendar', 'off']).default('calendar'),
    /** In the zone of the partner's channel. */
    at: clockTime.default('10:00'),
    /** How likely the partner is to refer again, asked once a year. */
    askLikelihood: z.boolean().default(true),
    /** Check-ins in a row without an answer or a referral after which a partner counts as dormant. */
    dormantAfter: z.number().int().min(1).max(12).default(2),
  })
  .prefault({});

const every = z.enum(['daily', 'weekly', 'off']);

/** When one person's digest comes: what is left out is as the program has it. */
export const ownDigestSchema = z
  .strictObject({ every: every.optional(), at: clockTime.optional(), day: weekday.optional() })
  .optional();

const digestOf = (at: string) =>
  z
    .strictObject({
      every: every.default('daily'),
      /** At this hour of the person's own zone. */
      at: clockTime.default(at),
      /** The day of a weekly one. */
      day: weekday.default('mon'),
    })
    .prefault({});

export const digestsSchema = z
  .strictObject({ programManagers: digestOf('09:00'), reps: digestOf('09:00') })
  .prefault({});

/** When somebody can be reached, where it is otherwise than the program's own calendar. */
export const reachable = { timeZone: zone.optional(), holidays: holidays.optional() };

/** First and last day away, both included, in the person's zone. */
export const outOfOfficeSchema = z
  .array(
    z
      .strictObject({ from: date, until: date })
      .refine((away) => away.from <= away.until, '`from` must not be after `until`'),
  )
  .max(100)
  .default([]);
