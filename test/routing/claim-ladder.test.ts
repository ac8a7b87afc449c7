import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isQuiet } from '../../src/program/business-time.js';
import { personCalendar } from '../../src/program/calendars.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import type { KeptNudge } from '../../src/referral/nudge.js';
import type { RepLoad } from '../../src/referral/ports.js';
import { lineAt } from '../../src/referral/queue.js';
import type { Referral } from '../../src/referral/referral.js';
import { planClaimLadder } from '../../src/routing/claim-ladder.js';
import { claimDeadline, claimFor } from '../../src/routing/placing.js';
import { takeStep } from '../../src/routing/sweep-claims.js';
import { referralIn } from '../referral/referrals.js';

/** A Tuesday, 09:00 in Berlin. */
const NINE = new Date('2026-11-24T08:00:00.000Z');
const utc = (time: string) => new Date(`2026-11-${time}:00.000Z`);

function programWith(changes: object = {}, reps: object[] = []): Program {
  return definitionSchema.parse({
    id: 'p',
    name: 'Partners',
    timeZone: 'Europe/Berlin',
    serviceLines: [{ id: 'pentest', name: 'Pentest' }],
    programManagers: [{ id: 'priya', name: 'Priya', accounts: { slack: 'U0PRIYA' } }],
    reps: [
      { id: 'jonas', name: 'Jonas Weber', accounts: { slack: 'U0JONAS' } },
      { id: 'lena', name: 'Lena Fischer', accounts: { slack: 'U0LENA' } },
      { id: 'tom', name: 'Tom Ashby', accounts: { slack: 'U0TOM' } },
    ].map((rep) => ({ ...rep, ...reps.find((one) => (one as { id: string }).id === rep.id) })),
    channels: [
      {
        kind: 'triage',
        id: 'offensive',
        channel: { id: 'COFFENSIVE' },
        reps: ['jonas', 'lena', 'tom'],
        default: true,
      },
    ],
    ...changes,
  });
}

const PROGRAM = programWith();
/** Others wait at the channel already. */
const LINE = new Set([lineAt('offensive', referralIn('routed'))]);

function routed(program = PROGRAM, changes: Partial<Referral> = {}): Referral {
  return referralIn('routed', {
    stateSince: NINE,
    claimBy: claimDeadline(program, {}, NINE),
    declinedBy: [],
    events: [],
    ...changes,
  });
}

function claimed(program = PROGRAM, changes: Partial<Referral> = {}): Referral {
  const rep = { id: 'jonas', name: 'Jonas Weber' };
  const claim = {
    ...claimFor(program, {}, rep, { key: 'k', at: NINE, by: referralIn('routed').submittedBy }),
  };
  return referralIn('claimed', {
    stateSince: NINE,
    claim: { ...claim, at: NINE },
    declinedBy: [],
    events: [],
    ...changes,
  });
}

/** Lets the clock do what it does at the referral's own next nudge, or at another instant. */
function step(
  referral: Referral,
  {
    program = PROGRAM,
    at,
    loads = new Map<string, RepLoad>(),
    queues = new Set<string>(),
    silent = false,
  }: {
    program?: Program;
    at?: Date;
    loads?: Map<string, RepLoad>;
    queues?: Set<string>;
    silent?: boolean;
  } = {},
) {
  const nudge = planClaimLadder(referral, program) as KeptNudge;
  const now = at ?? nudge.at;
  const change = takeStep({ referral, nudge }, { program, now }, { loads, queues }, silent);
  const after = change && { ...change.after, events: [...referral.events, ...change.events] };
  return {
    now,
    nudge,
    change,
    after: after ?? referral,
    templates: change?.messages.map(({ template, to }) => `${template} ${to.kind}`) ?? [],
  };
}

describe('a referral nobody claims', () => {
  test('is warned of at half and at 80 percent, and given to the next rep at the deadline', () => {
    const first = step(routed());
    expect([first.nudge.kind, first.now]).toEqual(['claim_reminder', utc('24T10:00')]);
    expect(first.templates).toEqual(['ladder-reminder thread']);
    const second = step(first.after);
    expect([second.nudge.kind, second.now]).toEqual(['claim_reminder', utc('24T11:12')]);
    const third = step(second.after);
    expect([third.nudge.kind, third.now]).toEqual(['claim_overdue', utc('24T12:00')]);
    expect(third.after).toMatchObject({
      state: 'claimed',
      claim: { repId: 'jonas', acceptBy: utc('25T12:00') },
    });
    expect(third.templates).toContain('partner-update thread');
    expect(third.templates).toContain('handoff-direct-card card');
  });

  test('is not reminded of twice after a downtime: only the latest step is taken', () => {
    const { change } = step(routed(), { at: utc('24T11:30') });
    expect(change?.events.map(({ id }) => id)).toEqual(['claim:2026-11-24T12:00:00.000Z:80']);
    const late = step(routed(), { at: utc('24T14:00') });
    expect(late.change?.events.map(({ type }) => type)).toEqual(['assigned']);
  });

  test('after weeks of downtime is given to a rep all the same, and nothing is planned twice', () => {
    const late = step(routed(), { at: new Date('2026-12-22T10:00:00Z') });
    expect(late.change?.events.map(({ type }) => type)).toEqual(['assigned']);
    const nobody = programWith({ reminders: { reassignments: 0 } });
    const asked = step(routed(nobody), { program: nobody, at: new Date('2026-12-22T10:00:00Z') });
    expect(asked.change?.events.map(({ type }) => type)).toEqual(['escalated']);
    expect(planClaimLadder(asked.after, nobody)?.at).toEqual(new Date('2026-12-29T10:00:00Z'));
  });

  test('goes on after the next rep lets it lapse, and to the program manager when it was passed on twice', () => {
    let one = step(routed(), { at: utc('24T12:00') });
    const holders = [one.after.claim?.repId];
    for (let rounds = 0; one.after.state === 'claimed' && rounds < 20; rounds += 1) {
      one = step(one.after);
      holders.push(one.after.claim?.repId);
      if (one.change?.events.some(({ type }) => type === 'escalated')) break;
    }
    expect([...new Set(holders)]).toEqual(['jonas', 'lena']);
    expect(one.change?.events).toMatchObject([
      { type: 'escalated', why: 'Nobody has taken it up, though it was passed on twice.' },
    ]);
    expect(one.templates).toEqual(['manager-decision program_managers']);
    const again = planClaimLadder(one.after, PROGRAM);
    expect(again?.kind).toBe('escalation');
    // Every five business days for as long as nothing is decided.
    const dates = [again?.at];
    for (let times = 0; times < 3; times += 1) {
      one = step(one.after);
      dates.push(planClaimLadder(one.after, PROGRAM)?.at);
    }
    expect(new Set(dates.map((at) => at?.toISOString())).size).toBe(4);
  });

  test('whoever lets it lapse is told so, kindly and in person', () => {
    const first = step(routed(), { at: utc('24T12:00') });
    const passed = step(first.after, { at: utc('25T13:00') });
    const notice = passed.change?.messages.find(({ template }) => template === 'passed-on');
    expect(notice?.to).toEqual({ kind: 'direct', account: { platform: 'slack', userId: 'U0JONAS' } });
    expect(notice?.facts).toEqual({ repName: 'Lena Fischer' });
  });

  test('has nothing more coming the moment somebody acts', () => {
    const { after } = step(routed());
    const accepted = { ...claimed(), events: after.events };
    expect(planClaimLadder(accepted, PROGRAM)?.kind).toBe('accept_reminder');
    expect(planClaimLadder(referralIn('won', { events: [] }), PROGRAM)).toBeUndefined();
  });

  test('a program manager is not woken at night', () => {
    const program = programWith({ reminders: { reassignments: 0 } });
    const { change } = step(routed(program), { program, at: utc('24T23:00') });
    expect(change?.messages.map(({ notBefore }) => notBefore)).toEqual([utc('24T23:00')]);
  });

  test('at a closing hour or at night is passed on the next morning', () => {
    const evening = routed(PROGRAM, { claimBy: utc('24T16:00') });
    const { after, change } = step(evening, { at: utc('24T16:00') });
    expect(change?.messages).toEqual([]);
    expect(after.queue).toMatchObject({ why: 'hours' });
    const morning = step(after);
    expect(morning.now).toEqual(utc('25T08:00'));
    expect(morning.after).toMatchObject({ state: 'claimed', queue: undefined });
    expect(morning.change?.events[0]?.id).toBe('claim:2026-11-24T16:00:00.000Z:over');
  });
});

describe('the next rep', () => {
  const given = (program: Program, loads: Record<string, RepLoad> = {}, changes: Partial<Referral> = {}) =>
    step(routed(program, changes), { program, at: utc('24T12:00'), loads: new Map(Object.entries(loads)) });

  test('is the one with the least on their hands; of those, who waited longest', () => {
    expect(
      given(PROGRAM, { jonas: { open: 2 }, lena: { open: 1 }, tom: { open: 3 } }).after.claim?.repId,
    ).toBe('lena');
    const lastAt = (time: string) => ({ open: 1, lastAt: utc(time) });
    const even = { jonas: lastAt('23T10:00'), lena: lastAt('20T10:00'), tom: lastAt('22T10:00') };
    expect(given(PROGRAM, even).after.claim?.repId).toBe('lena');
  });

  test('is nobody who declined, who is away, whose line or region it is not, or whose hours it is not', () => {
    const away = programWith({}, [
      { id: 'jonas', outOfOffice: [{ from: '2026-11-20', until: '2026-12-04' }] },
    ]);
    expect(given(away).after.claim?.repId).toBe('lena');
    expect(given(PROGRAM, {}, { declinedBy: ['jonas', 'lena'] }).after.claim?.repId).toBe('tom');
    const lines = programWith({}, [
      { id: 'jonas', serviceLines: ['pentest'] },
      { id: 'lena', serviceLines: ['pentest'], timeZone: 'America/Los_Angeles' },
    ]);
    expect(given(lines, {}, { serviceLineId: 'cloud' }).after.claim?.repId).toBe('tom');
    const asleep = programWith({}, [{ id: 'jonas', timeZone: 'America/Los_Angeles' }]);
    expect(given(asleep).after.claim?.repId).toBe('lena');
  });

  test('two referrals of one sweep do not both go to the same rep', () => {
    const loads = new Map<string, RepLoad>();
    const takers = [1, 2, 3].map(() => step(routed(), { at: utc('24T12:00'), loads }).after.claim?.repId);
    expect(takers.toSorted()).toEqual(['jonas', 'lena', 'tom']);
  });

  test('is never above their capacity, never away, and over time all get as many', () => {
    const away = [{ from: '2026-11-01', until: '2026-11-30' }];
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            open: fc.nat(4),
            capacity: fc.option(fc.nat(5), { nil: undefined }),
            away: fc.boolean(),
          }),
          { minLength: 3, maxLength: 3 },
        ),
        (hands) => {
          const ids = ['jonas', 'lena', 'tom'];
          const program = programWith(
            {},
            hands.map((hand, index) => ({
              id: ids[index],
              ...(hand.capacity === undefined ? {} : { capacity: hand.capacity }),
              ...(hand.away ? { outOfOffice: away } : {}),
            })),
          );
          const loads = new Map(hands.map(({ open }, index) => [ids[index] as string, { open } as RepLoad]));
          for (let turn = 0; turn < 12; turn += 1) {
            const { after } = step(routed(program), { program, at: utc('24T12:00'), loads });
            const taker = ids.indexOf(after.claim?.repId ?? '');
            if (taker < 0) continue;
            const { capacity = Infinity, away: isAway } = hands[taker] as (typeof hands)[number];
            expect(isAway).toBe(false);
            expect(loads.get(ids[taker] as string)?.open).toBeLessThanOrEqual(capacity);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('when everybody has their hands full', () => {
  const FULL = programWith(
    {},
    ['jonas', 'lena', 'tom'].map((id) => ({ id, capacity: 1 })),
  );
  const loads = () => new Map<string, RepLoad>(['jonas', 'lena', 'tom'].map((id) => [id, { open: 1 }]));
  const queued = () => step(routed(FULL), { program: FULL, at: utc('24T12:00'), loads: loads() });

  test('it is queued, and the partner is told once', () => {
    const { after, change, templates } = queued();
    expect(change?.events).toMatchObject([{ type: 'queued' }]);
    expect(after).toMatchObject({ state: 'routed', queue: { why: 'capacity' } });
    expect(templates).toContain('partner-update thread');
    const again = step(after, { program: FULL, loads: loads() });
    expect(again.now).toEqual(utc('24T12:15'));
    expect(again.change).toMatchObject({ events: [], messages: [] });
  });

  test('and is told only once, though in between it was the wrong hour', () => {
    const night = step(queued().after, { program: FULL, at: utc('24T20:00'), loads: loads() });
    expect(night.after.queue?.why).toBe('hours');
    const morning = step(night.after, { program: FULL, loads: loads() });
    expect(morning.after.queue?.why).toBe('capacity');
    expect(morning.change?.messages).toEqual([]);
  });

  test('it is taken as soon as somebody is free', () => {
    const { after } = queued();
    const free = loads().set('tom', { open: 0 });
    const taken = step(after, { program: FULL, loads: free, queues: LINE });
    expect(taken.after).toMatchObject({ state: 'claimed', claim: { repId: 'tom' }, queue: undefined });
  });

  test('whoever comes later does not pass it in the queue', () => {
    const free = loads().set('tom', { open: 0 });
    const late = step(routed(FULL), {
      program: FULL,
      at: utc('24T12:00'),
      loads: free,
      queues: LINE,
    });
    expect(late.after).toMatchObject({ state: 'routed', queue: { why: 'capacity' } });
  });

  test('a program manager is asked when it waits for days', () => {
    let one = queued();
    for (let looks = 0; looks < 400; looks += 1) {
      one = step(one.after, { program: FULL, loads: loads(), queues: LINE });
      if (one.change?.events.some(({ type }) => type === 'escalated')) break;
    }
    expect(one.change?.events).toMatchObject([{ type: 'escalated' }]);
    expect(one.now.getTime()).toBe(utc('30T12:00').getTime() + 24 * 3_600_000);
    // And it keeps its place: the next look gives it to whoever is free.
    const taken = step(one.after, { program: FULL, loads: loads().set('tom', { open: 0 }), queues: LINE });
    expect(taken.after).toMatchObject({ state: 'claimed', claim: { repId: 'tom' } });
  });
});

describe('the rep who has claimed', () => {
  test('is reminded in the thread and in person, until it is accepted', () => {
    const first = step(claimed());
    expect([first.nudge.kind, first.now]).toEqual(['accept_reminder', utc('24T12:00')]);
    expect(first.templates).toEqual(['ladder-reminder thread', 'ladder-reminder direct']);
    expect(first.change?.messages.every(({ neverTwice }) => neverTwice)).toBe(true);
  });

  test('who muted them is reminded in the thread alone', () => {
    expect(step(claimed(), { silent: true }).templates).toEqual(['ladder-reminder thread']);
  });

  test('in another zone is reminded in their own hours', () => {
    const program = programWith({}, [{ id: 'jonas', timeZone: 'America/New_York' }]);
    const first = step(claimed(program), { program });
    expect(isQuiet(personCalendar(program, program.reps[0] as never), first.now)).toBe(false);
    const direct = first.change?.messages.find(({ to }) => to.kind === 'direct');
    expect(direct?.notBefore).toEqual(first.now);
  });

  test('who snoozes is reminded when that is over; the deadline stands', () => {
    const snoozed = claimed(PROGRAM, { snoozedUntil: utc('24T15:00') });
    const first = step(snoozed);
    expect([first.nudge.kind, first.now]).toEqual(['accept_reminder', utc('24T15:00')]);
    const long = claimed(PROGRAM, { snoozedUntil: utc('27T08:00') });
    expect(step(long).nudge).toMatchObject({ kind: 'accept_overdue', at: snoozed.claim?.acceptBy });
  });

  test('and has accepted is reminded of the first contact, then the program manager hears of it, and nobody else gets it', () => {
    const accepted = { ...claimed(), state: 'accepted' as const };
    const kinds: string[] = [];
    let one = step(accepted);
    for (;;) {
      kinds.push(one.nudge.kind);
      if (!planClaimLadder(one.after, PROGRAM)) break;
      one = step(one.after);
    }
    expect(kinds).toEqual(['contact_reminder', 'contact_reminder', 'contact_overdue']);
    expect(one.templates).toContain('contact-overdue program_managers');
    expect(one.after.claim?.repId).toBe('jonas');
  });
});

test('a service line’s own levels decide', () => {
  const program = programWith({
    serviceLines: [{ id: 'urgent', name: 'Incident response', serviceLevels: { claimHours: 1 } }],
  });
  expect(claimDeadline(program, { serviceLineId: 'urgent' }, NINE)).toEqual(utc('24T09:00'));
  expect(claimDeadline(program, { serviceLineId: 'other' }, NINE)).toEqual(utc('24T12:00'));
});

test('nothing is planned in the quiet hours of whoever is told, and every step only once', () => {
  const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland'];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...zones),
      fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
      fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 4 }),
      (timeZone, repZone, at, warnAt) => {
        const program = programWith({ timeZone, reminders: { warnAt } }, [
          { id: 'jonas', timeZone: repZone },
        ]);
        const rep = personCalendar(program, program.reps[0] as never);
        const claim = claimFor(
          program,
          {},
          { id: 'jonas', name: 'J' },
          { key: 'k', at, by: referralIn('routed').submittedBy },
        );
        let one = claimed(program, { claim: { ...claim, at }, stateSince: at });
        const seen = new Set<string>();
        for (let steps = 0; steps < 12; steps += 1) {
          const next = planClaimLadder(one, program);
          if (next?.kind !== 'accept_reminder') break;
          expect(isQuiet(rep, next.at)).toBe(false);
          expect(seen.has(next.slot)).toBe(false);
          seen.add(next.slot);
          one = step(one, { program }).after;
        }
      },
    ),
    { numRuns: 80 },
  );
});
