import { splitRecord } from './split-record.js';

const USUAL = [',', ';', '\t', '|', '^', '~', '\u001f'];

/** The delimiter of a file by its first lines: the one that gives most columns, and as many in every line. */
export function findDelimiter(first: readonly string[]): string {
  const named = /^sep=(.)$/i.exec(first[0] ?? '')?.[1];
  if (named) return named;
  const scored = USUAL.map((delimiter) => ({ delimiter, score: scoreOf(delimiter, first) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best), { delimiter: ',', score: 0 })
    .delimiter;
}

function scoreOf(delimiter: string, first: readonly string[]): number {
  const rows = first
    .filter((line) => line.trim() !== '')
    .map((line) => splitRecord(line, delimiter))
    .map((split) => (split.kind === 'cells' ? split.cells : []));
  const [titles = [], ...others] = rows;
  if (titles.length < 2) return 0;
  const agreeing = others.filter(({ length }) => length === titles.length).length;
  // In prose a space follows, as in "Name, first name".
  const isProse = titles.slice(1).every((title) => /^ \S/.test(title));
  return titles.length * (1 + (4 * agreeing) / Math.max(1, others.length)) * (isProse ? 0.5 : 1);
}
