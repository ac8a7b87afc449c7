import { blockingKeys } from './blocking-keys.js';
import { type Comparison, compareRecords, standApart, type Thresholds } from './compare-records.js';
import { type CompanyRecord, type ReadRecord, readRecord } from './read-record.js';
import { type WordWeights, weightsOf } from './word-weights.js';

/** Two records by where they stand, `a` before `b`. */
export interface DuplicatePair extends Comparison {
  a: number;
  b: number;
}

/**
 * Behind a key that more records share than this stands a common word or beginning, and not a company. The whole name (n)
 * is shared by duplicates alone, however many there are.
 */
const MOST_TOGETHER: Record<string, number> = { n: Number.POSITIVE_INFINITY, w: 2_000, o: 2_000, d: 2_000 };
const MOST_OTHERWISE = 300;

/**
 * All pairs of records that may be one company, each once, in the order of the records. Words are weighted by the records
 * themselves.
 */
export function* findDuplicates(
  records: readonly CompanyRecord[],
  thresholds?: Thresholds,
): Generator<DuplicatePair> {
  const read = markNamesakes(records.map(readRecord));
  const weightOf = weightsOf(distinctNames(read));
  const { keysOf, blocks } = blocksOf(read, weightOf);
  for (const [a, record] of read.entries()) {
    const later = new Set<number>();
    for (const key of keysOf(a)) for (const b of blocks.get(key) ?? []) if (b > a) later.add(b);
    for (const b of [...later].sort((one, other) => one - other)) {
      const compared = compareRecords(record, read[b] as ReadRecord, weightOf, thresholds);
      if (compared) yield { a, b, ...compared };
    }
  }
}

/** Looking at more records of one name would find no more. */
const ENOUGH = 30;

function markNamesakes(records: ReadRecord[]): ReadRecord[] {
  const named = new Map<string, ReadRecord[]>();
  for (const record of records) {
    if (record.name.joined === '' || (record.address.text === '' && record.domain === undefined)) continue;
    const others = named.get(record.name.joined);
    if (others) others.push(record);
    else named.set(record.name.joined, [record]);
  }
  const isShared = (some: readonly ReadRecord[]) =>
    some.some((a, at) => some.slice(0, at).some((b) => standApart(a, b)));
  const shared = new Set(
    [...named].filter(([, some]) => isShared(some.slice(0, ENOUGH))).map(([name]) => name),
  );
  return records.map((record) => ({ ...record, isNamesake: shared.has(record.name.joined) }));
}

function distinctNames(records: readonly ReadRecord[]): Iterable<readonly string[]> {
  return new Map(records.map(({ name }) => [name.text, name.words])).values();
}

function blocksOf(records: readonly ReadRecord[], weightOf: WordWeights) {
  const blocks = new Map<string, number[]>();
  for (const [index, record] of records.entries())
    for (const key of blockingKeys(record, weightOf)) {
      const block = blocks.get(key);
      if (block) block.push(index);
      else blocks.set(key, [index]);
    }
  for (const [key, { length }] of blocks)
    if (length < 2 || length > (MOST_TOGETHER[key[0] ?? ''] ?? MOST_OTHERWISE)) blocks.delete(key);
  return { blocks, keysOf: (index: number) => blockingKeys(records[index] as ReadRecord, weightOf) };
}
