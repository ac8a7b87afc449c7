import type { Filter, Hint } from 'mongodb';
import { accountKey, type EligibilityReads, type Window } from '../eligibility/ports.js';
import type { PersonRef } from '../messages/address.js';
import { secondInId } from '../referral/reference.js';
import type { Referral } from '../referral/referral.js';
import { OPEN_STATES } from '../referral/states.js';
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

    async sentAfter(referral, until) {
      const found = await withinLimit(() =>
        referrals
          .find(afterFilter(referral, until))
          .project<{ _id: string }>({ _id: 1 })
          // Sorted here: asked for an order, the database may walk all ids instead.
          .limit(MOST_AFTER)
          .toArray(),
      );
      return found.map(({ _id }) => _id).toSorted();
    },
  };
}

const MOST_AFTER = 100;

/** Which index each goes along. Left to itself the database may take one that holds everybody's of the month. */
export const ALONG = {
  partner: { programId: 1, 'partner.id': 1, _id: -1 },
  person: { programId: 1, 'submittedBy.userId': 1, createdAt: -1 },
  contact: 'same_contact',
} as const satisfies Record<string, Hint>;

function within({ programId, from, until, before, except }: Window): Filter<ReferralDocument> {
  return {
    $nor: [{ createdAt: until, _id: { $gte: String(before) } }],
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

/** Each of the four along its own index. What is not looked at yet, nor being looked at, will see it by itself. */
export function afterFilter(referral: Referral, until: Date): Filter<ReferralDocument> {
  const { id, programId, createdAt, partner, submittedBy, contactPrints = [], attribution } = referral;
  const came = { programId: String(programId), createdAt: { $gte: createdAt, $lte: until } };
  const isPerson = submittedBy.platform !== 'system';
  const seconds = { $gte: secondInId(createdAt), $lt: secondInId(new Date(until.getTime() + 1000)) };
  return {
    $or: [
      ...(partner ? [{ ...came, 'partner.id': String(partner.id), _id: seconds }] : []),
      ...(isPerson ? [{ ...came, 'submittedBy.userId': String(submittedBy.userId) }] : []),
      ...(contactPrints.length > 0 ? [{ ...came, contactPrints: { $in: contactPrints.map(String) } }] : []),
      ...(attribution?.address ? [{ ...came, 'attribution.address': String(attribution.address) }] : []),
    ],
    $nor: [{ createdAt, _id: { $lte: String(id) } }],
    $and: [
      { $or: [{ rivalsCheckedAt: { $exists: true } }, { 'nudge.takenUntil': { $exists: true } }] },
      { state: { $in: [...OPEN_STATES] } },
    ],
  };
}
