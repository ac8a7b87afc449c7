import type { Db } from 'mongodb';
import type { CodeStore, PartnerCode } from '../attribution/ports.js';
import { withoutUndefined } from './plain.js';
import { duplicateOf, withinLimit } from './within-limit.js';

const COLLECTION = 'partner_codes';

interface CodeDocument extends Omit<PartnerCode, 'code'> {
  _id: string;
}

/** The codes in the collection `partner_codes`; what it promises stands with CodeStore. Nothing is ever deleted. */
export function partnerCodeStore(db: Db): CodeStore {
  const codes = db.collection<CodeDocument>(COLLECTION);
  const current = (programId: string, partnerId: string) =>
    withinLimit(() =>
      codes.findOne({ programId: String(programId), partnerId: String(partnerId), current: true }),
    );
  return {
    async find(programId, code) {
      const found = await withinLimit(() =>
        codes.findOne({ _id: String(code), programId: String(programId) }),
      );
      return found ? toCode(found) : undefined;
    },

    async ofPartner(programId, partnerId) {
      const found = await withinLimit(() =>
        codes
          .find({ programId: String(programId), partnerId: String(partnerId) })
          .sort({ madeAt: -1 })
          .limit(100)
          .toArray(),
      );
      return found.map(toCode);
    },

    async add({ code, ...rest }) {
      try {
        await withinLimit(() => codes.insertOne(withoutUndefined({ ...rest, _id: String(code) })));
        return { code, ...rest };
      } catch (error) {
        if (!duplicateOf(error)) throw error;
        // Somebody else was first, or the code exists: then there is no current one, and another code is tried.
        const made = await current(rest.programId, rest.partnerId);
        return made ? toCode(made) : undefined;
      }
    },

    async retire(programId, code) {
      await withinLimit(() =>
        codes.updateOne({ _id: String(code), programId: String(programId) }, { $set: { current: false } }),
      );
    },

    async revoke(programId, code, by, at) {
      await withinLimit(() =>
        codes.updateOne(
          { _id: String(code), programId: String(programId), revoked: { $exists: false } },
          { $set: { current: false, revoked: withoutUndefined({ by, at }) } },
        ),
      );
    },
  };
}

export async function createPartnerCodeIndexes(db: Db): Promise<void> {
  await db.collection(COLLECTION).createIndexes([
    {
      key: { programId: 1, partnerId: 1 },
      name: 'current',
      unique: true,
      partialFilterExpression: { current: true },
    },
    { key: { programId: 1, partnerId: 1, madeAt: -1 }, name: 'of_partner' },
  ]);
}

function toCode({ _id, ...rest }: CodeDocument): PartnerCode {
  return { code: _id, ...rest };
}
