import type { AnyBulkWriteOperation, Collection, Document } from 'mongodb';
import { withinLimit } from './within-limit.js';

const AT_ONCE = 500;

interface Waiting<Stored extends Document> {
  operations: AnyBulkWriteOperation<Stored>[];
  resolve: (allMatched: boolean) => void;
  reject: (error: unknown) => void;
}

/**
 * Bulk writes to one collection that share their round trip: what is asked for while one is under way goes together in
 * the next, and is durable when it resolves. A durable write costs nearly the same for one document as for thirty.
 * Resolves to true when every operation is known to have found its documents, one each; false when that is not certain.
 */
export function writeTogether<Stored extends Document>(
  collection: Collection<Stored>,
): (operations: AnyBulkWriteOperation<Stored>[], documents: number) => Promise<boolean> {
  let queue: (Waiting<Stored> & { documents: number })[] = [];
  let writing = false;

  async function writeQueued(): Promise<void> {
    writing = true;
    while (queue.length > 0) {
      // Whoever was answered by the last write gets to ask for the next.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = queue.slice(0, AT_ONCE);
      queue = queue.slice(AT_ONCE);
      try {
        const operations = batch.flatMap((waiting) => waiting.operations);
        const result = await withinLimit(() => collection.bulkWrite(operations, { ordered: false }));
        const expected = batch.reduce((sum, { documents }) => sum + documents, 0);
        for (const { resolve } of batch) resolve(result.matchedCount === expected);
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  }

  return (operations, documents) =>
    new Promise((resolve, reject) => {
      queue.push({ operations, documents, resolve, reject });
      if (!writing) void writeQueued();
    });
}
