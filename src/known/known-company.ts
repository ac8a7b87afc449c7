/** The lists that are imported. `KIND_WORDS` is how staff read them. */
export const KNOWN_KINDS = ['customer', 'opportunity', 'do_not_contact'] as const;
export type KnownKind = (typeof KNOWN_KINDS)[number];

/** What one row of a list says, read and checked. Dates are days as people write them: `2026-11-25`. */
export interface KnownRow {
  /** Its id in the system that it comes from. */
  reference?: string;
  name?: string;
  domain?: string;
  /** Compared by their fingerprints; never stored. */
  email?: string;
  phone?: string;
  /** ISO 3166-1, two letters. */
  country?: string;
  opened?: string;
  /** When sales last had to do with it. */
  touched?: string;
  /** Who of our sales has it. */
  owner?: string;
  stage?: string;
}

/** A row as it is kept: of e-mail address and telephone number only keyed hashes, which tell that two are the same. */
export interface KnownCompany extends Omit<KnownRow, 'email' | 'phone'> {
  id: string;
  kind: KnownKind;
  emailPrint?: string;
  phonePrint?: string;
  /** When it was last in an imported list. */
  listedAt: Date;
}
