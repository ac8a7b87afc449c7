import type { AccountRef, PersonRef } from '../messages/address.js';
import type { Referral } from '../referral/referral.js';

/** What the rules ask of what is stored. By index, however much there is. Every method fails with StoreUnavailable. */
export interface EligibilityReads {
  /** E-mail addresses that the platforms gave for these accounts; nothing for those nobody has met. */
  emailsOf(accounts: readonly AccountRef[]): Promise<Map<string, string>>;
  /** How many the partner sent, but for those withdrawn or rejected. */
  sentByPartner(partnerId: string, window: Window, upTo: number): Promise<number>;
  /** How many the person sent for themselves. */
  sentByPerson(person: PersonRef, window: Window, upTo: number): Promise<number>;
  /** The newest that has the print of a contact, but for those withdrawn. */
  newestWithContact(print: string, window: Window): Promise<EarlierReferral | undefined>;
  /**
   * Ids of open ones that came after a referral and may count it: of the same partner, person, contact or network address. Not those that are
   * still to be looked at themselves. The earliest first; of each kind at most 50.
   */
  sentAfter(referral: Referral, until: Date): Promise<string[]>;
}

/** In `emailsOf`: of which account an address is. */
export function accountKey({ platform, userId }: Pick<PersonRef, 'platform' | 'userId'>): string {
  return `${platform}:${userId}`;
}

/** Which referrals are looked at: those of a stretch of time, but for the one in question. */
export interface Window {
  programId: string;
  /** The first and the last instant; of those of the last one the ones whose id comes before. */
  from: Date;
  until: Date;
  before: string;
  /** Of the one in question: arrived twice, it does not count itself. */
  except: string;
}

export interface EarlierReferral {
  referralId: string;
  reference: string;
  company: string;
  partnerName?: string;
  at: Date;
}

/** Tells that two texts are the same without keeping them: a keyed hash, the same in every process and for ever. */
export type ContactPrint = (text: string) => string;
