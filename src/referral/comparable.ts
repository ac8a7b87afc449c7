import type { CompanyFacts, CompanyMatching, Fingerprint, Match } from './company-matching.js';

/** Who a referral is about, as typed. */
export interface Prospect {
  company: string;
  domain?: string;
  email?: string;
  phone?: string;
  /** ISO 3166-1, for a telephone number without a country code. */
  country?: string;
}

/** The part of a prospect or a row that is compared. */
export interface Comparable {
  name?: string;
  domain?: string;
  country?: string;
  emailPrint?: string;
  phonePrint?: string;
  /** Domain of a work address that is not the website's. */
  emailDomain?: string;
}

interface Typed {
  name?: string | undefined;
  domain?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  country?: string | undefined;
}

/** Texts as people write them, made comparable. Free-mail domains say nothing of a company. */
export function comparable(typed: Typed, matching: CompanyMatching, print: Fingerprint): Comparable {
  const { name, country } = typed;
  const website = typed.domain === undefined ? undefined : matching.domainOf(typed.domain);
  const email = typed.email === undefined ? undefined : matching.plainEmail(typed.email);
  const mailDomain = email === undefined ? undefined : matching.domainOf(email.slice(email.indexOf('@') + 1));
  const emailDomain = mailDomain !== undefined && !matching.isFreeMail(mailDomain) ? mailDomain : undefined;
  const phone = typed.phone === undefined ? undefined : matching.plainPhone(typed.phone, country);
  const domain = website ?? emailDomain;
  return {
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
    ...(country === undefined ? {} : { country }),
    ...(email === undefined ? {} : { emailPrint: print(`email:${email}`) }),
    ...(phone === undefined ? {} : { phonePrint: print(`phone:${phone}`) }),
    ...(emailDomain === undefined || emailDomain === domain ? {} : { emailDomain }),
  };
}

/** What the store finds it by. */
export function blockingKeys(company: Comparable, matching: CompanyMatching): string[] {
  const { emailPrint, phonePrint, emailDomain } = company;
  const keys = [
    ...matching.keys(factsOf(company)),
    ...(emailDomain === undefined ? [] : matching.keys({ domain: emailDomain })),
    ...(emailPrint === undefined ? [] : [`e:${emailPrint}`]),
    ...(phonePrint === undefined ? [] : [`p:${phonePrint}`]),
  ];
  return [...new Set(keys)];
}

/** By the person: the same address or number. @param verdict what that proves, when the address is the same and when not */
export function matchByPerson(
  a: Pick<Comparable, 'emailPrint' | 'phonePrint'>,
  b: Pick<Comparable, 'emailPrint' | 'phonePrint'>,
  verdict: (sameEmail: boolean) => Match['verdict'] = () => 'likely',
): Match | undefined {
  const sameEmail = isSame(a.emailPrint, b.emailPrint);
  const evidence = [
    ...(sameEmail ? ['same e-mail address'] : []),
    ...(isSame(a.phonePrint, b.phonePrint) ? ['same telephone number'] : []),
  ];
  return evidence.length === 0 ? undefined : { verdict: verdict(sameEmail), score: 0.9, evidence };
}

/** How far two are one prospect; undefined when they are not. People change their employer and share a switchboard: likely at most. */
export function compareProspects(a: Comparable, b: Comparable, matching: CompanyMatching): Match | undefined {
  return surest(matchByPerson(a, b), compareCompanies(a, b, matching));
}

/** By name and domain; a work address speaks for its domain, too. */
function compareCompanies(a: Comparable, b: Comparable, matching: CompanyMatching): Match | undefined {
  const asIs = matching.compare(factsOf(a), factsOf(b));
  const shared = domainsOf(a).find((domain) => domainsOf(b).includes(domain));
  if (shared === undefined || asIs?.verdict === 'exact' || asIs?.verdict === 'likely') return asIs;
  return { verdict: 'likely', score: 0.9, evidence: [...(asIs?.evidence ?? []), `same domain ${shared}`] };
}

/** The surer of the two, with the evidence of both. */
export function surest(one: Match | undefined, other: Match | undefined): Match | undefined {
  const [best, second] = [one, other]
    .filter((match) => match !== undefined)
    .toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict] || b.score - a.score);
  return best && { ...best, evidence: [...best.evidence, ...(second?.evidence ?? [])] };
}

const RANK: Record<Match['verdict'], number> = { possible: 0, likely: 1, exact: 2 };

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

function domainsOf({ domain, emailDomain }: Comparable): string[] {
  return [domain, emailDomain].filter((one) => one !== undefined);
}

export function factsOf({ name, domain, country }: Comparable): CompanyFacts {
  return {
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
    ...(country === undefined ? {} : { country }),
  };
}
