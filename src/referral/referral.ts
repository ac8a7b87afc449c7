import type { ChannelRef, PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Attribution, Door } from './attribution.js';
import type { ConflictCase } from './conflict.js';
import type { Dispute, Loop, Outcome } from './ending.js';
import type { ReferralEvent } from './events.js';
import type { Finding } from './findings.js';
import type { KeptNudge } from './nudge.js';
import type { Protection } from './protection.js';
import type { ReviewKind } from './reasons.js';
import type { RewardOwed, RewardTerms } from './reward-terms.js';
import type { ReferralState } from './states.js';
import type { AcceptedTerms, Answer, Consent } from './submission.js';
import type { Claim, Note, Qualification, Question, Queue, Route } from './work.js';

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
