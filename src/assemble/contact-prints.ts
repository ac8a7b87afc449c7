import { withContactPrints } from '../eligibility/contact-prints.js';
import type { ContactPrint } from '../eligibility/ports.js';
import type { ReferralStore } from '../referral/ports.js';

/** The same store; whatever is inserted carries what its contact is found by again. Here, so that no door can forget it. */
export function printingContacts(store: ReferralStore, print: () => Promise<ContactPrint>): ReferralStore {
  return { ...store, insert: async (referral) => store.insert(withContactPrints(referral, await print())) };
}
