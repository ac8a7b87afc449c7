import { describe, expect, test } from 'vitest';
import { companyMatching } from '../../src/assemble/company-matching.js';
import { protectionSchema } from '../../src/program/protection-settings.js';
import { judgeRivals } from '../../src/protection/judge-rivals.js';
import { comparable, compareProspects } from '../../src/referral/comparable.js';
import type { Referral } from '../../src/referral/referral.js';
import type { ReferralState } from '../../src/referral/states.js';
import { minutesAfter, NOON, referralIn } from '../referral/referrals.js';

const matching = companyMatching();
const settings = (actions = {}) => protectionSchema.parse({ actions });
const fresh = (changes: Partial<Referral> = {}): Referral =>
  referralIn('submitted', { id: 'f'.repeat(24), createdAt: NOON, ...changes });
const protectedUntil = (minutes: number) => ({ from: minutesAfter(-9_000), until: minutesAfter(minutes) });

function earlier(state: ReferralState, changes: Partial<Referral> = {}): Referral {
  return referralIn(state, {
    partner: { id: 'harbor', name: 'Harbor Alliance' },
    createdAt: minutesAfter(-9_000),
    protection: protectedUntil(5_000),
    ...changes,
  });
}

function judged(one: Referral, others: Referral[], actions = {}) {
  const typed = ({ prospect, contact }: Referral) =>
    comparable(
      { name: prospect.company, domain: prospect.domain, email: contact.email, phone: contact.phone },
      matching,
      (text) => text,
    );
  const compared = others.flatMap((referral) => {
    const match = compareProspects(typed(one), typed(referral), matching);
    return match ? [{ referral, match }] : [];
  });
  return judgeRivals(one, compared, settings(actions), NOON);
}

describe('given an earlier referral of another partner, when the same company comes', () => {
  test('within its window, then it is protected and a person looks at it, or it is turned down by policy', () => {
    const [found] = judged(fresh(), [earlier('claimed')]);
    expect(found).toMatchObject({
      rule: 'already_protected',
      kind: 'duplicate',
      outcome: 'review',
      earlier: { reference: 'R-7K3M9Q' },
    });
    expect(found?.staffText).toContain('Harbor Alliance');
    expect(found?.staffText).toMatch(/Protected until .* UTC\. Why \(certain\): same name/);
    expect(found?.partnerText).not.toContain('Harbor');
    expect(judged(fresh(), [earlier('claimed')], { protected: 'reject' })[0]?.outcome).toBe('reject');
  });

  test('only likely the same, then a program manager decides, whatever the policy', () => {
    const [found] = judged(
      fresh({ prospect: { company: 'Other Name', domain: 'acme.com' } }),
      [earlier('claimed')],
      {
        protected: 'reject',
      },
    );
    expect(found).toMatchObject({ rule: 'overlapping', kind: 'conflict', outcome: 'review' });
  });

  test('its window over but still worked on, then the two overlap', () => {
    const over = earlier('contacted', { protection: protectedUntil(-1) });
    expect(judged(fresh(), [over])[0]).toMatchObject({ rule: 'overlapping', kind: 'conflict' });
  });

  test('within minutes, then it is a tie; to the minute after, it is not', () => {
    const at = (minutes: number) => earlier('routed', { createdAt: minutesAfter(-minutes) });
    expect(judged(fresh(), [at(10)])[0]).toMatchObject({ rule: 'registered_together', kind: 'conflict' });
    expect(judged(fresh(), [at(11)])[0]).toMatchObject({ rule: 'already_protected' });
  });

  test('won before, then it is known, also when its window is over', () => {
    const won = earlier('won', { protection: protectedUntil(-1) });
    expect(judged(fresh(), [won])[0]).toMatchObject({ rule: 'already_won', reason: 'existing_customer' });
  });
});

describe('given an earlier referral of the same partner', () => {
  test('then it is its own duplicate', () => {
    const own = earlier('claimed', { partner: { id: 'fjord', name: 'Fjord Consulting' } });
    expect(judged(fresh(), [own])[0]).toMatchObject({ rule: 'duplicate_own', outcome: 'review' });
    expect(judged(fresh(), [own], { own: 'accept' })[0]?.outcome).toBe('accept');
  });
});

test('given one that is merely possible, then nothing is stopped and staff are shown it', () => {
  const near = earlier('claimed', { prospect: { company: 'Acme Logistics' } });
  const found = judged(fresh({ prospect: { company: 'Acme Catering' } }), [near], { protected: 'reject' });
  for (const one of found) expect(one).toMatchObject({ rule: 'possible_duplicate', outcome: 'accept' });
});

test('given only later ones, then whoever was first hears nothing', () => {
  expect(
    judged(fresh({ createdAt: minutesAfter(-20_000), id: '0'.repeat(24) }), [earlier('claimed')]),
  ).toEqual([]);
});
