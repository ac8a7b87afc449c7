import type { KnownCompany, KnownKind } from './known-company.js';
import type { CompanyMatching, Fingerprint, Match } from './ports.js';

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

/** How far a company of a list is the prospect; undefined when it is another. */
export function compareKnown(
  prospect: Comparable,
  company: KnownCompany,
  matching: CompanyMatching,
): Match | undefined {
  const sameEmail = isSame(prospect.emailPrint, company.emailPrint);
  const samePhone = isSame(prospect.phonePrint, company.phonePrint);
  const evidence = [
    ...(sameEmail ? ['same e-mail address'] : []),
    ...(samePhone ? ['same telephone number'] : []),
  ];
  const byPerson: Match | undefined =
    evidence.length === 0
      ? undefined
      : { verdict: personVerdict(company.kind, sameEmail), score: 0.9, evidence };
  const byCompany = aboutCompany(company, compareCompanies(prospect, company, matching));
  const [best, other] = [byPerson, byCompany]
    .filter((match) => match !== undefined)
    .toSorted((a, b) => RANK[b.verdict] - RANK[a.verdict] || b.score - a.score);
  return best && { ...best, evidence: [...best.evidence, ...(other?.evidence ?? [])] };
}

const RANK: Record<Match['verdict'], number> = { possible: 0, likely: 1, exact: 2 };

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b;
}

/** People change their employer and share a switchboard; who asked not to be contacted is meant in person. */
function personVerdict(kind: KnownKind, sameEmail: boolean): Match['verdict'] {
  return kind === 'do_not_contact' && sameEmail ? 'exact' : 'likely';
}

function compareCompanies(
  prospect: Comparable,
  company: KnownCompany,
  matching: CompanyMatching,
): Match | undefined {
  const facts = factsOf(company);
  const asIs = matching.compare(factsOf(prospect), facts);
  const domains = [prospect.domain, prospect.emailDomain].filter((domain) => domain !== undefined);
  if (company.domain === undefined || !domains.includes(company.domain)) return asIs;
  // A list of domains has no names to compare, and one that has means all who are there.
  if (company.kind === 'do_not_contact' || asIs === undefined)
    return {
      verdict: company.kind === 'do_not_contact' ? 'exact' : 'likely',
      score: Math.max(asIs?.score ?? 0, 0.9),
      evidence: asIs?.evidence.length ? asIs.evidence : [`same domain ${company.domain}`],
    };
  return asIs;
}

/** An address in a do-not-contact list is a person's wish: of others at the same company somebody has to decide. */
function aboutCompany({ kind, emailPrint }: KnownCompany, match: Match | undefined): Match | undefined {
  const isPersons = kind === 'do_not_contact' && emailPrint !== undefined;
  if (!match || !isPersons || match.verdict !== 'exact') return match;
  return {
    ...match,
    verdict: 'likely',
    evidence: [...match.evidence, 'the list names another address there'],
  };
}

function factsOf({ name, domain, country }: Comparable): {
  name?: string;
  domain?: string;
  country?: string;
} {
  return {
    ...(name === undefined ? {} : { name }),
    ...(domain === undefined ? {} : { domain }),
    ...(country === undefined ? {} : { country }),
  };
}
