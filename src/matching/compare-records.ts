import { compareNames, type NameLikeness } from './compare-names.js';
import { compareAddresses } from './plain-address.js';
import type { ReadRecord } from './read-record.js';
import type { WordWeights } from './word-weights.js';

export interface Evidence {
  what: 'name' | 'domain' | 'email' | 'phone' | 'address';
  agrees: boolean;
  /** In words for staff. */
  detail: string;
}

export type Verdict = 'exact' | 'likely' | 'possible';

export interface Comparison {
  verdict: Verdict;
  /** 0 to 1: 0.95 and more is exact, 0.8 and more likely. */
  score: number;
  evidence: Evidence[];
}

/** From which likeness of names on two records are so alike; chosen in test/bench/figures/duplicates.ts. */
export interface Thresholds {
  exact: number;
  likely: number;
  possible: number;
}

export const THRESHOLDS: Thresholds = { exact: 0.96, likely: 0.76, possible: 0.6 };
/** Names so alike are one when telephone, own domain or mailbox is one too. */
const WITH_PROOF = 0.45;

/** Undefined when nothing speaks for it that they are one company. */
export function compareRecords(
  a: ReadRecord,
  b: ReadRecord,
  weightOf: WordWeights,
  thresholds: Thresholds = THRESHOLDS,
): Comparison | undefined {
  const hasNames = a.name.text !== '' && b.name.text !== '';
  const name = hasNames ? compareAllNames(a, b, weightOf) : undefined;
  // Most pairs end here, before anything is put into words.
  if ((name?.score ?? 0) < WITH_PROOF && !hasProof(a, b)) return undefined;
  const others = compareOthers(a, b);
  const agreeing = others.filter(({ agrees }) => agrees).map(({ what }) => what);
  const differing = others.filter(({ agrees }) => !agrees).map(({ what }) => what);
  const isByName = agreeing.length === 0 && (a.isNamesake || b.isNamesake);
  const judged = name
    ? judgeNamed(name.score, agreeing, differing, thresholds, isNamedForDomain(a) && isNamedForDomain(b))
    : judgeUnnamed(agreeing, differing);
  if (!judged) return undefined;
  const verdict = isByName ? 'possible' : judged;
  if (name && isByName && judged !== 'possible') name.detail += '; several have this name';
  const score = scoreOf(verdict, name?.score ?? 0.5, agreeing.length - differing.length);
  const ofName: Evidence[] = name ? [nameEvidence(name, thresholds)] : [];
  return { verdict, score, evidence: [...ofName, ...others] };
}

/** The likest of all they are known by. What only trades under a name is likely at most. */
function compareAllNames(a: ReadRecord, b: ReadRecord, weightOf: WordWeights): NameLikeness {
  const first = compareNames(a.name, b.name, weightOf);
  if (a.otherNames.length === 0 && b.otherNames.length === 0) return first;
  const others = [a.name, ...a.otherNames].flatMap((one) =>
    [b.name, ...b.otherNames].map((other) => compareNames(one, other, weightOf)),
  );
  const best = others.reduce((one, other) => (other.score > one.score ? other : one));
  const detail = `one of its names: ${best.detail}`;
  return best.score > first.score ? { score: Math.min(best.score, TRADING_AS), detail } : first;
}

const TRADING_AS = 0.94;

function hasProof(a: ReadRecord, b: ReadRecord): boolean {
  return (
    (a.domain !== undefined && a.domain === b.domain) ||
    (a.email !== undefined && a.email === b.email) ||
    (a.phone !== undefined && b.phone !== undefined && samePhone(a.phone, b.phone))
  );
}

/** Whether what is known of two records of one name says that they are two. */
export function standApart(a: ReadRecord, b: ReadRecord): boolean {
  const others = compareOthers(a, b);
  return (
    others.every(({ agrees }) => !agrees) &&
    others.some(({ what }) => what === 'address' || what === 'domain')
  );
}

function nameEvidence({ score, detail }: NameLikeness, { possible }: Thresholds): Evidence {
  return { what: 'name', agrees: score >= possible, detail };
}

function compareOthers(a: ReadRecord, b: ReadRecord): Evidence[] {
  const found: Evidence[] = [];
  const add = (what: Evidence['what'], agrees: boolean, one: string, other: string) =>
    found.push({ what, agrees, detail: agrees ? `same ${what}` : `${one} and ${other}` });
  if (a.domain !== undefined && b.domain !== undefined) {
    const agrees = a.domain === b.domain;
    // acme.com and acme.de neither prove nor disprove it.
    if (agrees || labelOf(a.domain) !== labelOf(b.domain)) add('domain', agrees, a.domain, b.domain);
  }
  // People of one company have different addresses.
  if (a.email !== undefined && a.email === b.email) add('email', true, a.email, b.email);
  if (a.phone !== undefined && b.phone !== undefined)
    add('phone', samePhone(a.phone, b.phone), `…${a.phone.slice(-4)}`, `…${b.phone.slice(-4)}`);
  const address = compareAddresses(a.address, b.address);
  if (address !== undefined) add('address', address, a.address.text, b.address.text);
  return found;
}

/** northwind.example is that of Northwind and of Northwind Traders. */
function isNamedForDomain({ name, domain }: ReadRecord): boolean {
  const label = labelOf(domain ?? '').replaceAll(/[^\p{L}\p{N}]/gu, '');
  return label.length >= 3 && (name.joined.includes(label) || label.startsWith(name.joined));
}

function labelOf(domain: string): string {
  return domain.split('.')[0] ?? domain;
}

/** One may be written without its area. */
function samePhone(a: string, b: string): boolean {
  return a.endsWith(b) || b.endsWith(a);
}

type What = Evidence['what'];

/**
 * Precision first: what speaks against it lowers the verdict, and of one place with one telephone two companies are told apart
 * by names that share nothing.
 */
function judgeNamed(
  score: number,
  agreeing: readonly What[],
  differing: readonly What[],
  { exact, likely, possible }: Thresholds,
  isNamed: boolean,
): Verdict | undefined {
  const isProven = agreeing.some((what) => what !== 'address');
  // Sites of one organisation, chains and franchises: one name, telephone or domain at several places.
  if (differing.includes('address')) {
    if (isProven) return score >= exact && agreeing.length >= 2 ? 'likely' : 'possible';
    return score >= possible && (differing.length === 1 || score >= likely) ? 'possible' : undefined;
  }
  if (agreeing.includes('address')) {
    if (score >= exact)
      return differing.includes('domain') || differing.includes('phone') ? 'likely' : 'exact';
    if (isProven)
      return score > 0 && differing.length === 0 ? 'likely' : score >= WITH_PROOF ? 'likely' : 'possible';
    return score >= possible ? 'likely' : score >= WITH_PROOF ? 'possible' : undefined;
  }
  if (isProven) {
    if (score >= exact) return differing.length === 0 ? 'exact' : 'likely';
    // Whoever is part of a university or a group has its domain; a mailbox and a telephone belong to fewer.
    const isNarrow = agreeing.includes('phone') || agreeing.includes('email');
    const least = isNarrow ? WITH_PROOF : isNamed ? possible : likely;
    return score >= least ? 'likely' : 'possible';
  }
  if (score < possible) return undefined;
  if (differing.length === 0) return score >= exact ? 'exact' : score >= likely ? 'likely' : 'possible';
  // A company has several telephones; of two domains of its own each may be another's.
  if (differing.length === 1 && differing[0] === 'phone') return score >= exact ? 'likely' : 'possible';
  return score >= likely || differing.length === 1 ? 'possible' : undefined;
}

function judgeUnnamed(agreeing: readonly What[], differing: readonly What[]): Verdict | undefined {
  const proofs = agreeing.filter((what) => what !== 'address').length;
  if (proofs === 0) return undefined;
  return proofs + agreeing.length - differing.length >= 2 ? 'likely' : 'possible';
}

const BANDS: Record<Verdict, [least: number, most: number]> = {
  exact: [0.95, 1],
  likely: [0.8, 0.94],
  possible: [0.5, 0.79],
};

/** Within its verdict's band, by the names and by what else agrees. */
function scoreOf(verdict: Verdict, name: number, balance: number): number {
  const [least, most] = BANDS[verdict];
  const part = Math.max(0, Math.min(1, name * 0.8 + 0.1 + balance * 0.1));
  return Math.round((least + (most - least) * part) * 1000) / 1000;
}
