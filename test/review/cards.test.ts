import { describe, expect, test } from 'vitest';
import { findTemplate } from '../../src/catalogue.js';
import type { Card } from '../../src/messages/card.js';
import * as slack from '../../src/platforms/slack/render.js';
import type { ReferralEvent } from '../../src/referral/events.js';
import type { Referral } from '../../src/referral/referral.js';
import { decisionCard, reviewCard } from '../../src/review/messages.js';
import { queueCard, rulesCard } from '../../src/review/queue-cards.js';
import { recordCard } from '../../src/updates/show-referral.js';
import { wordsOf } from '../messages/words.js';
import { PROGRAM } from '../people/people.js';
import { MAYA, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { found, inReview } from './desk.js';

const context = (referral: Referral) => ({ referral, program: PROGRAM, now: NOON });
const words = (card: Card) => wordsOf(card).join('\n');
const LONG = 'Ä'.repeat(2_000);

describe('the card of a review', () => {
  test('has every finding, the strictest first, with its rule, what it asks for and why', () => {
    const text = words(
      reviewCard(
        context(
          inReview([
            found({ rule: 'a_note', outcome: 'accept', staffText: 'Possibly.' }),
            found({
              rule: 'same_contact',
              staffText: 'The same contact.',
              earlier: { referralId: 'x', reference: 'R-EARLY1' },
            }),
          ]),
        ),
      ),
    );
    const order = [
      'Same contact · asks for a look',
      'The same contact. Earlier referral: R-EARLY1.',
      'A note · a note',
      'Possibly.',
    ];
    expect(order.map((part) => text.indexOf(part)).every((at) => at >= 0)).toBe(true);
    expect(order.map((part) => text.indexOf(part))).toEqual(
      order.map((part) => text.indexOf(part)).toSorted((a, b) => a - b),
    );
    expect(text).toContain('Fjord Consulting');
  });

  test('stays one message on Slack, however many findings and however long the names', () => {
    const referral = inReview(Array(30).fill(found({ rule: LONG.slice(0, 60), staffText: LONG })), {
      prospect: { company: LONG.slice(0, 200) },
      partner: { id: 'p', name: LONG.slice(0, 100) },
    });
    const { blocks } = slack.renderMessage(reviewCard(context(referral))) as { blocks: unknown[] };
    expect(blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(blocks).length).toBeLessThan(13_000);
    const page = Array(5).fill(referral);
    const queue = slack.renderMessage(queueCard({ found: page, total: 9, hasMore: true })) as {
      blocks: unknown[];
    };
    expect(queue.blocks.length).toBeLessThanOrEqual(50);
    expect(JSON.stringify(queue.blocks).length).toBeLessThan(13_000);
    const dispute = { text: LONG, by: MAYA, at: NOON };
    const asked = decisionCard(context({ ...referral, state: 'rejected', dispute }));
    const shown = slack.renderMessage(asked) as { blocks: unknown[] };
    expect(JSON.stringify(shown.blocks).length).toBeLessThan(13_000);
  });

  test('of an older version, which has no findings, says what is there', () => {
    expect(words(reviewCard(context(referralIn('in_review'))))).toContain('Unknown person.');
  });

  test('decided, has nothing to press but the record', () => {
    const card = reviewCard(context(referralIn('routed')));
    expect(words(card)).toContain('Nothing has to be decided here now.');
    expect(words(card)).not.toContain('Let it through');
  });
});

describe('a question to program managers', () => {
  const holds = (event: Partial<ReferralEvent>, referral: Referral): boolean => {
    const template = findTemplate('manager-decision');
    if (template?.audience !== 'staff') throw new Error('There is no such template');
    const whole = { id: 'e', at: NOON, by: PRIYA, state: referral.state, why: '', ...event };
    return template.holds?.(context(referral), { event: whole } as never) ?? true;
  };

  test('is not sent any more when it was answered meanwhile', () => {
    const unmatched = { type: 'unmatched' } as const;
    expect(holds(unmatched, referralIn('submitted', { unmatched: 'None.' }))).toBe(true);
    expect(holds(unmatched, referralIn('routed'))).toBe(false);
    expect(holds({ type: 'sent_to_review' }, referralIn('in_review'))).toBe(true);
    expect(holds({ type: 'sent_to_review' }, referralIn('routed'))).toBe(false);
    expect(holds({ type: 'everyone_declined' }, referralIn('routed'))).toBe(true);
    expect(holds({ type: 'everyone_declined' }, referralIn('claimed'))).toBe(false);
    expect(holds({ type: 'escalated' }, referralIn('accepted'))).toBe(true);
    expect(holds({ type: 'escalated' }, referralIn('won'))).toBe(false);
  });
});

test('rules: the most false alarms first; singular and plural', () => {
  const text = words(
    rulesCard([
      { rule: 'good', held: 1, overruled: 0, confirmed: 0 },
      { rule: 'bad', held: 4, overruled: 1, confirmed: 2 },
    ]),
  );
  expect(text).toContain(
    'Bad: held 4 times; 3 looked at: 1 false alarm, 2 right\nGood: held once; nobody has looked yet',
  );
});

test('the record tells staff what the rules found, what became of it, and of the appeal', () => {
  const text = words(
    recordCard(
      referralIn('rejected', {
        findings: [found({ confirmed: { by: 'Priya Nair', at: NOON } })],
        dispute: {
          text: 'Another company.',
          by: MAYA,
          at: NOON,
          decision: { upheld: false, by: PRIYA, at: NOON },
        },
      }),
      PROGRAM,
    ),
  );
  expect(text).toContain('owner Nadia Kern. (Priya Nair agrees)');
  expect(text).toContain('Appeal: Maya Okafor asked to look again. Priya Nair stayed with the rejection.');
});
