import { type Aim, isReached, type Judged } from './figure.js';

/** The figures as a Markdown table, which a terminal shows well enough. */
export function table(judged: readonly Judged[]): string {
  const rows = judged.map((one) => {
    const { name, value, unit, baseline, ratio, rounds } = one.figure;
    return [
      name,
      `${shown(value)} ${unit}`,
      `${shown(baseline)} ${unit}`,
      ratio.toFixed(2),
      aimWords(one.aim, unit),
      isReached(one) ? 'yes' : '**no**',
      String(rounds),
    ];
  });
  return aligned([['figure', 'ours', 'baseline', 'ratio', 'aim', 'reached', 'rounds'], ...rows]);
}

function aimWords(aim: Aim, unit: string): string {
  if ('ratioAtLeast' in aim) return `ratio at least ${aim.ratioAtLeast}`;
  if ('ratioAtMost' in aim) return `ratio at most ${aim.ratioAtMost}`;
  return `under ${shown(aim.limit)} ${unit}`;
}

function shown(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);
}

function aligned(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
