import { blockingKeys } from './blocking-keys.js';
import { type Comparison, compareRecords, type Thresholds } from './compare-records.js';
import { withoutCommonValues } from './namesakes.js';
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
  const read = withoutCommonValues(records.map(readRecord));
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

function distinctNames(records: readonly ReadRecord[]): Iterable<readonly string[]> {
  return new Map(records.map(({ name }) => [name.text, name.words])).values();
}

function blocksOf(records: readonly ReadRecord[], weightOf: WordWeights) {
  const keysOf = (index: number) => blockingKeys(records[index] as ReadRecord, weightOf);
  const isShared = sharedKeys(records.length, keysOf);
  const blocks = new Map<string, number[]>();
  for (const index of records.keys())
    for (const key of keysOf(index)) {
      if (!isShared(key)) continue;
      const block = blocks.get(key);
      if (block) block.push(index);
      else blocks.set(key, [index]);
    }
  for (const [key, { length }] of blocks)
    if (length < 2 || length > (MOST_TOGETHER[key[0] ?? ''] ?? MOST_OTHERWISE)) blocks.delete(key);
  return { blocks, keysOf };
}

/** Most keys are one record's alone: these are counted, roughly, so that they need not be kept. */
function sharedKeys(records: number, keysOf: (index: number) => string[]): (key: string) => boolean {
  const slots = 2 ** Math.min(27, Math.max(10, Math.ceil(Math.log2(records * 128))));
  const seen = new Uint8Array(slots);
  for (let index = 0; index < records; index += 1)
    for (const key of keysOf(index)) {
      const slot = hashOf(key) & (slots - 1);
      if ((seen[slot] ?? 0) < 2) seen[slot] = (seen[slot] ?? 0) + 1;
    }
  return (key) => seen[hashOf(key) & (slots - 1)] === 2;
}

/** FNV-1a. */
function hashOf(text: string): number {
  let value = 2166136261;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 16777619);
  return (value ^ (value >>> 15)) >>> 0;
}
