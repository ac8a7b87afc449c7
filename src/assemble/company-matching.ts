import type { CompanyFacts, CompanyMatching, Match } from '../known/ports.js';
import { skeleton } from '../matching/blocking-keys.js';
import { type ComparableName, comparableName, compareNames } from '../matching/compare-names.js';
import { THRESHOLDS } from '../matching/compare-records.js';
import { isOpenDomain, plainDomain } from '../matching/plain-domain.js';
import { plainEmail } from '../matching/plain-email.js';
import { plainName, readName } from '../matching/plain-name.js';
import { plainPhone } from '../matching/plain-phone.js';
import { builtInWeights } from '../matching/word-weights.js';

/** Puts the comparison of duplicates behind the port of known companies. */
export function companyMatching(): CompanyMatching {
  const asked = rememberingLast();
  return {
    keys,
    compare: (a, b) => compare(asked(a.name ?? ''), nameOf(b.name ?? ''), a, b),
    plainName,
    domainOf: plainDomain,
    isFreeMail: isOpenDomain,
    plainEmail,
    plainPhone,
  };
}

/**
 * Few, as each is an entry in the index for each of a million companies: the whole name, its words in any order, and the sound
 * of the words that tell something, so that "Northwind Group" and "Nortwind" are found by Northwind.
 */
function keys({ name, domain }: CompanyFacts): string[] {
  const found = new Set(domain === undefined ? [] : [`d:${domain}`]);
  const { words, folded, joined } = nameOf(name ?? '');
  if (joined === '') return [...found];
  found.add(`n:${joined}`);
  found.add(`o:${folded.toSorted().join(' ')}`);
  const telling = folded.filter((_, at) => builtInWeights(words[at] ?? '') >= TELLING);
  if (telling.length > 0) found.add(`s:${skeleton(telling.join(''))}`);
  return [...found];
}

const TELLING = 0.8;

function nameOf(text: string): ComparableName {
  return comparableName(readName(text));
}

/** One company is compared with many, one after the other. */
function rememberingLast(): typeof nameOf {
  let last: { text: string; name: ComparableName } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, name: nameOf(text) };
    return last.name;
  };
}

function compare(
  one: ComparableName,
  other: ComparableName,
  a: CompanyFacts,
  b: CompanyFacts,
): Match | undefined {
  const likeness = compareNames(one, other, builtInWeights);
  const isSame = likeness.score >= THRESHOLDS.exact;
  const isAlike = likeness.score >= THRESHOLDS.likely;
  const isRelated = likeness.score >= THRESHOLDS.possible;
  const bothDomains = a.domain !== undefined && b.domain !== undefined;
  const sameDomain = bothDomains && a.domain === b.domain;
  const evidence = [
    ...(isSame ? [`same name ${b.name}`] : isRelated ? [`${likeness.detail} (${b.name})`] : []),
    ...(sameDomain ? [`same domain ${b.domain}`] : []),
    ...(isRelated && bothDomains && !sameDomain ? [`but another domain, ${b.domain}`] : []),
  ];
  if (isSame && (sameDomain || !bothDomains))
    return { verdict: 'exact', score: sameDomain ? 1 : 0.95, evidence };
  if (sameDomain) return { verdict: 'likely', score: 0.9, evidence };
  if (isSame) return { verdict: 'likely', score: 0.8, evidence };
  if (isAlike && !bothDomains) return { verdict: 'likely', score: 0.85, evidence };
  return isRelated ? { verdict: 'possible', score: 0.6, evidence } : undefined;
}
