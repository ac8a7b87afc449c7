import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { CompanyFacts, CompanyMatching, Match } from '../known/ports.js';
import { plainEmail } from '../matching/plain-email.js';

/**
 * Compares companies by their plain name and their domain. It stands here, where everything meets, until the comparison of
 * duplicates (src/matching) takes its place behind the same port.
 */
export function companyMatching(): CompanyMatching {
  return { keys, compare, plainName, domainOf, isFreeMail, plainEmail, plainPhone };
}

/** Of many countries, the usual ones; at the end of a name, once or several times (GmbH & Co. KG). */
const LEGAL_FORMS = new Set(
  'ab ag aps as bhd bv co company corp corporation doo eg ek eurl ev gbr gmbh inc incorporated kft kg kgaa kk limited lda llc llp lp ltd ltda mbh nv ohg oy oyj plc pte pty pvt sa sarl sas se sl sp spa spzoo srl sro ug ua zoo'.split(
    ' ',
  ),
);

function plainName(text: string): string {
  const words = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('&', ' and ')
    .replaceAll(/(?<=\p{L})[.’'](?=\p{L}|$|\s|,)/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const kept = words.slice();
  while (kept.length > 1 && (LEGAL_FORMS.has(kept.at(-1) ?? '') || kept.at(-1) === 'and')) kept.pop();
  return kept.join(' ');
}

function keys({ name, domain }: CompanyFacts): string[] {
  const plain = name === undefined ? '' : plainName(name);
  return [...(plain === '' ? [] : [`n:${plain}`]), ...(domain === undefined ? [] : [`d:${domain}`])];
}

function compare(a: CompanyFacts, b: CompanyFacts): Match | undefined {
  const [one, other] = [plainName(a.name ?? ''), plainName(b.name ?? '')];
  const sameName = one !== '' && one === other;
  const bothDomains = a.domain !== undefined && b.domain !== undefined;
  const sameDomain = bothDomains && a.domain === b.domain;
  const evidence = [
    ...(sameName ? [`same name ${b.name}`] : []),
    ...(sameDomain ? [`same domain ${b.domain}`] : []),
    ...(sameName && bothDomains && !sameDomain ? [`but another domain, ${b.domain}`] : []),
  ];
  if (sameName && (sameDomain || !bothDomains))
    return { verdict: 'exact', score: sameDomain ? 1 : 0.95, evidence };
  if (sameDomain) return { verdict: 'likely', score: 0.9, evidence };
  return sameName ? { verdict: 'likely', score: 0.75, evidence } : undefined;
}

function domainOf(text: string): string | undefined {
  const host = /^\s*(?:[a-z][a-z+.-]*:\/\/)?(?:[^\s/?#@]*@)?([^\s/?#:@]+)/i.exec(text)?.[1] ?? '';
  const name = domainToUnicode(domainToASCII(host.replace(/\.$/, '')));
  const { domain, isIp, isIcann, isPrivate } = parse(name, { allowPrivateDomains: true });
  if (isIp || name === '') return undefined;
  if (domain !== null && (isIcann || isPrivate)) return domain;
  // A suffix that is not public, as in networks and examples.
  return /^(?:[^.]+\.)*([^.]+\.\p{L}{2,})$/u.exec(name)?.[1];
}

const FREE_MAIL =
  /^(gmail|googlemail|yahoo|hotmail|outlook|live|icloud|me|aol|gmx|web|proton|protonmail|pm|hey|tuta|mail|zoho|yandex|qq|163|126)\.[a-z.]{2,6}$/;

function isFreeMail(domain: string): boolean {
  return FREE_MAIL.test(domain);
}

function plainPhone(text: string): string | undefined {
  const digits = text.replace(/^\s*00/, '+').replaceAll(/[^\d+]/g, '');
  return /^\+\d{7,15}$/.test(digits) ? digits : undefined;
}
