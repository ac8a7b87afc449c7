import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import { refusedInserts } from './insert-errors.js';
import { together } from './together.js';
import { withinLimit } from './within-limit.js';

const AT_ONCE = 200;

/**
 * Inserts into one collection that share their round trip, each durable when it resolves. Rejects as `insertOne` does:
 * for a document that is refused, and for that one alone.
 */
export function insertTogether<Stored extends Document>(
  collection: Collection<Stored>,
): (document: OptionalUnlessRequiredId<Stored>) => Promise<void> {
  const insert = together<OptionalUnlessRequiredId<Stored>, boolean>(async (documents) => {
    const refused = await withinLimit(() => insertMost(collection, documents));
    return documents.map((_, index) => !refused.has(index));
  }, AT_ONCE);
  return async (document) => {
    // Refused in company: alone, it is told exactly why.
    if (!(await insert(document))) await withinLimit(() => collection.insertOne(document));
  };
}

/** The places of those that were refused. @throws whatever concerns all of them */
async function insertMost<Stored extends Document>(
  collection: Collection<Stored>,
  documents: OptionalUnlessRequiredId<Stored>[],
): Promise<Set<number>> {
  try {
    await collection.insertMany(documents, { ordered: false });
    return new Set();
  } catch (error) {
    const refused = refusedInserts(error);
    if (!refused) throw error;
    return new Set(refused.map(({ index }) => index));
  }
}
