import type { Db, Filter } from 'mongodb';
import type { RewardSubject } from '../rewards/entry.js';
import type { PayoutLine, RewardStore } from '../rewards/ports.js';
import { type LineDocument, type RewardDocument, rewardCollections } from './reward-documents.js';
import { rowOf } from './reward-reads.js';
import { withinLimit } from './within-limit.js';

const LARGEST_PAGE = 50;
const PAYOUTS_COUNTED_UP_TO = 10_000;
const LINES_AT_ONCE = 500;
const COUNTING_MS = 30_000;

/** Along the index `to_pay`. */
const IN_ORDER = { partnerId: 1, currency: 1, kind: 1, _id: 1 } as const;

/** What comes after a reward in that order. */
function beyond({ partnerId, currency, kind, rewardId }: RewardSubject): Filter<RewardDocument> {
  const [partner, money, of] = [String(partnerId), String(currency), kind];
  return {
    partnerId: { $gte: partner },
    $or: [
      { partnerId: { $gt: partner } },
      { partnerId: partner, currency: { $gt: money } },
      { partnerId: partner, currency: money, kind: { $gt: of } },
      { partnerId: partner, currency: money, kind: of, _id: { $gt: String(rewardId) } },
    ],
  };
}

/** What is to be paid, and the lines of payouts: by index, a page at a time. */
export function payoutReads(
  db: Db,
): Pick<RewardStore, 'toPay' | 'countPayable' | 'line' | 'openLines' | 'countLines' | 'lines'> {
  const { rewards, lines } = rewardCollections(db);
  return {
    async toPay(programId, limit, after) {
      const payable = { programId: String(programId), payout: 'pay' as const };
      const [first] = await withinLimit(() =>
        rewards
          .find(after ? { ...payable, ...beyond(after) } : payable)
          .sort(IN_ORDER)
          .limit(1)
          .toArray(),
      );
      if (!first) return undefined;
      const { partnerId, currency, kind } = first;
      const alike = { programId: payable.programId, partnerId, currency, kind };
      const [pay, setOff] = await withinLimit(() =>
        Promise.all([
          rewards
            .find({ ...alike, payout: 'pay', _id: { $gte: first._id } })
            .sort(IN_ORDER)
            .limit(limit)
            .toArray(),
          rewards
            .find({ ...alike, payout: 'set_off' })
            .sort(IN_ORDER)
            .limit(limit)
            .toArray(),
        ]),
      );
      const { subject: last } = rowOf(pay.at(-1) ?? first);
      return { pay: pay.map(rowOf), setOff: setOff.map(rowOf), last };
    },

    async countPayable(programId) {
      const filter = { programId: String(programId), payout: 'pay' as const };
      return withinLimit(() => rewards.countDocuments(filter, { limit: PAYOUTS_COUNTED_UP_TO }));
    },

    async line(programId, lineId) {
      const filter = { _id: String(lineId), programId: String(programId) };
      const found = await withinLimit(() => lines.findOne(filter));
      return found ? lineOf(found) : undefined;
    },

    async openLines(programId, limit) {
      const filter = { programId: String(programId), state: 'open' as const };
      const [found, total] = await withinLimit(() =>
        Promise.all([
          lines.find(filter).sort({ createdAt: -1 }).limit(Math.min(limit, LARGEST_PAGE)).toArray(),
          lines.countDocuments(filter, { limit: PAYOUTS_COUNTED_UP_TO }),
        ]),
      );
      return { found: found.map(lineOf), total };
    },

    async countLines(programId, payoutId) {
      const made = {
        programId: String(programId),
        payoutId: String(payoutId),
        state: { $ne: 'cancelled' as const },
      };
      const [toTransfer, setOff] = await withinLimit(
        () =>
          Promise.all([
            lines.countDocuments({ ...made, amount: { $gt: 0 } }),
            lines.countDocuments({ ...made, amount: 0 }),
          ]),
        COUNTING_MS,
      );
      return { toTransfer, setOff };
    },

    async *lines({ programId, payoutId, state }) {
      const filter: Filter<LineDocument> = {
        programId: String(programId),
        ...(payoutId === undefined ? {} : { payoutId: String(payoutId) }),
        ...(state === undefined ? {} : { state }),
      };
      let after: string | undefined;
      for (;;) {
        const from = after === undefined ? filter : { ...filter, _id: { $gt: after } };
        const found = await withinLimit(() =>
          lines.find(from).sort({ _id: 1 }).limit(LINES_AT_ONCE).toArray(),
        );
        yield* found.map(lineOf);
        after = found.at(-1)?._id;
        if (found.length < LINES_AT_ONCE) return;
      }
    },
  };
}

function lineOf({ _id, ...line }: LineDocument): PayoutLine {
  return { id: _id, ...line };
}
