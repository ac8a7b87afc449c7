import type { CompanyMatching, Match } from '../referral/company-matching.js';
import { type Comparable, factsOf, matchByPerson, surest } from '../referral/comparable.js';
import type { KnownCompany, KnownKind } from './known-company.js';

/** How far a company of a list is the prospect; undefined when it is another. */
export function compareKnown(
  prospect: Comparable,
  company: KnownCompany,
  matching: CompanyMatching,
): Match | undefined {
  const byPerson = matchByPerson(prospect, company, (sameEmail) => personVerdict(company.kind, sameEmail));
  const byCompany = aboutCompany(company, compareCompanies(prospect, company, matching));
  return surest(byPerson, byCompany);
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
