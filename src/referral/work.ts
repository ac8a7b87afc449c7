import type { ChannelRef, PersonRef } from '../messages/address.js';
import type { Shareable } from './shareable.js';

/** Who has it, and what they wrote, asked and confirmed. */

export interface Route {
  /** Id of the triage channel's assignment in the program. */
  assignmentId: string;
  channel: ChannelRef;
  /** Why this channel, in a sentence for staff. */
  reason: string;
  at: Date;
}

export interface Claim {
  repId: string;
  repName: string;
  at: Date;
  /** When the rep is expected to accept or reject. */
  acceptBy?: Date;
  /** When the rep is expected to have contacted the prospect; told to the partner. */
  contactBy?: Date;
}

export interface Queue {
  /** Every rep has as many as they can take, or it is the wrong hour for all who could. */
  why: 'capacity' | 'hours';
  since: Date;
  checkedAt: Date;
}

export interface Question {
  text: Shareable;
  askedBy: PersonRef;
  askedByRepId?: string;
  at: Date;
  answer?: { text: string; by: PersonRef; at: Date };
}

/** What the rep confirmed when it was qualified. The labels are kept as they were, so that old ones stay readable. */
export interface Qualification {
  /** Of the program's list of criteria. */
  version?: string;
  criteria: { id: string; label: string; met: boolean; words?: string }[];
  by: PersonRef;
  at: Date;
}

/** Internal notes stay with staff. A note for the partner is checked text that may reach the partner's channel. */
export type Note =
  | { audience: 'internal'; text: string; by: PersonRef; at: Date }
  | { audience: 'partner'; text: Shareable; by: PersonRef; at: Date };
