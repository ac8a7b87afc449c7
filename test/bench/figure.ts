/** One measured figure beside its baseline, as written to bench-results.json. */
export interface Figure {
  name: string;
  /** Median of the rounds, in `unit`. */
  value: number;
  unit: string;
  /** The baseline's median, in the same unit. */
  baseline: number;
  /** value / baseline. */
  ratio: number;
  rounds: number;
}

/** What a figure is to reach; `limit` is in the figure's own unit, the others bound its ratio. */
export type Aim = { ratioAtLeast: number } | { ratioAtMost: number } | { limit: number };

export interface Judged {
  figure: Figure;
  aim: Aim;
}

export interface Pair {
  ours: number;
  baseline: number;
}

export function figureOf(name: string, unit: string, pairs: readonly Pair[], aim: Aim): Judged {
  const value = median(pairs.map(({ ours }) => ours));
  const baseline = median(pairs.map((pair) => pair.baseline));
  return { figure: { name, value, unit, baseline, ratio: value / baseline, rounds: pairs.length }, aim };
}

export function isReached({ figure, aim }: Judged): boolean {
  if ('ratioAtLeast' in aim) return figure.ratio >= aim.ratioAtLeast;
  if ('ratioAtMost' in aim) return figure.ratio <= aim.ratioAtMost;
  return figure.value < aim.limit;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('There is no median of nothing');
  return (low + high) / 2;
}

/** The value that `share` (0 to 1) of the values do not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
  if (found === undefined) throw new Error('There is no percentile of nothing');
  return found;
}

/**
 * Rounds of both, taken in turn (ours, baseline, ours, baseline, …), so that a slow moment of the machine falls on both
 * alike. As many more as `warmUp` says come first and are thrown away: a program of many parts takes longer to be
 * compiled by V8 than a small one, and runs for days.
 */
export async function inTurn<Measured>(
  { rounds, warmUp }: { rounds: number; warmUp: number },
  ours: () => Promise<Measured>,
  baseline: () => Promise<Measured>,
): Promise<{ ours: Measured; baseline: Measured }[]> {
  const measured: { ours: Measured; baseline: Measured }[] = [];
  for (let round = 0; round < rounds + warmUp; round += 1)
    measured.push({ ours: await ours(), baseline: await baseline() });
  return measured.slice(warmUp);
}
