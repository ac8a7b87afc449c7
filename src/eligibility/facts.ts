import type { Partner } from '../program/partner-settings.js';
import type { Program } from '../program/program.js';
import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import type { EarlierReferral } from './ports.js';

/** All that the rules look at. What could not be known is absent, and speaks against nobody. */
export interface EligibilityFacts {
  program: Program;
  /** As submitted. */
  referral: Referral;
  /** Of whom it comes, ended ones included; absent when nobody knows the person. */
  partner?: Partner;
  /** Of whoever submitted it, as the platform knows it. */
  submitterEmail?: string;
  /** Of the partner's contacts: those in the program file and those the platforms know. */
  contactEmails: readonly string[];
  /** Of the partner in the period of the cap, before this one. */
  fromPartner: number;
  /** Of the person in the short time, before this one. */
  fromPerson: number;
  /** The newest before this one with the same contact. */
  sameEmail?: EarlierReferral;
  samePhone?: EarlierReferral;
}

export type EligibilityRule =
  | 'self_referral'
  | 'partner_company'
  | 'own_company'
  | 'free_mail'
  | 'disposable_mail'
  | 'partner_not_active'
  | 'unsigned_partner'
  | 'outside_service_lines'
  | 'outside_regions'
  | 'period_cap'
  | 'too_many_in_short_time'
  | 'same_contact_again';

/** What one rule found: what is only likely goes to review at most. */
export interface Found extends Pick<Finding, 'outcome' | 'staffText' | 'earlier'> {
  rule: EligibilityRule;
  likely?: boolean;
  /** What the partner may do next; nothing about others. */
  partnerText: string;
}

/** One rule: undefined where it does not hold. Pure; never throws, whatever the texts. */
export type Rule = (facts: EligibilityFacts) => Found | undefined;
