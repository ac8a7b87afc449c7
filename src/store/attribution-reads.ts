import type { Connection } from 'mongoose';
import type { AttributionReads, Earlier } from '../attribution/ports.js';
import { secondInId } from '../referral/reference.js';
import { isTerminal } from '../referral/states.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { withinLimit } from './within-limit.js';

const MOST = 50;
const COUNTED_UP_TO = 100;

/** Closed in a way that says it was never a registration. */
const NEVER_STOOD: readonly ReferralDocument['state'][] = ['rejected', 'withdrawn', 'expired'];

/** The same prospect is the same domain: names alone are too much alike to give somebody's credit away. */
export function attributionReads(connection: Connection): AttributionReads {
  const referrals = referralCollection(connection);
  return {
    async aboutSame({ id, programId, prospect, submissionKey }, since) {
      if (!prospect.domain) return [];
      const found = await withinLimit(() =>
        referrals
          .find({
            programId: String(programId),
            'prospect.domain': String(prospect.domain),
            _id: { $gte: secondInId(since), $ne: String(id) },
            submissionKey: { $ne: String(submissionKey) },
            createdAt: { $gte: since },
          })
          .project<ReferralDocument>({ partner: 1, door: 1, createdAt: 1, state: 1, 'attribution.code': 1 })
          .sort({ _id: -1 })
          .limit(MOST)
          .toArray(),
      );
      return found.flatMap(toEarlier);
    },

    sentFrom: (address, { id, programId, submissionKey, createdAt }, since) =>
      withinLimit(() =>
        referrals.countDocuments(
          {
            programId: String(programId),
            'attribution.address': String(address),
            createdAt: { $gte: since, $lte: createdAt },
            $nor: [{ createdAt, _id: { $gte: String(id) } }],
            submissionKey: { $ne: String(submissionKey) },
          },
          { limit: COUNTED_UP_TO },
        ),
      ),
  };
}

function toEarlier({ _id, partner, door, createdAt, state, attribution }: ReferralDocument): Earlier[] {
  if (!partner) return [];
  const touch = {
    partnerId: partner.id,
    partnerName: partner.name,
    referralId: _id,
    door,
    ...(attribution?.code ? { code: attribution.code } : {}),
    at: createdAt,
    registered: !NEVER_STOOD.includes(state),
  };
  return [{ touch, isOpen: !isTerminal(state) }];
}
