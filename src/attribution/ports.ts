import type { PersonRef } from '../messages/address.js';
import type { Touch } from '../referral/attribution.js';
import type { Referral } from '../referral/referral.js';

/** A partner's code. One of a partner's is current; earlier ones go on working until they are revoked. */
export interface PartnerCode {
  code: string;
  programId: string;
  partnerId: string;
  madeBy: PersonRef;
  madeAt: Date;
  current: boolean;
  revoked?: { by: PersonRef; at: Date };
}

/** Every method throws StoreUnavailable when the database does not answer. */
export interface CodeStore {
  find(programId: string, code: string): Promise<PartnerCode | undefined>;
  /** All of a partner's, the newest first. */
  ofPartner(programId: string, partnerId: string): Promise<PartnerCode[]>;
  /**
   * Stores a code as its partner's current one. Resolves to the one that is current then: another, when somebody made one
   * at the same time. Rejects nothing when the code is taken by another partner: undefined, try another.
   */
  add(code: PartnerCode): Promise<PartnerCode | undefined>;
  /** It is current no more, and goes on working. Nothing happens when it is not current. */
  retire(programId: string, code: string): Promise<void>;
  /** It works no more. Nothing happens when it is revoked already. */
  revoke(programId: string, code: string, by: PersonRef, at: Date): Promise<void>;
}

/** What a touch is made of, of a referral that was sent earlier. */
export interface Earlier {
  touch: Touch;
  isOpen: boolean;
}

export interface AttributionReads {
  /** Referrals since an instant about the same prospect as this one, which itself is left out; the newest, at most 50. */
  aboutSame(referral: Referral, since: Date): Promise<Earlier[]>;
  /** How many referrals came from the network address of this one before it, since an instant; counted up to 100. */
  sentFrom(address: string, referral: Referral, since: Date): Promise<number>;
}

/** Which keys callers of the webhook have used, and with what. Throws StoreUnavailable. */
export interface WebhookKeys {
  /** The first body that comes under a key is its own: `same` for that one, whenever it comes again. */
  claim(programId: string, key: string, body: string): Promise<'same' | 'other'>;
}

/** Counts in a window of time that all processes share. */
export interface RateWindows {
  /** Counts one more under the key and resolves to how many there are in the window that `at` lies in, this one included. */
  count(key: string, windowMs: number, at: Date): Promise<number>;
}
