import { plainEmail } from '../matching/plain-email.js';
import { phoneEnding } from '../matching/plain-phone.js';
import type { Referral } from '../referral/referral.js';
import type { ContactPrint } from './ports.js';

type Contact = Pick<Referral['contact'], 'email' | 'phone'>;

/** The same for all spellings of one address and of one number, with or without its country code. */
export function contactPrints(
  { email, phone }: Contact,
  print: ContactPrint,
): { email?: string; phone?: string } {
  const mailbox = email === undefined ? undefined : plainEmail(email);
  const ending = phone === undefined ? undefined : phoneEnding(phone);
  return {
    ...(mailbox === undefined ? {} : { email: print(`email ${mailbox}`) }),
    ...(ending === undefined ? {} : { phone: print(`phone ${ending}`) }),
  };
}

/** The referral with what its contact is found by again. Of address and number only keyed hashes are in an index. */
export function withContactPrints(referral: Referral, print: ContactPrint): Referral {
  const prints = Object.values(contactPrints(referral.contact, print));
  return prints.length === 0 ? referral : { ...referral, contactPrints: prints };
}
