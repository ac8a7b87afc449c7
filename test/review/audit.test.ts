import { beforeEach, describe, expect, test } from 'vitest';
import { protectionSteps } from '../../src/protection/steps.js';
import { openConflict } from '../../src/referral/decide-conflict.js';
import type { ReferralEvent } from '../../src/referral/events.js';
import type { StepName } from '../../src/referral/next-steps.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { routeOrLeave } from '../../src/routing/placing.js';
import { headline } from '../../src/updates/event-words.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { stepsOf } from '../people/press.js';
import { actOf, minutesAfter, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';
import { found, inReview, reviewDesk } from './desk.js';

/** Whatever somebody decides or objects to is in the record: who, when and why. Of terms see test/store/terms-acceptances.test.ts. */
const database = await testDatabase();
const priya = PEOPLE['program manager who is a rep'];
const maya = PEOPLE['partner’s submitter'];
let desk: Awaited<ReturnType<typeof reviewDesk>>;
beforeEach(async () => {
  desk = await reviewDesk(database);
});

function rejected(changes: Partial<Referral> = {}): Referral {
  const { route: _none, ...rest } = referralIn('rejected', {
    ...{ findings: [found({ outcome: 'reject' })], serviceLineId: 'pentest' },
    outcome: {
      ...{ state: 'rejected', reason: 'existing_customer', at: NOON },
      ...{ shareableText: shareableText('Known.'), disputableUntil: minutesAfter(60 * 24) },
    },
    ...changes,
  });
  return rest;
}
const disputed = () => rejected({ dispute: { text: 'A sister company.', by: maya.person, at: NOON } });

const DECISIONS: [
  step: StepName,
  given: () => Referral,
  values: Record<string, string>,
  who: typeof priya,
  event: Partial<ReferralEvent>,
  words: string,
][] = [
  [
    'letThrough',
    () => inReview([found()]),
    {},
    priya,
    { type: 'review_cleared', overruled: ['existing_customer'] },
    'Priya Nair let it through: false alarm of "',
  ],
  [
    'letThrough',
    () => inReview([found()]),
    { internal: 'Another company of that name.' },
    priya,
    { type: 'review_cleared', internalText: 'Another company of that name.' },
    'Priya Nair let it through',
  ],
  [
    'turnDown',
    () => inReview([found()]),
    { reason: 'duplicate', internal: 'Lena has it.' },
    priya,
    { type: 'rejected', reason: 'duplicate', internalText: 'Lena has it.' },
    'Priya Nair turned it down',
  ],
  [
    'dispute',
    rejected,
    { why: 'It is their sister company.' },
    maya,
    { type: 'disputed', text: 'It is their sister company.' },
    'Maya Okafor asked to look again',
  ],
  [
    'upholdDispute',
    disputed,
    { internal: 'True.' },
    priya,
    { type: 'dispute_decided', upheld: true, internalText: 'True.', overruled: ['existing_customer'] },
    'Priya Nair upheld the appeal: false alarm of "',
  ],
  [
    'dismissDispute',
    disputed,
    { for_partner: 'It is one group.', internal: 'Same VAT number.' },
    priya,
    {
      ...{ type: 'dispute_decided', upheld: false, internalText: 'Same VAT number.' },
      words: shareableText('It is one group.'),
    },
    'it stays turned down',
  ],
];

describe('the record says who, when and why', () => {
  test.each(DECISIONS)('of %s', async (step, given, values, who, event, words) => {
    const id = await desk.given(given());
    const before = (await desk.now(id)).events.length;
    desk.pass(7);
    await desk.steps.submit(step, who, id, values);
    const added = (await desk.now(id)).events.slice(before);
    const told = added.filter(({ type }) => type === event.type);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ ...event, by: who.person, at: minutesAfter(7) });
    expect(told[0] && headline(told[0])).toContain(words);
  });

  test.each(['first', 'second', 'joint'] as const)(
    'of a conflict for %s, on both referrals',
    async (outcome) => {
      const first = referralIn('routed', {
        ...{
          id: '6924210a3c5e7f9b1d2e4f01',
          reference: 'R-000001',
          submissionKey: 'V1',
          programId: PROGRAM.id,
        },
      });
      const later = inReview([], {
        ...{
          id: '6924210a3c5e7f9b1d2e4f02',
          reference: 'R-000002',
          submissionKey: 'V2',
          programId: PROGRAM.id,
        },
      });
      const match = { verdict: 'exact' as const, score: 1, evidence: ['same name'] };
      const opened = openConflict(later, { cause: 'tie', first, match }, actOf(PRIYA, { key: 'opened' }));
      if (!opened) throw new Error('No conflict');
      await desk.given(first);
      await desk.given({ ...opened.after, events: [...later.events, ...opened.events] });
      desk.pass(7);
      const steps = stepsOf(desk, protectionSteps(routeOrLeave));
      await steps.submit('decideConflict', priya, later.id, { outcome, reason: 'They opened the door.' });
      for (const id of [first.id, later.id]) {
        const events = (await desk.now(id)).events.filter(({ type }) => type === 'conflict_decided');
        expect(events).toHaveLength(1);
        expect(events[0]).toMatchObject({
          ...{ outcome, why: 'They opened the door.', by: priya.person, at: minutesAfter(7) },
        });
      }
    },
  );
});
