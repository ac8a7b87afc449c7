/** What two companies are compared by. */
export interface CompanyFacts {
  name?: string;
  domain?: string;
  country?: string;
}

export interface Match {
  verdict: 'exact' | 'likely' | 'possible';
  /** 0 to 1. */
  score: number;
  /** Why, in words for staff. */
  evidence: string[];
}

/** What is asked of the comparison of companies (src/matching; assemble/company-matching.ts). Nothing here throws, whatever the text. */
export interface CompanyMatching {
  /** What companies that may be one have in common: two of them share at least one key. */
  keys(company: CompanyFacts): string[];
  /** Undefined when they are not the same. */
  compare(a: CompanyFacts, b: CompanyFacts): Match | undefined;
  /** The same for all spellings of one name; empty when the text names nothing. */
  plainName(text: string): string;
  /** The registrable domain of a domain, an address or a URL; undefined when there is none. */
  domainOf(text: string): string | undefined;
  /** Whether everybody can have an address there. */
  isFreeMail(domain: string): boolean;
  /** The same for all spellings of one address; undefined when it is none. */
  plainEmail(text: string): string | undefined;
  /** As E.164; undefined when it is none. @param country ISO 3166-1, where no country code is written */
  plainPhone(text: string, country?: string): string | undefined;
}

/** Tells that two texts are the same without keeping them: a keyed hash, the same in every process and for ever. */
export type Fingerprint = (text: string) => string;
