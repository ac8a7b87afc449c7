import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';
import { together } from './together.js';
import { withinLimit } from './within-limit.js';

const AT_ONCE = 500;

/**
 * Bulk writes to one collection that share their round trip: what is asked for while one is under way goes together in
 * the next, and is durable when it resolves. A durable write costs nearly the same for one document as for thirty.
 * Resolves to true when every operation is known to have found its documents, one each; false when that is not certain.
 */
export function writeTogether<Stored extends Document>(
  collection: Collection<Stored>,
): (operations: AnyBulkWriteOperation<Stored>[], documents: number) => Promise<boolean> {
  const write = together<{ operations: AnyBulkWriteOperation<Stored>[]; documents: number }, boolean>(
    async (asked) => {
      const operations = asked.flatMap((each) => each.operations);
      const result = await withinLimit(() => collection.bulkWrite(operations, { ordered: false }));
      const expected = asked.reduce((sum, { documents }) => sum + documents, 0);
      return asked.map(() => result.matchedCount === expected);
    },
    AT_ONCE,
  );
  return (operations, documents) => write({ operations, documents });
}
