import type { DuplicatePair } from '../../src/matching/find-duplicates.js';

/** A row and the true organisation it belongs to. */
export interface Labelled {
  index: number;
  name: string;
  cluster: string;
}

export interface Clustering {
  pairs: readonly DuplicatePair[];
}

interface Measure {
  precision: number;
  recall: number;
  f1: number;
}

export interface Quality {
  /** Of the groups that exact and likely pairs connect. */
  bCubed: Measure;
  /** Of exact and likely pairs. */
  pairs: Measure;
  exact: Measure;
}

/** Judges what was found among these rows; pairs with others are left out. */
export function qualityOf(rows: readonly Labelled[], { pairs }: Clustering): Quality {
  const clusterOf = new Map(rows.map(({ index, cluster }) => [index, cluster]));
  const among = pairs.filter(({ a, b }) => clusterOf.has(a) && clusterOf.has(b));
  const sure = among.filter(({ verdict }) => verdict !== 'possible');
  const isTrue = ({ a, b }: DuplicatePair) => clusterOf.get(a) === clusterOf.get(b);
  const truePairs = [...counts(clusterOf.values()).values()].reduce((sum, n) => sum + (n * (n - 1)) / 2, 0);
  const judge = (found: readonly DuplicatePair[]) => {
    const right = found.filter(isTrue).length;
    return measure(right / Math.max(1, found.length), right / Math.max(1, truePairs));
  };
  return {
    bCubed: bCubed(clusterOf, sure),
    pairs: judge(sure),
    exact: judge(sure.filter(({ verdict }) => verdict === 'exact')),
  };
}

function bCubed(clusterOf: ReadonlyMap<number, string>, pairs: readonly DuplicatePair[]): Measure {
  const parent = new Map<number, number>();
  const rootOf = (index: number): number => {
    let root = index;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    if (root !== index) parent.set(index, root);
    return root;
  };
  for (const { a, b } of pairs) {
    const [one, other] = [rootOf(a), rootOf(b)];
    if (one !== other) parent.set(other, one);
  }
  const found = counts([...clusterOf.keys()].map(rootOf));
  const actual = counts(clusterOf.values());
  const both = counts([...clusterOf].map(([index, cluster]) => `${rootOf(index)} ${cluster}`));
  let [precision, recall] = [0, 0];
  for (const [index, cluster] of clusterOf) {
    const shared = both.get(`${rootOf(index)} ${cluster}`) ?? 0;
    precision += shared / (found.get(rootOf(index)) ?? 1);
    recall += shared / (actual.get(cluster) ?? 1);
  }
  return measure(precision / clusterOf.size, recall / clusterOf.size);
}

function counts<Key>(keys: Iterable<Key>): Map<Key, number> {
  const found = new Map<Key, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

function measure(precision: number, recall: number): Measure {
  return {
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}
