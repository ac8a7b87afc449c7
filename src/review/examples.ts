import type { Examples } from '../people/examples.js';
import { reviewSample } from './example-referrals.js';
import { queueCard, rulesCard } from './queue-cards.js';

export const REVIEW_EXAMPLES: Examples = {
  cards: ({ staff, now }) => {
    const known = reviewSample(staff('in_review'), 'duplicate').referral;
    const unknown = reviewSample(staff('in_review'), 'eligibility').referral;
    const waits = [known, unknown].map((one) => ({ ...one, attention: { undecidedSince: now } }));
    return [
      { name: 'review/queue', card: queueCard({ found: waits, total: 12, hasMore: true }) },
      { name: 'review/empty', card: queueCard({ found: [], total: 0, hasMore: false }) },
      {
        name: 'review/rules',
        card: rulesCard([{ rule: 'existing_customer', held: 12, overruled: 2, confirmed: 3 }]),
      },
      { name: 'review/no rules', card: rulesCard([]) },
    ];
  },
  openedFrom: {
    letThrough: ({ referral }) => referral('in_review'),
    turnDown: ({ referral }) => referral('in_review'),
    upholdDispute: ({ referral }) => referral('rejected'),
    dismissDispute: ({ referral }) => referral('rejected'),
  },
};
