import type { PersonRef } from '../messages/address.js';
import type { TerminalReason } from './reasons.js';
import type { Shareable } from './shareable.js';
import type { TerminalState } from './states.js';

/** How it ended, whether that is disputed, and whether the partner has heard of it. */

export interface Outcome {
  state: TerminalState;
  reason?: TerminalReason;
  /** The rep's own words for staff. */
  internalText?: string;
  /** What the partner is told, from the program's shareable wording. */
  shareableText?: Shareable;
  /** Name of a service line that fits better; the partner is told. */
  betterServiceLine?: Shareable;
  /** Until when the partner's people may ask to look again. Only for what a rule or a program manager turned down. */
  disputableUntil?: Date;
  /** For won: amount in minor units of the currency. */
  amount?: { minorUnits: number; currency: string };
  /** For won: when staff said that the customer has paid. */
  collectedAt?: Date;
  at: Date;
}

/** The partner asked to look again at a rejection: once a referral. */
export interface Dispute {
  text: string;
  by: PersonRef;
  at: Date;
  decision?: {
    upheld: boolean;
    by: PersonRef;
    at: Date;
    /** What the partner is told where it was not upheld. */
    words?: Shareable;
  };
}

/**
 * Whether the partner has heard of the end: owed from the very write that ended it until the message has arrived, or it is
 * known why it never will.
 */
export interface Loop {
  owedSince: Date;
  /** Present while nothing of the two below is; the index of what is owed holds only these. */
  open?: true;
  /** Of the message that tells it. */
  key?: string;
  closedAt?: Date;
  /** Why nobody is told, in a sentence for staff. */
  explained?: string;
}
