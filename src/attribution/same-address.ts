import type { Vet } from '../program/vet.js';
import { shareableText } from '../referral/shareable.js';
import type { AttributionReads } from './ports.js';

/** From one network address within the hour: the third is looked at by a person. */
const WITHIN_MS = 3_600_000;
const OTHERS = 2;
const COUNTED_UP_TO = 100;

/**
 * What speaks against a referral that came by a partner's link: nobody of the partner was there when it was written. That
 * the contact or the company is the partner's own is said by the rules of eligibility, for every door.
 */
export function landingRules(reads: AttributionReads): Vet {
  return async (referral) => {
    const { attribution, door, createdAt } = referral;
    if (door !== 'landing' || !attribution?.address) return [];
    const since = new Date(createdAt.getTime() - WITHIN_MS);
    const others = await reads.sentFrom(attribution.address, referral, since);
    if (others < OTHERS) return [];
    const many = others >= COUNTED_UP_TO ? `More than ${COUNTED_UP_TO}` : `${others}`;
    return [
      {
        rule: 'same_address',
        kind: 'eligibility',
        outcome: 'review',
        reason: 'ineligible_partner',
        staffText: `${many} other referrals came by the landing form from the same network address within the hour before.`,
        partnerText: shareableText('We look at it first and come back to you here.'),
      },
    ];
  };
}
