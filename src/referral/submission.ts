import type { PersonRef } from '../messages/address.js';

/** What a partner sent, and under what. */

/** What was asked and what was answered. The label is kept as it was asked, so that old answers stay readable. */
export interface Answer {
  key: string;
  label: string;
  /** What was stored: text, an option's id, or `true` for a ticked box. */
  value: string | true;
  /** The text a person reads, e.g. the option's label. */
  shown: string;
  /** The partner typed it and may see it again; staff-only answers are never shown in the partner's channel. */
  shareable: boolean;
}

export interface Consent {
  wording: string;
  wordingVersion: string;
  by: PersonRef;
  at: Date;
}

/** Under which version of the program terms it was sent: the one in force then. */
export interface AcceptedTerms {
  version: string;
  /** Who accepted them, and when: with this referral or before. */
  by: PersonRef;
  at: Date;
  /** Staff wrote it for the partner: they were not asked, and nobody has accepted anything by it. */
  onBehalf?: true;
}
