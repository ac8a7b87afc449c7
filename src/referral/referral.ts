import type { ChannelRef, PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Attribution, Door } from './attribution.js';
import type { ConflictCase } from './conflict.js';
import type { ReferralEvent } from './events.js';
import type { Finding } from './findings.js';
import type { KeptNudge } from './nudge.js';
import type { Protection } from './protection.js';
import type { ReviewKind, TerminalReason } from './reasons.js';
import type { RewardOwed, RewardTerms } from './reward-terms.js';
import type { Shareable } from './shareable.js';
import type { ReferralState, TerminalState } from './states.js';

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

/** Internal notes stay with staff. A note for the partner is checked text that may reach the partner's channel. */
export type Note =
  | { audience: 'internal'; text: string; by: PersonRef; at: Date }
  | { audience: 'partner'; text: Shareable; by: PersonRef; at: Date };

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

/** What the rep confirmed when it was qualified. The labels are kept as they were, so that old ones stay readable. */
export interface Qualification {
  /** Of the program's list of criteria. */
  version?: string;
  criteria: { id: string; label: string; met: boolean; words?: string }[];
  by: PersonRef;
  at: Date;
}

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
 * Why somebody may have to look at an open referral. Worked out anew with every change, in the same write, so that what
 * waits is found by index however many there are.
 */
export interface Attention {
  /** Until when it is to be claimed, accepted or contacted, whichever is next. */
  dueBy?: Date;
  /** Its rep was asked how it stands, or a program manager told, and nothing has been heard since. Not beside `dueBy`. */
  quietSince?: Date;
  /** The partner has not answered a question. */
  unansweredSince?: Date;
  /** A program manager has to say where it goes, or to look again at how it ended. */
  undecidedSince?: Date;
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

/** What can still be taken back, by whom and until when. Restoring is putting `before` back. */
export interface UndoWindow {
  /** Id of the event that would be undone. */
  eventId: string;
  by: PersonRef;
  until: Date;
  before: UndoSnapshot;
}

/** The fields a transition may change; see undo in decide.ts. */
export type UndoSnapshot = Pick<
  Referral,
  | 'state'
  | 'claim'
  | 'claimBy'
  | 'declinedBy'
  | 'route'
  | 'review'
  | 'meeting'
  | 'qualification'
  | 'outcome'
  | 'wakeAt'
  | 'unmatched'
  | 'findings'
  | 'protection'
>;

export interface Referral {
  /** 24 hex digits; sorts by time of submission. */
  id: string;
  /** What people say to each other: `R-7K3M9Q`. Unique in the program. */
  reference: string;
  programId: string;
  /** Goes up by one with every change; a write is conditional on it. */
  version: number;
  state: ReferralState;
  stateSince: Date;

  /** Absent until a program manager has said which partner an unknown person speaks for. */
  partner?: { id: string; name: string };
  submittedBy: PersonRef;
  /** True when staff filled in the form for the partner. */
  onBehalf: boolean;
  /** Where the partner is answered: its shared channel. Absent when the referral came from nowhere near one. */
  partnerChannel?: ChannelRef;
  door: Door;
  /** Unique per opened form: a form submitted twice is one referral. */
  submissionKey: string;

  answers: Answer[];
  /** Promoted answers: what routing and duplicate checks read. */
  prospect: { company: string; domain?: string };
  contact: { name: string; role?: string; email?: string; phone?: string };
  /** Keyed hashes of the contact's address and number: by them it is found when it is referred again. */
  contactPrints?: string[];
  serviceLineId?: string;
  region?: string;
  urgency?: string;
  consent: Consent;
  /** Absent where the program had no terms. */
  terms?: AcceptedTerms;

  /** Who is credited with it, and who else had a part. */
  attribution?: Attribution;
  /** What other referrals of the same company are found by: names and domains, e-mail and telephone as keyed hashes. */
  companyKeys?: string[];
  /** When it was held once more against what came at the same time. */
  rivalsCheckedAt?: Date;
  /** The time in which nobody else may register the company. */
  protection?: Protection;
  /** Another partner has it, too: on the later of the two. */
  conflict?: ConflictCase;

  /** What the rules said of it when it came, the strictest first; for staff. */
  findings?: Finding[];
  /** What came of each rule, worked out from the findings with every change: rules are counted by it. */
  verdicts?: string;
  review?: { kind: ReviewKind; why: string };
  /** No rule matched: why, in a sentence for the program manager. */
  unmatched?: string;
  route?: Route;
  /** The claim deadline. */
  claimBy?: Date;
  declinedBy: string[];
  claim?: Claim;
  question?: Question;
  meeting?: { at?: Date; heldAt?: Date };
  qualification?: Qualification;
  wakeAt?: Date;
  /** What happens next though nobody acts. */
  nudge?: KeptNudge;
  /** The rep does not want to be reminded before this. Deadlines stand all the same. */
  snoozedUntil?: Date;
  /** It waits for a rep who is free, and was last looked at so. Cleared by every transition. */
  queue?: Queue;
  outcome?: Outcome;
  dispute?: Dispute;
  /** Whether its partner has heard of the end. */
  loop?: Loop;
  /** Why somebody may have to look at it. */
  attention?: Attention;
  /** What its partner may earn by it: as in force when it was submitted. Absent where nothing is rewarded. */
  rewardTerms?: RewardTerms;
  /** What the ledger has not looked at yet. */
  rewardsOwed?: RewardOwed[];
  notes: Note[];
  undo?: UndoWindow;
  /** Ids of events that were taken back: their waiting messages are cancelled. */
  undone: string[];

  events: ReferralEvent[];
  /** Messages decided with this document and not yet handed to the outbox. */
  pending: PendingMessage[];
  createdAt: Date;
  updatedAt: Date;
}
