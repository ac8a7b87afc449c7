import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { decode } from '../../../src/csv/decode.js';
import { readCsv } from '../../../src/csv/read-csv.js';
import { THRESHOLDS } from '../../../src/matching/compare-records.js';
import { findDuplicates } from '../../../src/matching/find-duplicates.js';
import { type Clustering, type Labelled, type Quality, qualityOf } from '../cluster-quality.js';
import { figureOf, type Judged } from '../figure.js';

/**
 * 11: how well duplicates are found by name alone, in a file of real spellings: any CSV with the titles of its name and
 * its true organisation, named by DUPLICATES_FILE, DUPLICATES_NAME and DUPLICATES_CLUSTER; without such a file it is not
 * measured. Half of the organisations choose the threshold of *likely*, the other half is reported, for several halves.
 * Mistakes go to duplicate-mistakes.txt. The baseline of each row is 1, so its ratio is its value.
 */
export async function duplicates(): Promise<Judged[]> {
  const {
    DUPLICATES_FILE: file = '../shared/data/patstat_reference.csv',
    DUPLICATES_NAME: nameTitle = 'person_name',
    DUPLICATES_CLUSTER: clusterTitle = 'leuven_id',
  } = process.env;
  if (!existsSync(file)) {
    process.stderr.write(`  not measured: there is no ${file}; name another by DUPLICATES_FILE\n`);
    return [];
  }
  const all = await readLabelled(file, nameTitle, clusterTitle);
  const largest = largestCluster(all);
  const runs = CANDIDATES.map((likely) => ({ likely, found: clusteringOf(all, likely) }));
  const shipped = clusteringOf(all, THRESHOLDS.likely);
  await writeMistakes(all);
  return [
    ['all', all] as const,
    ['without the largest', all.filter(({ cluster }) => cluster !== largest)] as const,
  ].flatMap(([which, kept]) => {
    const halves = Array.from({ length: SPLITS }, (_, index) => {
      const half = ({ cluster }: Labelled) => hash(`${index + 1} ${cluster}`) % 2 === 0;
      const chosen = best(kept.filter(half), runs);
      const rest = kept.filter((row) => !half(row));
      const { bCubed } = qualityOf(rest, chosen.found);
      line(`${which}, split ${index + 1}, likely from ${chosen.likely}`, qualityOf(rest, chosen.found));
      return { ours: bCubed.f1, baseline: 1 };
    });
    const { bCubed, pairs, exact } = qualityOf(kept, shipped);
    const judged = (what: string, ours: number, least: number) =>
      figureOf(`duplicates (${which}): ${what}`, '', [{ ours, baseline: 1 }], { ratioAtLeast: least });
    return [
      judged('B-cubed F1', bCubed.f1, 0.9),
      figureOf(`duplicates (${which}): the same, other half`, '', halves, { ratioAtLeast: 0.9 }),
      judged('precision of exact and likely', pairs.precision, 0.97),
      judged('precision of exact', exact.precision, 0.99),
    ];
  });
}

const CANDIDATES = [0.74, 0.78, 0.8, 0.82, 0.84, 0.86, 0.88, 0.9];
const SPLITS = 5;

interface Run {
  likely: number;
  found: Clustering;
}

async function readLabelled(file: string, nameTitle: string, clusterTitle: string): Promise<Labelled[]> {
  const rows: Labelled[] = [];
  let at: { name: number; cluster: number } | undefined;
  for await (const record of readCsv(decode(createReadStream(file)))) {
    if (!('cells' in record)) continue;
    const { cells } = record;
    if (!at) {
      at = { name: cells.indexOf(nameTitle), cluster: cells.indexOf(clusterTitle) };
      if (at.name < 0 || at.cluster < 0) throw new Error(`${file} has no ${nameTitle} or no ${clusterTitle}`);
      continue;
    }
    rows.push({ index: rows.length, name: cells[at.name] ?? '', cluster: cells[at.cluster] ?? '' });
  }
  return rows;
}

function clusteringOf(all: Labelled[], likely: number): Clustering {
  const began = performance.now();
  const pairs = [...findDuplicates(all, { ...THRESHOLDS, likely })];
  process.stderr.write(
    `likely from ${likely}: ${pairs.length} pairs, ${Math.round(performance.now() - began)} ms\n`,
  );
  return { pairs };
}

/** Of those that are precise enough, the one that finds most. */
function best(rows: Labelled[], runs: readonly Run[]) {
  const judged = runs.map((run) => ({ ...run, quality: qualityOf(rows, run.found) }));
  const precise = judged.filter(({ quality }) => quality.pairs.precision >= 0.98);
  const among = precise.length > 0 ? precise : judged.slice(-1);
  return among.reduce((one, other) => (other.quality.bCubed.f1 > one.quality.bCubed.f1 ? other : one));
}

function largestCluster(rows: Labelled[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { cluster } of rows) counts.set(cluster, (counts.get(cluster) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function hash(text: string): number {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619) >>> 0;
  return value >>> 8;
}

function line(title: string, { bCubed, pairs, exact }: Quality): void {
  const shown = (value: number) => value.toFixed(3);
  process.stderr.write(
    `  ${title.padEnd(44)} B-cubed P ${shown(bCubed.precision)} R ${shown(bCubed.recall)} F1 ${shown(bCubed.f1)}` +
      `  pairs P ${shown(pairs.precision)} R ${shown(pairs.recall)} F1 ${shown(pairs.f1)}  exact P ${shown(exact.precision)} R ${shown(exact.recall)}\n`,
  );
}

async function writeMistakes(all: Labelled[]): Promise<void> {
  const seen = new Set<string>();
  const wrong: string[] = [];
  const missed: string[] = [];
  const sure = new Set<string>();
  for (const { a, b, verdict, score, evidence } of findDuplicates(all)) {
    const [one, other] = [all[a], all[b]];
    if (!one || !other || verdict === 'possible') continue;
    sure.add(`${a} ${b}`);
    if (one.cluster !== other.cluster)
      note(wrong, `${verdict} ${score}\t${one.name}\t${other.name}\t${evidence[0]?.detail}`);
  }
  for (const one of all)
    for (const other of all.slice(one.index + 1))
      if (one.cluster === other.cluster && !sure.has(`${one.index} ${other.index}`))
        note(missed, `${one.name}\t${other.name}`);
  await writeFile('duplicate-mistakes.txt', `WRONG\n${wrong.join('\n')}\n\nMISSED\n${missed.join('\n')}\n`);

  function note(list: string[], text: string): void {
    if (!seen.has(text)) list.push(text);
    seen.add(text);
  }
}
