import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import type { ReferralEventType } from '../../src/referral/events.js';
import { type ReferralState, STATES, stateLabel, TERMINAL_STATES } from '../../src/referral/states.js';
import { isAllowed, TRANSITIONS, VERBS, type Verb, verbsFrom } from '../../src/referral/transitions.js';
import { actOf, DO, JONAS, NOON, PRIYA, referralIn } from './referrals.js';

/**
 * The diagram of DESIGN.md section 2, copied arrow by arrow and not read from the table, so that table and test cannot
 * make the same slip. Arrows that the design gives in words are named.
 */
const DIAGRAM: readonly (readonly [from: string, to: string, by: string])[] = [
  ['submitted', 'in_review', 'send_to_review'],
  ['submitted', 'routed', 'route'],
  ['submitted', 'rejected', 'reject'],
  ['in_review', 'routed', 'route'],
  ['in_review', 'rejected', 'reject'],
  ['routed', 'claimed', 'claim'],
  ['routed', 'rejected', 'reject'],
  ['claimed', 'accepted', 'accept'],
  ['claimed', 'rejected', 'reject'],
  ['claimed', 'routed', 'release'],
  ['claimed', 'routed', 'reroute'],
  ['accepted', 'contacted', 'log_contact'],
  ['contacted', 'meeting_scheduled', 'book_meeting'],
  ['meeting_scheduled', 'meeting_held', 'hold_meeting'],
  ['meeting_held', 'qualified', 'qualify'],
  ['qualified', 'opportunity', 'open_opportunity'],
  ['opportunity', 'won', 'win'],
  ['opportunity', 'lost', 'lose'],
  ...['accepted', 'contacted', 'meeting_scheduled', 'meeting_held', 'qualified'].flatMap(
    (from) =>
      [
        [from, 'disqualified', 'disqualify'],
        [from, 'nurture', 'postpone'],
      ] as const,
  ),
  ['nurture', 'routed', 'wake'],
];

const OPEN =
  'submitted in_review routed claimed accepted contacted meeting_scheduled meeting_held qualified opportunity nurture';
const CLOSED = 'rejected disqualified won lost withdrawn expired';

/** "any open -> withdrawn | expired ; terminal -> routed (reopened)" */
const ANY: typeof DIAGRAM = [
  ...OPEN.split(' ').flatMap(
    (from) =>
      [
        [from, 'withdrawn', 'withdraw'],
        [from, 'expired', 'expire'],
      ] as const,
  ),
  ...CLOSED.split(' ').map((from) => [from, 'routed', 'reopen'] as const),
];

/** "A rep may skip forward (accepted straight to meeting_held)." */
const SKIPPING_FORWARD: typeof DIAGRAM = [
  ['accepted', 'meeting_scheduled', 'book_meeting'],
  ...['accepted', 'contacted'].map((from) => [from, 'meeting_held', 'hold_meeting'] as const),
  ...['accepted', 'contacted', 'meeting_scheduled'].map((from) => [from, 'qualified', 'qualify'] as const),
  ...['accepted', 'contacted', 'meeting_scheduled', 'meeting_held'].map(
    (from) => [from, 'opportunity', 'open_opportunity'] as const,
  ),
  ...['accepted', 'contacted', 'meeting_scheduled', 'meeting_held', 'qualified'].flatMap(
    (from) =>
      [
        [from, 'won', 'win'],
        [from, 'lost', 'lose'],
      ] as const,
  ),
];

/** Where ours goes beyond the diagram, each for a reason that has a name. */
const BEYOND: Record<string, typeof DIAGRAM> = {
  'rules see only afterwards what came at the same instant, and nobody has accepted it yet': [
    ['routed', 'in_review', 'send_to_review'],
    ['claimed', 'in_review', 'send_to_review'],
  ],
  'a meeting that is booked can be booked for another time': [
    ['meeting_scheduled', 'meeting_scheduled', 'book_meeting'],
  ],
  'a program manager assigns it, which claims it for somebody': [
    ['routed', 'claimed', 'assign'],
    ['claimed', 'claimed', 'assign'],
  ],
  'work already done stays done when it is assigned to another rep': [
    'accepted',
    'contacted',
    'meeting_scheduled',
    'meeting_held',
    'qualified',
    'opportunity',
  ].map((state) => [state, state, 'assign'] as const),
  'a won deal comes to nothing afterwards, and what was earned by it is taken back': [
    ['won', 'lost', 'fall_through'],
  ],
  'a rep who left gives back what was being worked on': [
    'accepted',
    'contacted',
    'meeting_scheduled',
    'meeting_held',
    'qualified',
    'opportunity',
  ].map((from) => [from, 'routed', 'reroute'] as const),
};

const EXPECTED = [...DIAGRAM, ...ANY, ...SKIPPING_FORWARD, ...Object.values(BEYOND).flat()];

const EVENT: Record<Verb, ReferralEventType> = {
  send_to_review: 'sent_to_review',
  route: 'routed',
  claim: 'claimed',
  release: 'released',
  assign: 'assigned',
  reroute: 'rerouted',
  accept: 'accepted',
  reject: 'rejected',
  log_contact: 'contacted',
  book_meeting: 'meeting_booked',
  hold_meeting: 'meeting_held',
  qualify: 'qualified',
  open_opportunity: 'opportunity_opened',
  win: 'won',
  lose: 'lost',
  fall_through: 'fell_through',
  disqualify: 'disqualified',
  postpone: 'postponed',
  wake: 'woken',
  withdraw: 'withdrawn',
  expire: 'expired',
  reopen: 'reopened',
};

const target = (from: ReferralState, verb: Verb) =>
  EXPECTED.find(([state, , by]) => state === from && by === verb)?.[1] as ReferralState | undefined;

describe.each(STATES)('given a referral that is %s', (from) => {
  test.each(VERBS.filter((verb) => target(from, verb)))('%s leads where the design says', (verb) => {
    const before = referralIn(from);
    const act = actOf(PRIYA);
    const decision = DO[verb](before, act);
    expect(decision?.after.state).toBe(target(from, verb));
    expect(decision?.events).toEqual([
      expect.objectContaining({
        id: act.key,
        type: EVENT[verb],
        at: NOON,
        by: PRIYA,
        state: target(from, verb),
      }),
    ]);
    expect(decision?.after.updatedAt).toBe(NOON);
    if (verb !== 'assign' || from === 'routed') expect(decision?.after.stateSince).toBe(NOON);
  });

  test.each(VERBS.filter((verb) => !target(from, verb)))('%s is refused and changes nothing', (verb) => {
    const before = referralIn(from);
    const copy = structuredClone(before);
    let refusal: unknown;
    try {
      DO[verb](before, actOf(PRIYA));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(Refused);
    // Who comes second in a race is told who has it.
    const lostRace = verb === 'claim' && from === 'claimed';
    expect((refusal as Refused).reason).toBe(lostRace ? 'already_taken' : 'out_of_date');
    expect((refusal as Refused).message).toContain('R-7K3M9Q');
    expect(before).toEqual(copy);
  });
});

describe('the table', () => {
  test('holds every arrow that the design gives, and no other but those named here', () => {
    const kept = EXPECTED.filter(
      ([from, to, verb]) => !(verb === 'assign' && from === to && from !== 'claimed'),
    );
    const written = kept.map((arrow) => arrow.join(' ')).sort();
    const table = VERBS.flatMap((verb) =>
      TRANSITIONS[verb].from.map((from) => `${from} ${TRANSITIONS[verb].to} ${verb}`),
    ).sort();
    expect(table).toEqual(written);
  });

  test.each(Object.entries(BEYOND))('goes beyond the diagram: %s', (_name, arrows) => {
    for (const [from, to, verb] of arrows) {
      expect(DO[verb as Verb](referralIn(from as ReferralState), actOf(PRIYA))?.after.state).toBe(to);
    }
  });

  test('knows exactly the states of the design, and which of them are the end', () => {
    expect([...STATES].sort()).toEqual(`${OPEN} ${CLOSED}`.split(' ').sort());
    expect([...TERMINAL_STATES].sort()).toEqual(CLOSED.split(' ').sort());
    expect(new Set(STATES.map(stateLabel)).size).toBe(STATES.length);
  });

  test('lists the verbs of a state in the order a person would use them', () => {
    expect(verbsFrom('routed')).toEqual([
      'send_to_review',
      'claim',
      'assign',
      'reject',
      'withdraw',
      'expire',
    ]);
    expect(verbsFrom('won')).toEqual(['fall_through', 'reopen']);
    expect(isAllowed('win', 'claimed')).toBe(false);
  });
});

test('a refusal says what is so now, in words', () => {
  expect(() => DO.accept(referralIn('meeting_held'), actOf(JONAS))).toThrow(
    'R-7K3M9Q has moved on: it is now "meeting held". The card has been brought up to date.',
  );
  expect(() => DO.accept(referralIn('lost'), actOf(JONAS))).toThrow(
    'R-7K3M9Q has moved on: it is now "closed, not won". The card has been brought up to date.',
  );
});
