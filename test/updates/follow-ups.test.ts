import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuiet } from '../../src/program/business-time.js';
import { holderCalendar } from '../../src/program/calendars.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import type { ReferralEvent } from '../../src/referral/events.js';
import type { KeptNudge } from '../../src/referral/nudge.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import type { ReferralState } from '../../src/referral/states.js';
import { planFollowUps } from '../../src/updates/follow-up-plan.js';
import { askHow } from '../../src/updates/sweep-follow-ups.js';
import { JONAS, MAYA, referralIn } from '../referral/referrals.js';

/** Tuesday, 10:00 in Berlin. */
const TEN = new Date('2026-11-24T09:00:00.000Z');
const utc = (time: string) => new Date(`${time}:00.000Z`);

function programWith(changes: object = {}): Program {
  return definitionSchema.parse({
    id: 'p',
    name: 'Partners',
    timeZone: 'Europe/Berlin',
    partners: [{ id: 'fjord', name: 'Fjord Consulting' }],
    reps: [{ id: 'jonas', name: 'Jonas Weber', accounts: { slack: 'U0JONAS' } }],
    ...changes,
  });
}
const PROGRAM = programWith();

function quiet(state: ReferralState, changes: Partial<Referral> = {}): Referral {
  const last = { id: 'e1', at: TEN, by: JONAS, state, type: 'contacted' } as ReferralEvent;
  return referralIn(state, {
    stateSince: TEN,
    events: [last],
    meeting: undefined,
    question: undefined,
    ...changes,
  });
}

function step(
  referral: Referral,
  { program = PROGRAM, at, silent = false }: { program?: Program; at?: Date; silent?: boolean } = {},
) {
  const nudge = planFollowUps(referral, program) as KeptNudge;
  const now = at ?? nudge.at;
  const change = askHow({ referral, nudge }, { program, now }, silent);
  const events = [...referral.events, ...(change?.events ?? [])];
  return {
    nudge,
    change,
    after: { ...(change?.after ?? referral), events },
    templates: change?.messages.map(({ template, to }) => `${template} ${to.kind}`),
  };
}

describe('a referral of which nothing is heard', () => {
  test('its rep is asked twice, then a program manager is told, and that is all', () => {
    const seen: string[] = [];
    let one = quiet('contacted');
    for (let next = planFollowUps(one, PROGRAM); next; next = planFollowUps(one, PROGRAM)) {
      seen.push(`${next.kind} ${next.at.toISOString()}`);
      one = step(one).after;
    }
    expect(seen).toEqual([
      'follow_up 2026-12-01T09:00:00.000Z',
      'follow_up 2026-12-08T09:00:00.000Z',
      'escalation 2026-12-15T09:00:00.000Z',
    ]);
  });

  test('the rep’s own word, or the partner’s, begins it anew; a reminder does not', () => {
    const asked = step(quiet('qualified')).after;
    const word = {
      id: 'w',
      at: utc('2026-12-02T10:00'),
      by: MAYA,
      state: 'qualified',
      type: 'information_added',
      text: 'x',
    } as ReferralEvent;
    expect(planFollowUps({ ...asked, events: [...asked.events, word] }, PROGRAM)).toMatchObject({
      kind: 'follow_up',
      at: utc('2026-12-09T10:00'),
    });
  });

  test('after a downtime of weeks is asked about once, and then in its time', () => {
    const late = step(quiet('opportunity'), { at: utc('2027-02-03T10:00') });
    expect(late.change?.events).toMatchObject([{ kind: 'follow_up' }]);
    expect(planFollowUps(late.after, PROGRAM)).toMatchObject({
      kind: 'follow_up',
      at: utc('2027-02-10T10:00'),
    });
  });

  test('is asked about in the thread and in person, by night in the morning, in the thread alone when muted', () => {
    expect(step(quiet('contacted')).templates).toEqual(['follow-up thread', 'follow-up direct']);
    expect(step(quiet('contacted'), { silent: true }).templates).toEqual(['follow-up thread']);
    const night = step(quiet('contacted'), { at: utc('2026-12-01T22:00') });
    expect(night.change?.messages.map(({ notBefore }) => notBefore)).toEqual([
      utc('2026-12-02T08:00'),
      utc('2026-12-02T08:00'),
    ]);
  });

  test('is left alone while it is snoozed', () => {
    expect(planFollowUps(quiet('contacted', { snoozedUntil: utc('2026-12-20T10:00') }), PROGRAM)?.at).toEqual(
      utc('2026-12-21T08:00'),
    );
  });
});

describe('a meeting', () => {
  const booked = quiet('meeting_scheduled', { meeting: { at: utc('2026-12-03T14:00') } });

  test('is asked about the business morning after it, and then as any silence', () => {
    const first = step(booked);
    expect(first.nudge).toMatchObject({ kind: 'meeting_follow_up', at: utc('2026-12-04T08:00') });
    expect(planFollowUps(first.after, PROGRAM)).toMatchObject({
      kind: 'follow_up',
      at: utc('2026-12-11T08:00'),
    });
  });

  test('that moved is asked about after its new time', () => {
    const moved = { ...step(booked).after, meeting: { at: utc('2026-12-16T14:00') } };
    expect(planFollowUps(moved, PROGRAM)).toMatchObject({
      kind: 'meeting_follow_up',
      at: utc('2026-12-17T08:00'),
    });
  });
});

describe('no state is unwatched', () => {
  test.each([
    ['accepted', { claim: { repId: 'jonas', repName: 'J', at: TEN } }, 'follow_up'],
    ['contacted', {}, 'follow_up'],
    ['meeting_held', {}, 'follow_up'],
    ['qualified', {}, 'follow_up'],
    ['opportunity', {}, 'follow_up'],
  ] as const)('%s', (state, changes, kind) => {
    expect(planFollowUps(quiet(state, changes), PROGRAM)?.kind).toBe(kind);
  });

  test('accepted belongs to the ladder until the first contact is overdue, whatever is said after', () => {
    const accepted = quiet('accepted');
    expect(planFollowUps(accepted, PROGRAM)).toBeUndefined();
    const overdue = {
      id: 'contact:x:over',
      at: utc('2026-11-27T09:00'),
      by: MAYA,
      state: 'accepted',
      type: 'reminded',
      kind: 'contact_overdue',
    } as ReferralEvent;
    const said = {
      id: 'said',
      at: utc('2026-11-30T09:00'),
      by: JONAS,
      state: 'accepted',
      type: 'still_working',
    } as ReferralEvent;
    expect(planFollowUps({ ...accepted, events: [...accepted.events, overdue, said] }, PROGRAM)?.at).toEqual(
      utc('2026-12-07T09:00'),
    );
  });

  test.each(['won', 'lost', 'rejected', 'withdrawn', 'nurture', 'submitted'] as const)(
    '%s has no follow-up',
    (state) => {
      expect(planFollowUps(quiet(state), PROGRAM)).toBeUndefined();
    },
  );
});

describe('a question to the partner', () => {
  const asked = quiet('claimed', {
    question: { text: shareableText('How many sites?'), askedBy: JONAS, at: TEN },
  });

  test('is asked once more, and then the rep is told', () => {
    const first = step(asked);
    expect(first.nudge).toMatchObject({ kind: 'question_reminder', at: utc('2026-11-27T09:00') });
    expect(first.templates).toEqual(['partner-question-again thread']);
    const second = step(first.after);
    expect(second.nudge).toMatchObject({ kind: 'question_overdue', at: utc('2026-12-02T09:00') });
    expect(second.templates).toEqual(['follow-up thread', 'follow-up direct']);
    expect(planFollowUps(second.after, PROGRAM)).toBeUndefined();
  });

  test('that is answered has nothing more coming', () => {
    const answer = { text: 'Three.', by: MAYA, at: TEN };
    expect(
      planFollowUps({ ...asked, question: { ...asked.question, answer } as never }, PROGRAM),
    ).toBeUndefined();
  });
});

test('nobody is asked in their quiet hours, and no step comes twice', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      (timeZone, at) => {
        const program = programWith({
          reps: [{ id: 'jonas', name: 'J', accounts: { slack: 'U0JONAS' }, timeZone }],
        });
        let one = quiet('contacted', {
          events: [{ id: 'e1', at, by: JONAS, state: 'contacted', type: 'contacted' }],
        });
        const slots = new Set<string>();
        for (let next = planFollowUps(one, program); next; next = planFollowUps(one, program)) {
          expect(isQuiet(holderCalendar(program, one), next.at)).toBe(false);
          expect(slots.has(next.slot)).toBe(false);
          slots.add(next.slot);
          one = step(one, { program }).after;
        }
        expect(slots.size).toBe(3);
      },
    ),
    { numRuns: 60 },
  );
});
