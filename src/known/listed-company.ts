import { blockingKeys, comparable } from '../referral/comparable.js';
import type { ListedCompany } from './import-ports.js';
import type { KnownKind, KnownRow } from './known-company.js';
import type { CompanyMatching, Fingerprint } from './ports.js';

/** A row as its list keeps it: what it is found by, and what tells that it is the same company as last time. */
export function toListed(
  row: KnownRow,
  kind: KnownKind,
  line: number,
  matching: CompanyMatching,
  print: Fingerprint,
): ListedCompany {
  const { email, phone, ...kept } = row;
  const compared = comparable(row, matching, print);
  // An address in a do-not-contact list stands for a person and not for all who work there.
  if (kind === 'do_not_contact' && row.domain === undefined) delete compared.domain;
  const { name, emailDomain, ...found } = compared;
  const company = { ...kept, ...found };
  return {
    ...company,
    ...identityOf(company, kind, matching),
    keys: blockingKeys(compared, matching),
    line,
  };
}

/** Its id; without one its name and domain, in a do-not-contact list its address too. */
function identityOf(
  { reference, name, domain, emailPrint }: Omit<KnownRow, 'email' | 'phone'> & { emailPrint?: string },
  kind: KnownKind,
  matching: CompanyMatching,
): { identity: string; repeats: boolean } {
  if (reference !== undefined) return { identity: `id ${reference}`, repeats: false };
  const plain = name === undefined ? '' : matching.plainName(name);
  const parts = [plain, domain ?? '', kind === 'do_not_contact' ? (emailPrint ?? '') : ''];
  return { identity: `company ${JSON.stringify(parts)}`, repeats: true };
}
