import type { Filter, Hint } from 'mongodb';
import { accountKey, type EligibilityReads, type Window } from '../eligibility/ports.js';
import type { PersonRef } from '../messages/address.js';
import { secondInId } from '../referral/reference.js';
import type { Store } from './connect.js';
import { profileEmails } from './profiles.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { withinLimit } from './within-limit.js';

/** What it promises stands with EligibilityReads. Each along an index of its own; see referral-schema.ts. */
export function eligibilityReads({ connection, db }: Pick<Store, 'connection' | 'db'>): EligibilityReads {
  const referrals = referralCollection(connection);
  const count = (filter: Filter<ReferralDocument>, upTo: number, hint: Hint) =>
    withinLimit(() => referrals.countDocuments(filter, { limit: Math.max(1, upTo), hint }));
  return {
    async emailsOf(accounts) {
      const found = await profileEmails(db, accounts);
      return new Map(found.map(({ email, ...account }) => [accountKey(account), email]));
    },

    sentByPartner: (partnerId, window, upTo) => count(partnerFilter(partnerId, window), upTo, ALONG.partner),

    sentByPerson: (person, window, upTo) => count(personFilter(person, window), upTo, ALONG.person),

    async newestWithContact(print, window) {
      const [found] = await withinLimit(() =>
        referrals
          .find(contactFilter(print, window))
          .project<Pick<ReferralDocument, '_id' | 'reference' | 'prospect' | 'partner' | 'createdAt'>>({
            reference: 1,
            prospect: 1,
            partner: 1,
            createdAt: 1,
          })
          .sort({ createdAt: -1 })
          .hint(ALONG.contact)
          .limit(1)
          .toArray(),
      );
      if (!found) return undefined;
      const { _id: referralId, reference, prospect, partner, createdAt: at } = found;
      const partnerName = partner && { partnerName: partner.name };
      return { referralId, reference, company: prospect.company, ...partnerName, at };
    },
  };
}

/** Which index each goes along. Left to itself the database may take one that holds everybody's of the month. */
export const ALONG = {
  partner: { programId: 1, 'partner.id': 1, _id: -1 },
  person: { programId: 1, 'submittedBy.userId': 1, createdAt: -1 },
  contact: 'same_contact',
} as const satisfies Record<string, Hint>;

function within({ programId, from, until, except }: Window): Filter<ReferralDocument> {
  return {
    programId: String(programId),
    createdAt: { $gte: from, $lte: until },
    submissionKey: { $ne: String(except) },
  };
}

/** Exported, like those below, for the test that looks at the plans. An id begins with the second of submission. */
export function partnerFilter(partnerId: string, window: Window): Filter<ReferralDocument> {
  return {
    ...within(window),
    'partner.id': String(partnerId),
    _id: { $gte: secondInId(window.from), $lt: secondInId(new Date(window.until.getTime() + 1000)) },
    state: { $nin: ['rejected', 'withdrawn'] },
  };
}

export function personFilter({ platform, userId }: PersonRef, window: Window): Filter<ReferralDocument> {
  return {
    ...within(window),
    'submittedBy.userId': String(userId),
    'submittedBy.platform': platform,
    onBehalf: false,
  };
}

export function contactFilter(print: string, window: Window): Filter<ReferralDocument> {
  return { ...within(window), contactPrints: String(print), state: { $ne: 'withdrawn' } };
}
