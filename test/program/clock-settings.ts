import fc from 'fast-check';
import { WEEKDAYS } from '../../src/program/definition-atoms.js';

/** What a program file may say about time and known companies, for programs made at random. */

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const hours = fc.integer({ min: 1, max: 4_000 }).map((quarters) => quarters / 4);
const days = fc.integer({ min: 1, max: 3650 });
const action = fc.constantFrom('accept', 'review', 'reject');
const businessDays = fc.integer({ min: 1, max: 250 });
const zone = fc.constantFrom('Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'UTC');
const holidays = fc.constantFrom(
  { country: 'DE', region: 'BY' },
  { country: 'EG' },
  { country: 'US', region: 'TX' },
);
const at = fc.constantFrom('00:00', '07:05', '09:00', '23:59');
const date = fc
  .integer({ min: 0, max: 2_000 })
  .map((days) => new Date(Date.UTC(2024, 0, 1 + days)).toISOString().slice(0, 10));
const outOfOffice = fc.array(
  fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
  { maxLength: 3 },
);
const digest = {
  every: fc.constantFrom('daily', 'weekly', 'off'),
  at,
  day: fc.constantFrom(...WEEKDAYS),
};

/** Of one service line. */
export const serviceLevels = optional(
  fc.record({ claimHours: hours, acceptHours: hours, firstContactHours: hours }, { requiredKeys: [] }),
);

export const channelZone = optional(zone);

const reachable = { timeZone: channelZone, holidays: optional(holidays) };

export const reachablePerson = {
  ...reachable,
  outOfOffice,
  digest: optional(fc.record(digest, { requiredKeys: [] })),
};

export const reachablePartner = { ...reachable, since: optional(date), paused: fc.boolean() };

/** Of the program itself. */
export const programClock = fc.record({
  holidays: optional(holidays),
  serviceLevels: fc.record({ claimHours: hours, acceptHours: hours, firstContactHours: hours }),
  reminders: fc.record({
    warnAt: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 5 }),
    reassignments: fc.integer({ min: 0, max: 20 }),
    followUpDays: businessDays,
    silences: fc.integer({ min: 1, max: 20 }),
    questionDays: businessDays,
  }),
  checkIns: fc.record({
    cycle: fc.constantFrom('anniversary', 'calendar', 'off'),
    at,
    askLikelihood: fc.boolean(),
    dormantAfter: fc.integer({ min: 1, max: 12 }),
  }),
  digests: fc.record({ programManagers: fc.record(digest), reps: fc.record(digest) }),
  knownCompanies: fc.record({
    customer: fc.record({ action }),
    opportunity: fc.record({
      action,
      youngerThanDays: days,
      closedStages: fc.array(fc.constantFrom('Won', 'Closed Lost'), { maxLength: 3 }),
    }),
    touched: fc.record({ action, withinDays: days }),
    doNotContact: fc.record({ action }),
  }),
});
