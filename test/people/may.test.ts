import { describe, expect, test } from 'vitest';
import { may, type Wish } from '../../src/people/may.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { JONAS, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { PEOPLE, type Person, PROGRAM } from './people.js';

const ALL = Object.keys(PEOPLE) as Person[];
const STAFF: Person[] = [
  'rep of the channel',
  'colleague of the channel',
  'rep of another channel',
  'program manager who is a rep',
];
const OF_THE_CHANNEL: Person[] = [
  'rep of the channel',
  'colleague of the channel',
  'program manager who is a rep',
];
const MANAGER: Person[] = ['program manager who is a rep'];
const PARTNER: Person[] = ['partner’s submitter', 'partner’s colleague'];
const OWNER_OR_MANAGER: Person[] = ['rep of the channel', 'program manager who is a rep'];

/** Jonas has claimed it in the offensive channel. */
const CLAIMED = referralIn('claimed');
const ROUTED = referralIn('routed');
const UNMATCHED = referralIn('submitted', { unmatched: 'No channel.' });
const { partner: _nobody, ...UNKNOWN } = referralIn('in_review');

const LOST_CONFLICT = referralIn('rejected', {
  events: [
    {
      ...{ id: 'decided', at: NOON, by: PRIYA, state: 'in_review' },
      ...{ type: 'conflict_decided', reference: 'C-1', outcome: 'first', why: 'They were first.' },
      goesOn: false,
      words: shareableText('It was decided to go on with another introduction.'),
    },
  ],
});
const BY_RULE = referralIn('rejected', {
  outcome: { state: 'rejected', reason: 'existing_customer', disputableUntil: new Date(), at: new Date() },
});

/** Who may, of everybody; whoever is not named may not. */
const MATRIX: [wish: Wish, what: string, referral: Referral | undefined, allowed: Person[]][] = [
  ['refer', 'at all', undefined, ALL],
  ['accept_terms', 'at all', undefined, ALL.filter((person) => !STAFF.includes(person))],
  ['list_all', 'at all', undefined, STAFF],
  ['set_up', 'at all', undefined, MANAGER],
  ['see_rewards', 'of whom they may', undefined, [...STAFF, ...PARTNER, 'another partner’s person']],
  ['dispute_reward', 'of their own', undefined, [...PARTNER, 'another partner’s person']],
  ['review_rewards', 'at all', undefined, MANAGER],
  ['pay_rewards', 'at all', undefined, MANAGER],
  ['export', 'at all', undefined, MANAGER],
  ['see_kit', 'at all', undefined, [...STAFF, ...PARTNER, 'another partner’s person']],
  ['see', 'a partner’s referral', CLAIMED, [...STAFF, ...PARTNER]],
  ['see', 'what they sent without being known', UNKNOWN, [...STAFF, 'partner’s submitter']],
  ['see_notes', 'a claimed one', CLAIMED, STAFF],
  ['claim', 'a routed one', ROUTED, OF_THE_CHANNEL],
  ['claim', 'a claimed one, to be told who has it', CLAIMED, OF_THE_CHANNEL],
  ['claim', 'one without a channel', UNMATCHED, []],
  ['decline', 'a routed one', ROUTED, OF_THE_CHANNEL],
  ['reject', 'a routed one', ROUTED, OF_THE_CHANNEL],
  ['reject', 'a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['reject', 'one without a channel', UNMATCHED, MANAGER],
  ['release', 'a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['assign', 'a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['assign', 'a routed one', ROUTED, MANAGER],
  ['work', 'a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['ask', 'about a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['note', 'on a claimed one', CLAIMED, OWNER_OR_MANAGER],
  ['reopen', 'a closed one', referralIn('lost'), STAFF],
  ['set_partner', 'of an unknown person', UNKNOWN, MANAGER],
  ['reopen', 'what a rule turned down', BY_RULE, MANAGER],
  ['reopen', 'what a conflict was decided against', LOST_CONFLICT, MANAGER],
  ['see_reviews', 'at all', undefined, MANAGER],
  ['review', 'one in review', UNKNOWN, MANAGER],
  ['dispute', 'a rejection', BY_RULE, PARTNER],
  ['dispute', 'what an unknown person sent', UNKNOWN, []],
  ['undo', 'a step nobody can undo any more', CLAIMED, STAFF],
  ['answer', 'a question', CLAIMED, PARTNER],
  ['add_information', 'to it', CLAIMED, PARTNER],
  ['withdraw', 'it', CLAIMED, PARTNER],
  ['withdraw', 'what an unknown person sent', UNKNOWN, []],
];

describe.each(MATRIX)('%s %s', (wish, _what, referral, allowed) => {
  test.each(ALL)('by %s', (person) => {
    const verdict = may(wish, PEOPLE[person], PROGRAM, referral);
    expect(verdict.allowed).toBe(allowed.includes(person));
    if (!verdict.allowed) expect(verdict.why).toMatch(/^[A-Z].*[.]$/);
  });
});

test('a step can be undone only by who took it, and the others are told who that is', () => {
  const undo = { eventId: 'e', by: JONAS, until: new Date(), before: ROUTED };
  const referral = referralIn('claimed', { undo });
  const verdicts = STAFF.map((person) => may('undo', PEOPLE[person], PROGRAM, referral));
  expect(verdicts.map(({ allowed }) => allowed)).toEqual([true, false, false, false]);
  expect(verdicts[3]).toEqual({ allowed: false, why: 'Only Jonas Weber can undo that step.' });
});

describe('why not', () => {
  const why = (wish: Wish, person: Person, referral?: Referral) => {
    const verdict = may(wish, PEOPLE[person], PROGRAM, referral);
    return verdict.allowed ? 'allowed' : verdict.why;
  };

  test('is said in words that tell what to do', () => {
    expect(why('claim', 'partner’s submitter', ROUTED)).toBe('Only our own reps can claim a referral.');
    expect(why('claim', 'guest listed as rep', ROUTED)).toBe('Only our own reps can claim a referral.');
    expect(why('claim', 'colleague without a part', ROUTED)).toContain('Ask a program manager to add you');
    expect(why('claim', 'rep of another channel', ROUTED)).toContain(
      'You are a rep, but not of this channel',
    );
    expect(why('work', 'colleague of the channel', CLAIMED)).toBe(
      'Jonas Weber has claimed R-7K3M9Q; only they or a program manager can do this.',
    );
    expect(why('work', 'colleague of the channel', ROUTED)).toBe(
      'Nobody has claimed R-7K3M9Q yet. Claim it first.',
    );
    expect(why('withdraw', 'rep of the channel', CLAIMED)).toBe(
      'Only people of Fjord Consulting can do this.',
    );
  });

  test('does not tell others that there is such a referral', () => {
    for (const person of ['another partner’s person', 'stranger', 'colleague without a part'] as const)
      expect(why('see', person, CLAIMED)).toBe('There is no such referral.');
  });

  test('gives nobody’s name or partner away to somebody who has no part', () => {
    for (const wish of ['claim', 'reject', 'release', 'assign', 'work', 'ask', 'note', 'undo'] as const)
      for (const person of ['another partner’s person', 'stranger', 'outsider listed as rep'] as const)
        expect(why(wish, person, CLAIMED)).not.toMatch(/Jonas|Fjord|R-7K3M9Q/);
    for (const wish of ['answer', 'add_information', 'withdraw'] as const)
      for (const person of ['another partner’s person', 'stranger'] as const)
        expect(why(wish, person, CLAIMED)).not.toMatch(/Jonas|Fjord|R-7K3M9Q/);
  });
});

describe('setting up', () => {
  const managed = (ended: boolean) =>
    definitionSchema.parse({ ...PROGRAM, programManagers: [{ id: 'x', name: 'X', ended }] });
  const allowed = (person: Person, program = undefined as typeof PROGRAM | undefined) =>
    may('set_up', PEOPLE[person], program).allowed;

  test('the first time takes an administrator of our own workspace', () => {
    expect(ALL.filter((person) => allowed(person) && person !== 'program manager who is a rep')).toEqual([
      'administrator without a part',
    ]);
  });

  test('a program whose managers have all left falls back to the administrators, and only then', () => {
    expect(allowed('administrator without a part', managed(true))).toBe(true);
    expect(allowed('administrator without a part', managed(false))).toBe(false);
    expect(allowed('rep of the channel', managed(true))).toBe(false);
  });
});

test('without a program everything but setting up is refused', () => {
  const wishes = new Set(MATRIX.map(([wish]) => wish));
  wishes.delete('set_up');
  for (const wish of wishes)
    for (const person of ALL) expect(may(wish, PEOPLE[person], undefined, CLAIMED).allowed).toBe(false);
});

test('without a referral nothing that is about one is allowed', () => {
  for (const wish of ['see', 'claim', 'work', 'undo', 'withdraw'] as const)
    for (const person of ALL) expect(may(wish, PEOPLE[person], PROGRAM).allowed).toBe(false);
});

test('a channel that has ended has no reps any more', () => {
  const ended = definitionSchema.parse({
    ...PROGRAM,
    channels: PROGRAM.channels.map((one) => (one.id === 'offensive' ? { ...one, ended: true } : one)),
  });
  for (const person of ALL) expect(may('claim', PEOPLE[person], ended, ROUTED).allowed).toBe(false);
});
