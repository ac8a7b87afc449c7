import { samePerson } from '../messages/address.js';
import type { ReferralDeps } from '../people/act-on-referral.js';
import { addEntries } from '../program/merge-program.js';
import type { Partner, PartnerContact } from '../program/partner-settings.js';
import { accountsOf, findPartner } from '../program/program.js';
import type { Referral } from '../referral/referral.js';

const TRIES = 5;

/**
 * A program manager has said for whom an unknown person speaks: from now on the person is listed as that partner's contact,
 * so that the next referral needs no question. Idempotent; should it be lost in a crash, the question comes once more.
 */
export async function rememberContact(
  { programs }: ReferralDeps,
  { partner, submittedBy }: Referral,
): Promise<void> {
  if (submittedBy.platform === 'system') return;
  const contact: PartnerContact = {
    name: submittedBy.name,
    accounts: { [submittedBy.platform]: submittedBy.userId },
  };
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await programs.stored();
    const found = before && findPartner(before.program, partner?.id);
    if (!before || !found || isContact(found, submittedBy)) return;
    const partners = [{ ...found, contacts: [...found.contacts, contact] }];
    if (await programs.save(before, addEntries(before, { partners }), [])) return;
  }
}

function isContact(partner: Partner, person: Referral['submittedBy']): boolean {
  return partner.contacts.some((contact) =>
    accountsOf(contact).some((account) => samePerson({ ...account, name: contact.name }, person)),
  );
}
