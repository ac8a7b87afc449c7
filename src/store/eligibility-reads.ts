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
      const found = await Promise.all(
        afterFilters(referral, until).map(([hint, filter]) =>
          withinLimit(() =>
            referrals
              .find(filter)
              .project<{ _id: string }>({ _id: 1 })
              .hint(hint)
              .limit(MOST_AFTER)
              .toArray(),
          ),
        ),
      );
      return [...new Set(found.flat().map(({ _id }) => _id))].toSorted();
    },
  };
}

const MOST_AFTER = 50;

/** Which index each goes along. Left to itself the database may take one that holds everybody's of the month. */
export const ALONG = {
  partner: { programId: 1, 'partner.id': 1, _id: -1 },
  person: { programId: 1, 'submittedBy.userId': 1, createdAt: -1 },
  contact: 'same_contact',
  address: { programId: 1, 'attribution.address': 1, createdAt: -1 },
} as const satisfies Record<string, Hint>;

function within({ programId, from, until, before, except }: Window): Filter<ReferralDocument> {
  return {
    $nor: [{ createdAt: until, _id: { $gte: String(before) } }],
    programId: String(programId),
    createdAt: { $gte: from, $lte: until },
    submissionKey: { $ne: String(except) },
  };
}

/** Exported, like those below, for the test that looks at the plans. */
export function partnerFilter(partnerId: string, window: Window): Filter<ReferralDocument> {
  return {
    ...within(window),
    ...ofPartner(partnerId, window.from, window.until),
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

/** Those that came after it. What is not looked at yet, nor being looked at, will see it by itself. */
export function afterFilters(referral: Referral, until: Date): [Hint, Filter<ReferralDocument>][] {
  const { id, programId, createdAt, partner, submittedBy, contactPrints = [], attribution } = referral;
  const came: Filter<ReferralDocument> = {
    programId: String(programId),
    createdAt: { $gte: createdAt, $lte: until },
    $nor: [{ createdAt, _id: { $lte: String(id) } }],
    $or: [{ rivalsCheckedAt: { $exists: true } }, { 'nudge.takenUntil': { $exists: true } }],
    state: { $in: [...OPEN_STATES] },
  };
  const along = (hint: Hint, filter: Filter<ReferralDocument>): [Hint, Filter<ReferralDocument>] => [
    hint,
    { ...came, ...filter },
  ];
  const isPerson = submittedBy.platform !== 'system';
  const address = attribution?.address;
  return [
    ...(partner ? [along(ALONG.partner, ofPartner(partner.id, createdAt, until))] : []),
    ...(isPerson ? [along(ALONG.person, { 'submittedBy.userId': String(submittedBy.userId) })] : []),
    ...contactPrints.map((print) => along(ALONG.contact, { contactPrints: String(print) })),
    ...(address ? [along(ALONG.address, { 'attribution.address': String(address) })] : []),
  ];
}

/** An id begins with the second of submission. */
function ofPartner(partnerId: string, from: Date, until: Date): Filter<ReferralDocument> {
  const afterwards = new Date(until.getTime() + 1000);
  return { 'partner.id': String(partnerId), _id: { $gte: secondInId(from), $lt: secondInId(afterwards) } };
}
