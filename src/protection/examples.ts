import type { ExampleData, Examples } from '../people/examples.js';
import type { ConflictCase } from '../referral/conflict.js';
import type { Referral } from '../referral/referral.js';
import { conflictsCard } from './cases-card.js';

/** A believable case, for previews. */
const AT = new Date('2026-11-24T07:31:05Z');

export const CONFLICT_EXAMPLE: ConflictCase = {
  reference: 'C-7K3M9Q',
  cause: 'tie',
  first: {
    referralId: '6924210a3c5e7f9b1d2e4f5f',
    reference: 'R-2H8VWX',
    partner: { id: 'harbor', name: 'Harbor Alliance' },
    by: 'Diego Santos',
    at: new Date('2026-11-24T07:26:40Z'),
    said: {
      company: 'Acme and Soehne',
      domain: 'acme.com',
      contact: 'Robin Meyer',
      reason: 'Robin asked in our round table whom to trust with a test of the portal.',
    },
  },
  second: {
    referralId: '6924210a3c5e7f9b1d2e4f60',
    reference: 'R-7K3M9Q',
    partner: { id: 'fjord', name: 'Fjord Consulting' },
    by: 'Maya Okafor',
    at: AT,
    said: {
      company: 'Acme & Söhne GmbH',
      domain: 'acme.com',
      contact: 'Alex Kim',
      reason: 'We built the portal with them.',
    },
  },
  match: { verdict: 'exact', score: 1, evidence: ['same name Acme and Soehne', 'same domain acme.com'] },
  openedAt: AT,
  open: true,
};

export const PROTECTION_EXAMPLES: Examples = {
  cards: (data) => [
    {
      name: 'conflicts/open',
      card: conflictsCard({
        ...{ found: [inConflict(data)], total: 12, hasMore: true, mayDecide: true },
        after: { openedAt: AT, id: data.referral('in_review').id },
      }),
    },
    {
      name: 'conflicts/empty',
      card: conflictsCard({ found: [], total: 0, hasMore: false, mayDecide: true }),
    },
  ],
  openedFrom: { decideConflict: inConflict },
};

function inConflict({ referral }: ExampleData): Referral {
  return { ...referral('in_review'), conflict: CONFLICT_EXAMPLE };
}
