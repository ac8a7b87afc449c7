import { StoreUnavailable } from '../errors.js';

/**
 * What one step in the queue found out about a document: the document as it was at some moment during the step, or that
 * the store does not answer.
 */
type Known<Document> = { document: Document } | { unavailable: StoreUnavailable };

/**
 * Lets changes to one document within this process happen one after the other, each handed what the one before it
 * learned. A change that waited may decide upon that: it was true at a moment within its own call. So of twenty
 * people who claim at once, one reads and writes, and nineteen are answered from what it wrote.
 * The condition on the write stays the guarantee; this only saves the losers their round trips.
 */
export function changeQueue<Document>(): <T>(
  id: string,
  step: (known: Document | undefined, learn: (document: Document) => void) => Promise<T>,
) => Promise<T> {
  const last = new Map<string, Promise<Known<Document> | undefined>>();
  return async (id, step) => {
    const before = last.get(id);
    let finish: (known: Known<Document> | undefined) => void = () => {};
    const mine = new Promise<Known<Document> | undefined>((resolve) => {
      finish = resolve;
    });
    last.set(id, mine);
    let learned: Known<Document> | undefined;
    try {
      const known = await before;
      learned = known;
      if (known && 'unavailable' in known) throw known.unavailable;
      return await step(known?.document, (document) => {
        learned = { document };
      });
    } catch (error) {
      if (error instanceof StoreUnavailable) learned = { unavailable: error };
      throw error;
    } finally {
      if (last.get(id) === mine) last.delete(id);
      finish(learned);
    }
  };
}
