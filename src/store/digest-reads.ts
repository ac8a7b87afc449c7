import type { Filter } from 'mongodb';
import type { PartnerRecord } from '../checkins/partner-record.js';
import type {
  DigestReads,
  Found,
  ParkedDelivery,
  ReferralMatter,
  RewardMatter,
  WaitingReward,
} from '../digests/ports.js';
import { DAY_MS } from '../program/zone-days.js';
import type { Store } from './connect.js';
import { outboxCollections, type RowDocument } from './outbox-documents.js';
import { PARTNER_RECORDS } from './partner-records.js';
import { type ReferralDocument, referralCollection } from './referral-schema.js';
import { toReferral } from './referrals.js';
import { type RewardDocument, rewardCollections } from './reward-documents.js';
import { withinLimit } from './within-limit.js';

const COUNTED_UP_TO = 1_000;
const LARGEST_PAGE = 50;
/** An end is owed in earnest when the undo window and a delivery have passed. */
const OWED_AFTER_MS = 65 * 60_000;

/** Partners with which the program began are no news. */
const BEGINNING_MS = 3_600_000;

/** What digests say, from the collections `referrals` and `outbox`: by index, counted up to 1,000. */
export function digestReads({ connection, db }: Pick<Store, 'connection' | 'db'>): DigestReads {
  const referrals = referralCollection(connection);
  const { rows } = outboxCollections(db);
  const { rewards } = rewardCollections(db);
  const records = db.collection<PartnerRecord>(PARTNER_RECORDS);

  async function about(found: RowDocument[]): Promise<Map<string, ReferralDocument>> {
    const ids = found.flatMap(({ message: { subject } }) =>
      subject.kind === 'referral' ? [subject.id] : [],
    );
    if (ids.length === 0) return new Map();
    const documents = await withinLimit(() => referrals.find({ _id: { $in: ids } }).toArray());
    return new Map(documents.map((document) => [document._id, document]));
  }

  return {
    async referrals(programId, matter, now, { limit, skip = 0 }) {
      const { filter, sort } = matterQuery(programId, matter, now);
      const [found, total] = await withinLimit(() =>
        Promise.all([
          referrals.find(filter).sort(sort).skip(skip).limit(Math.min(limit, LARGEST_PAGE)).toArray(),
          referrals.countDocuments(filter, { limit: COUNTED_UP_TO }),
        ]),
      );
      return { found: found.map(toReferral), total };
    },

    async rewards(programId, matter, now, { limit }) {
      const { filter, sort } = rewardQuery(programId, matter, now);
      const [found, total] = await withinLimit(() =>
        Promise.all([
          rewards.find(filter).sort(sort).limit(Math.min(limit, LARGEST_PAGE)).toArray(),
          rewards.countDocuments(filter, { limit: COUNTED_UP_TO }),
        ]),
      );
      return { found: found.map((one) => toWaiting(one, matter)), total };
    },

    async partners(programId, since) {
      const program = { programId: String(programId) };
      const [first] = await withinLimit(() => records.find(program).sort({ joinedAt: 1 }).limit(1).toArray());
      if (!first) return { joined: [], dormant: [] };
      const begun = new Date(first.joinedAt.getTime() + BEGINNING_MS);
      const newSince = begun > since ? begun : since;
      const [joined, asleep] = await withinLimit(() =>
        Promise.all([
          records
            .find({ ...program, joinedAt: { $gt: newSince } })
            .project<Pick<PartnerRecord, 'partnerId' | 'joinedAt'>>({ partnerId: 1, joinedAt: 1 })
            .sort({ joinedAt: -1 })
            .limit(COUNTED_UP_TO)
            .toArray(),
          records
            .find({ ...program, state: 'dormant' })
            .project<Pick<PartnerRecord, 'partnerId' | 'checkIns'>>({ partnerId: 1, checkIns: 1 })
            .limit(COUNTED_UP_TO)
            .toArray(),
        ]),
      );
      const dormant = asleep
        .map(({ partnerId, checkIns }) => ({ partnerId, at: dormantSince(checkIns) }))
        .filter(({ at }) => at > since)
        .toSorted((a, b) => b.at.getTime() - a.at.getTime());
      return { joined: joined.map(({ partnerId, joinedAt: at }) => ({ partnerId, at })), dormant };
    },

    async parked(since, { limit, skip = 0 }): Promise<Found<ParkedDelivery>> {
      const filter = { state: 'parked' as const, finishedAt: { $gt: since } };
      const [found, total] = await withinLimit(() =>
        Promise.all([
          rows
            .find(filter)
            .sort({ finishedAt: -1 })
            .skip(skip)
            .limit(Math.min(limit, LARGEST_PAGE))
            .toArray(),
          rows.countDocuments(filter, { limit: COUNTED_UP_TO }),
        ]),
      );
      const subjects = await about(found);
      return { found: found.map((row) => toParked(row, subjects)), total };
    },
  };
}

/** The first check-in that was left out since it sleeps. */
function dormantSince(checkIns: PartnerRecord['checkIns']): Date {
  const awake = checkIns.findLastIndex(({ skipped }) => skipped !== 'dormant');
  return checkIns[awake + 1]?.at ?? new Date(0);
}

/** Exported for the test that looks at the plans. */
export function matterQuery(
  programId: string,
  matter: ReferralMatter,
  now: Date,
): { filter: Filter<ReferralDocument>; sort: Record<string, 1> } {
  const program = { programId: String(programId) };
  const waiting = (field: string, before: Date) => ({
    filter: { ...program, [field]: { $lte: before } } as Filter<ReferralDocument>,
    sort: { [field]: 1, _id: 1 } as const,
  });
  switch (matter) {
    case 'overdue':
      return waiting('attention.dueBy', now);
    case 'quiet':
      return waiting('attention.quietSince', now);
    case 'unanswered':
      return waiting('attention.unansweredSince', now);
    case 'review':
      return waiting('attention.undecidedSince', now);
    case 'loops': {
      const { filter, sort } = waiting('loop.owedSince', new Date(now.getTime() - OWED_AFTER_MS));
      return { filter: { ...filter, 'loop.open': true }, sort };
    }
  }
}

const DUE_SOON_MS = 7 * DAY_MS;

/** Exported for the test that looks at the plans. */
export function rewardQuery(
  programId: string,
  matter: RewardMatter,
  now: Date,
): { filter: Filter<RewardDocument>; sort: Record<string, 1> } {
  const program = { programId: String(programId) };
  switch (matter) {
    case 'reward_reviews':
      return { filter: { ...program, 'standing.state': 'in_review' }, sort: { 'standing.since': 1 } };
    case 'payouts':
      return {
        filter: {
          ...program,
          'standing.state': 'payable',
          'standing.payBy': { $lte: new Date(now.getTime() + DUE_SOON_MS) },
        },
        sort: { 'standing.payBy': 1 },
      };
    case 'reward_disputes':
      return {
        filter: { ...program, 'standing.dispute.answered': false },
        sort: { 'standing.dispute.at': 1 },
      };
  }
}

function toWaiting({ standing, ...about }: RewardDocument, matter: RewardMatter): WaitingReward {
  const { partnerId, company, reference, currency } = about;
  const { balance, raw, since, at, payBy, dispute } = standing;
  const waits = matter === 'reward_disputes' ? dispute?.at : since;
  const amount = balance > 0 ? balance : raw;
  const base = { partnerId, company, reference, currency, amount, since: waits ?? at };
  return { ...base, ...(payBy ? { payBy } : {}) };
}

function toParked(
  { message: { template, subject }, reason = 'It was given up.', finishedAt = new Date(0) }: RowDocument,
  subjects: Map<string, ReferralDocument>,
): ParkedDelivery {
  const document = subject.kind === 'referral' ? subjects.get(subject.id) : undefined;
  const referral = document && {
    id: document._id,
    reference: document.reference,
    company: document.prospect.company,
  };
  return { template, reason, at: finishedAt, ...(referral ? { referral } : {}) };
}
