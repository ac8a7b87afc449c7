import type { Collection, Db, Filter } from 'mongodb';
import type { TermsAcceptance, TermsAcceptances } from '../program/terms.js';
import { withoutUndefined } from './plain.js';
import { storeError } from './store-error.js';
import { withinLimit } from './within-limit.js';

/** Somebody waits for a form, and Slack only for three seconds. */
const ASK_MS = 1_000;
const COUNTED_UP_TO = 10_000;

type AcceptanceDocument = TermsAcceptance;

function acceptanceCollection(db: Db): Collection<AcceptanceDocument> {
  return db.collection<AcceptanceDocument>('terms_acceptances');
}

/** One of a person and a version: whoever accepts twice has accepted once. */
export async function createTermsAcceptanceIndexes(db: Db): Promise<void> {
  await acceptanceCollection(db).createIndexes([
    { key: { programId: 1, version: 1, 'by.platform': 1, 'by.userId': 1 }, unique: true },
    { key: { programId: 1, at: 1 } },
  ]);
}

/** Who has accepted which terms, in the collection `terms_acceptances`; nothing in it is ever changed. */
export function termsAcceptanceStore(db: Db): TermsAcceptances {
  const acceptances = acceptanceCollection(db);
  const ofPerson = ({ programId, version, by }: Pick<TermsAcceptance, 'programId' | 'version' | 'by'>) => ({
    programId: String(programId),
    version: String(version),
    'by.platform': by.platform,
    'by.userId': String(by.userId),
  });

  async function insertOnce(acceptance: TermsAcceptance): Promise<TermsAcceptance | null> {
    const { programId, version, by, ...rest } = acceptance;
    return withinLimit(() =>
      acceptances.findOneAndUpdate(
        ofPerson(acceptance),
        // The filter's dotted fields and the whole of `by` cannot both be set.
        { $setOnInsert: withoutUndefined({ ...rest, 'by.name': by.name, 'by.teamId': by.teamId }) as never },
        { upsert: true, returnDocument: 'after', projection: { _id: 0 } },
      ),
    );
  }

  return {
    async of(programId, accounts, version) {
      const found = await withinLimit(
        () =>
          acceptances
            .find(
              {
                programId: String(programId),
                version: String(version),
                $or: accounts.map(({ platform, userId }) => ({
                  'by.platform': platform,
                  'by.userId': String(userId),
                })),
              } as Filter<AcceptanceDocument>,
              { projection: { _id: 0 } },
            )
            .sort({ at: 1 })
            .limit(1)
            .toArray(),
        ASK_MS,
      );
      return found[0];
    },

    async accept(acceptance) {
      // Two at once: the second finds the first's.
      const stored = await insertOnce(acceptance).catch((error: unknown) => {
        if ((error as { code?: unknown }).code === 11000) return insertOnce(acceptance);
        throw error;
      });
      return stored ?? acceptance;
    },

    count: (programId, version) =>
      withinLimit(() =>
        acceptances.countDocuments(
          { programId: String(programId), version: String(version) },
          { limit: COUNTED_UP_TO },
        ),
      ),

    async *all(programId, { version, partnerId } = {}) {
      const filter = {
        programId: String(programId),
        ...(version === undefined ? {} : { version: String(version) }),
        ...(partnerId === undefined ? {} : { 'partner.id': String(partnerId) }),
      };
      try {
        yield* acceptances.find(filter, { projection: { _id: 0 } }).sort({ at: 1, _id: 1 });
      } catch (error) {
        throw storeError(error);
      }
    },
  };
}
