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
  /** Under which it trades or traded, where the name says so: Acme Inc dba Northwind. */
  otherNames: ComparableName[];
  /** Its own: not one at which everybody can have an address. The e-mail's, when there is no other. */
  domain: string | undefined;
  email: string | undefined;
  phone: string | undefined;
  address: PlainAddress;
  /** Several that stand apart are known by its name, such as the branches of a chain: the name alone does not tell which. */
  isNamesake: boolean;
}

export function readRecord({ name, domain, email, phone, address }: CompanyRecord): ReadRecord {
  const [read = comparableName(readName('')), ...otherNames] = (name ?? '').split(ALSO).map(readOwnName);
  const mailbox = plainEmail(email ?? '');
  return {
    name: read,
    otherNames: otherNames.filter(({ text }) => text !== ''),
    domain: ownDomain(domain ?? '') ?? ownDomain(mailbox ?? ''),
    email: mailbox,
    phone: phoneEnding(phone ?? ''),
    address: readAddress(address ?? ''),
    isNamesake: false,
  };
}

const ALSO =
  /[\s(,]+(?:d\.?\/?b\.?\/?a\.?|doing business as|t\/a|trading as|f\/?k\/?a|formerly(?: known as)?|a\/?k\/?a|also known as)[\s:]+(?=\S)/i;

function readOwnName(text: string): ComparableName {
  const read = readName(text);
  return comparableName(NO_NAMES.has(read.text) ? readName('') : read);
}

function ownDomain(text: string): string | undefined {
  const domain = plainDomain(text);
  return domain !== undefined && !isOpenDomain(domain) ? domain : undefined;
}
