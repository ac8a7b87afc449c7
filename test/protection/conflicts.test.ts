import { beforeEach, describe, expect, test } from 'vitest';
import { companyMatching } from '../../src/assemble/company-matching.js';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { knowingCompanies } from '../../src/assemble/same-company.js';
import { countingRules } from '../../src/assemble/vetting.js';
import { crediting as creditingBy } from '../../src/attribution/credit-referral.js';
import { SHOW_CASE } from '../../src/protection/case-card.js';
import { checkRivals } from '../../src/protection/find-rivals.js';
import { protectionInteractions } from '../../src/protection/interactions.js';
import { conflictWords, settleConflict } from '../../src/protection/settle-conflict.js';
import { protectionSteps } from '../../src/protection/steps.js';
import { sweepProtection } from '../../src/protection/sweep-protection.js';
import type { Act } from '../../src/referral/decide.js';
import { decideConflict, openConflict } from '../../src/referral/decide-conflict.js';
import type { Finding } from '../../src/referral/findings.js';
import type { ReferralStore } from '../../src/referral/ports.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { routeOrLeave } from '../../src/routing/placing.js';
import { attributionReads } from '../../src/store/attribution-reads.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { rivalReads } from '../../src/store/rival-reads.js';
import { openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { actOf, JONAS, minutesAfter, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

/** Two partners, one prospect, against the real store. */
const database = await testDatabase();
await ensureIndexes(database);
const FIRST = '6b057c403c5e7f9b1d2e4f01';
const SECOND = '6b057c403c5e7f9b1d2e4f02';
const clock = { now: () => minutesAfter(1) };
let store: ReferralStore;
let deps: Parameters<typeof sweepProtection>[0];
let whereNotingFails: ReferralStore;
let count = 0;

beforeEach(async () => {
  const desk = await openDesk(database, PROGRAM);
  const rivals = { rivals: rivalReads(database), matching: companyMatching(), clock };
  // Two sweeps at once may both take up what one of them has just written; it then rests for two minutes.
  const onError = (error: unknown) => {
    if (!String(error).includes('planned again')) throw error;
  };
  const planned = planningNudges(desk.referrals, desk.programs, planNudge);
  const crediting = creditingBy({ reads: attributionReads(database.connection), referrals: planned, clock });
  store = knowingCompanies(planned, {
    ...rivals,
    crediting,
    programs: desk.programs,
    outbox: desk.outbox,
    onError,
  });
  whereNotingFails = knowingCompanies(planned, {
    ...{ ...rivals, programs: desk.programs, outbox: desk.outbox, onError: () => {} },
    crediting: { touch: () => Promise.reject(new Error('The store went away')) },
  });
  const counting = countingRules({ store: database });
  deps = { ...desk, ...rivals, crediting, counting, clock, referrals: store, onError };
});

const sent = (id: string, partner: string, changes: Partial<Referral> = {}) => {
  count += 1;
  return referralIn('routed', {
    id,
    reference: `R-00000${count % 10}`,
    programId: PROGRAM.id,
    submissionKey: `V${count}`,
    partner: { id: partner, name: `Partner ${partner}` },
    createdAt: NOON,
    ...changes,
  });
};
const both = async () => {
  const [first, second] = await Promise.all([FIRST, SECOND].map((id) => store.byId(id)));
  if (!first || !second) throw new Error('A referral is gone');
  return { first, second };
};

const credited = (referral: Referral) =>
  creditingBy({ reads: attributionReads(database.connection), referrals: store, clock }).credit(
    referral,
    PROGRAM,
  );

async function together(): Promise<void> {
  await Promise.all([store.insert(sent(SECOND, 'harbor')), store.insert(sent(FIRST, 'fjord'))]);
}

test('the same form again is no duplicate of itself', async () => {
  const one = sent(FIRST, 'fjord');
  await store.insert(one);
  expect(await checkRivals(deps, { ...one, id: SECOND }, PROGRAM)).toEqual([]);
  expect(await checkRivals(deps, sent(SECOND, 'harbor'), PROGRAM)).toMatchObject([
    { rule: 'registered_together' },
  ]);
});

test('two that did not see each other: one case, on the later, told to the managers and in its channel', async () => {
  await together();
  await Promise.all([sweepProtection(deps), sweepProtection(deps)]);
  await sweepProtection(deps);
  const { first, second } = await both();
  expect(first.conflict).toBeUndefined();
  expect(second.conflict).toMatchObject({
    cause: 'tie',
    open: true,
    reference: second.reference.replace('R-', 'C-'),
    first: { referralId: FIRST, partner: { id: 'fjord' } },
    second: { referralId: SECOND },
    match: { verdict: 'exact' },
  });
  expect(second.events.filter(({ type }) => type === 'conflict_opened')).toHaveLength(1);
  const told = second.pending.filter(({ key }) => key.includes('conflict:')).map(({ template }) => template);
  expect(told).toEqual(expect.arrayContaining(['conflict-case', 'staff-update']));
  expect(
    (await rivalReads(database).openConflicts(PROGRAM.id, { limit: 5 })).referrals.map(({ id }) => id),
  ).toEqual([SECOND]);
});

test('whoever is looked at first, the later one has the case; a look that dies is looked again', async () => {
  await store.insert(sent(SECOND, 'harbor'));
  await sweepProtection(deps);
  expect((await store.byId(SECOND))?.rivalsCheckedAt).toBeDefined();
  await store.insert(sent(FIRST, 'fjord'));
  // It dies after it has opened the case of the other, before it has noted that it looked.
  const dying = { ...deps, referrals: { ...store, changeAll: () => Promise.reject(new Error('killed')) } };
  await expect(sweepProtection(dying)).rejects.toThrow('killed');
  const later = { ...deps, clock: { now: () => minutesAfter(5) } };
  await sweepProtection(later);
  const { first, second } = await both();
  expect(second.events.filter(({ type }) => type === 'conflict_opened')).toHaveLength(1);
  expect([first.rivalsCheckedAt, first.conflict]).toEqual([minutesAfter(5), undefined]);
});

test.each([
  ['first', 'routed', 'rejected'],
  ['second', 'rejected', 'routed'],
  ['joint', 'routed', 'routed'],
] as const)(
  'decided for %s and killed between the two: a sweep finishes it, once',
  async (outcome, one, other) => {
    await together();
    await sweepProtection(deps);
    const ruling = { outcome, reason: 'They opened the door.', words: conflictWords(PROGRAM) };
    await store.change(SECOND, (current) => ({
      ...decideConflict(current, ruling, actOf(PRIYA), (after, act) => routeOrLeave(after, PROGRAM, act)),
      messages: [],
    }));
    expect((await both()).first.events.some(({ type }) => type === 'conflict_decided')).toBe(false);
    // And killed again after the other is changed, before the case is noted as settled.
    const { second: decided } = await both();
    const dying = {
      ...deps,
      referrals: {
        ...store,
        change: (id: string, decide: Parameters<ReferralStore['change']>[1]) =>
          id === SECOND ? Promise.reject(new Error('killed')) : store.change(id, decide),
      },
    };
    await expect(settleConflict(dying, decided, PROGRAM)).rejects.toThrow('killed');
    await sweepProtection(deps);
    await sweepProtection(deps);
    const { first, second } = await both();
    expect([first.state, second.state]).toEqual([one, other]);
    for (const referral of [first, second])
      expect(referral.events.filter(({ type }) => type === 'conflict_decided')).toHaveLength(1);
    expect(second.conflict?.decision).toMatchObject({ outcome, settledAt: expect.any(Date) });
    expect((await rivalReads(database).openConflicts(PROGRAM.id, { limit: 5 })).total).toBe(0);
  },
);

test('nobody can be credited for one whose partner is not known: that is said first', () => {
  const [first, later] = [sent(FIRST, 'fjord'), referralIn('in_review', { id: SECOND, partner: undefined })];
  const opened = openConflict(
    later,
    { cause: 'tie', first, match: { verdict: 'exact', score: 1, evidence: [] } },
    actOf(PRIYA),
  );
  const ruling = { outcome: 'second', reason: 'They know them.', words: conflictWords(PROGRAM) } as const;
  const route = (after: Referral, act: Act) => routeOrLeave(after, PROGRAM, act);
  expect(() => decideConflict(opened?.after ?? later, ruling, actOf(PRIYA, { key: 'K2' }), route)).toThrow(
    'Choose first which partner it comes from',
  );
});

test('what the rules found stops nothing any more once it is decided for the second', async () => {
  await store.insert(sent(FIRST, 'fjord'));
  const finding: Finding = {
    rule: 'registered_together',
    kind: 'conflict',
    outcome: 'review',
    reason: 'duplicate',
    staffText: 'Two sent it.',
    partnerText: shareableText('It is known to us.'),
  };
  await store.insert({
    ...sent(SECOND, 'harbor', { findings: [finding] }),
    state: 'in_review',
    review: { kind: 'conflict', why: 'Two sent it.' },
  });
  await sweepProtection(deps);
  const ruling = { outcome: 'second', reason: 'They know them.', words: conflictWords(PROGRAM) } as const;
  await store.change(SECOND, (current) => ({
    ...decideConflict(current, ruling, actOf(PRIYA), (after, act) => routeOrLeave(after, PROGRAM, act)),
    messages: [],
  }));
  const { second } = await both();
  expect(second.state).toBe('routed');
  expect(second.findings).toMatchObject([{ overruled: { by: 'Priya Nair' } }]);
});

test('an undo of the step before does not take an extension back', () => {
  const before = referralIn('contacted', {
    protection: { from: NOON, until: minutesAfter(1_440) },
    undo: {
      ...{ eventId: 'e', by: JONAS, until: minutesAfter(5) },
      before: { state: 'accepted', declinedBy: [] },
    },
  });
  const extend = protectionSteps((after, _program, act) => routeOrLeave(after, PROGRAM, act))[0];
  const extended = extend?.decide({
    ...{ referral: before, program: PROGRAM, act: actOf(PRIYA), deps: {} as never, found: [] },
    actor: { person: PRIYA, internal: true, admin: false },
    values: { until: '2027-01-31', reason: 'An offer is out.' },
  });
  expect(extended?.after.undo).toBeUndefined();
  expect(extended?.after.protection?.until).toEqual(new Date('2027-01-31T22:59:59.999Z'));
});

test('the list of cases: the oldest first, page after page, each once, with how many there are', async () => {
  const opened = (minutes: number): Referral => {
    const side = {
      referralId: FIRST,
      reference: 'R-1',
      by: 'Maya',
      at: NOON,
      said: { company: 'A', contact: '' },
    };
    const match = { verdict: 'exact' as const, score: 1, evidence: [] };
    const conflict = {
      reference: 'C-1',
      cause: 'tie' as const,
      first: side,
      second: side,
      match,
      open: true as const,
    };
    const id = (0x6924210b00 + minutes).toString(16).padStart(24, '0');
    const one = sent(id, 'fjord', { reference: `C${minutes}`, rivalsCheckedAt: NOON });
    // Two were opened in the same millisecond.
    return { ...one, conflict: { ...conflict, openedAt: minutesAfter(Math.floor(minutes / 2)) } };
  };
  const minutes = Array.from({ length: 19 }, (_, index) => index);
  const many = await openDesk(database, PROGRAM);
  for (const one of minutes.toReversed()) await many.referrals.insert(opened(one));
  const list = protectionInteractions({ ...deps, route: routeOrLeave });
  const priya = PEOPLE['program manager who is a rep'];
  const seen: string[] = [];
  let reply = await list.commands[0]?.handle({
    ...{ name: 'conflicts', text: '', actor: priya, canOpenForm: false, actKey: 'k' },
  });
  for (let pages = 1; ; pages += 1) {
    if (reply?.kind !== 'private') throw new Error('No list');
    expect(reply.card.summary).toBe('Conflicts to decide (19)');
    const actions = reply.card.elements.flatMap((one) =>
      one.kind === 'actions' ? one.actions.filter((action) => action.kind === 'button') : [],
    );
    seen.push(...actions.flatMap(({ id, value }) => (id === SHOW_CASE ? [String(value?.referral)] : [])));
    const next = actions.find(({ label }) => label === 'Next page');
    if (!next) {
      expect(pages).toBe(3);
      break;
    }
    const press = { actionId: next.id, value: next.value ?? {}, actor: priya, actKey: `p${pages}` };
    reply = await list.actions.find(({ actionId }) => actionId === next.id)?.handle(press);
  }
  expect(seen).toEqual(minutes.map((one) => opened(one).id));
});

describe('what could not be noted at the referral of another partner when the new one was stored', () => {
  const states = ['routed', 'rejected'] as const;
  test.each(states)('is noted once by the sweep, though the new one is %s', async (state) => {
    await store.insert(sent(FIRST, 'fjord'));
    const second = { ...sent(SECOND, 'harbor', { createdAt: minutesAfter(0.5) }), state };
    const stored = await whereNotingFails.insert(await credited(second));
    expect(stored).toMatchObject({ referral: { id: SECOND }, existed: false });
    expect((await both()).first.attribution).toBeUndefined();
    await sweepProtection(deps);
    await sweepProtection(deps);
    const { first } = await both();
    expect(first.events.filter(({ type }) => type === 'touched')).toHaveLength(1);
    expect(first.attribution?.touches.map(({ partnerId }) => partnerId)).toEqual(['fjord', 'harbor']);
  });
});
