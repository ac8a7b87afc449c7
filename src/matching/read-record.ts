import { NO_NAMES } from './business-words.js';
import { type ComparableName, comparableName } from './compare-names.js';
import { type PlainAddress, readAddress } from './plain-address.js';
import { isOpenDomain, plainDomain } from './plain-domain.js';
import { plainEmail } from './plain-email.js';
import { readName } from './plain-name.js';
import { phoneEnding } from './plain-phone.js';

/** A company as it was written; every field may be missing or empty. */
export interface CompanyRecord {
  name?: string | undefined;
  domain?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  address?: string | undefined;
}

/** A company as it is compared. */
export interface ReadRecord {
  name: ComparableName;
  /** Its own: not one at which everybody can have an address. The e-mail's, when there is no other. */
  domain: string | undefined;
  email: string | undefined;
  phone: string | undefined;
  address: PlainAddress;
  /** Several that stand apart are known by its name, such as the branches of a chain: the name alone does not tell which. */
  isNamesake: boolean;
}

export function readRecord({ name, domain, email, phone, address }: CompanyRecord): ReadRecord {
  const read = readName(name ?? '');
  const mailbox = plainEmail(email ?? '');
  return {
    name: comparableName(NO_NAMES.has(read.text) ? readName('') : read),
    domain: ownDomain(domain ?? '') ?? ownDomain(mailbox ?? ''),
    email: mailbox,
    phone: phoneEnding(phone ?? ''),
    address: readAddress(address ?? ''),
    isNamesake: false,
  };
}

function ownDomain(text: string): string | undefined {
  const domain = plainDomain(text);
  return domain !== undefined && !isOpenDomain(domain) ? domain : undefined;
}
