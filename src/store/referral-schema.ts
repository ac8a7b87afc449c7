import type { Collection } from 'mongodb';
import { type Connection, type Model, Schema, type SchemaDefinition } from 'mongoose';
import type { Referral } from '../referral/referral.js';
import { PENDING_INDEX } from './pending-source.js';

/** A referral as stored: the same fields, its id as `_id`. */
export type ReferralDocument = Omit<Referral, 'id'> & { _id: string };

const text = { type: String };
const required = { type: String, required: true };
const instant = { type: Date };
/** Nested nouns are typed by src/referral/referral.ts; the schema guards that no unknown field is written. */
const noun = { type: Schema.Types.Mixed };
const nouns = { type: Schema.Types.Mixed, required: true };

/** Every field of a referral, and no other: a field without a line here does not compile. */
const fields: Record<keyof ReferralDocument, object> = {
  _id: required,
  reference: required,
  programId: required,
  version: { type: Number, required: true },
  state: required,
  stateSince: { ...instant, required: true },
  partner: noun,
  submittedBy: { ...noun, required: true },
  onBehalf: { type: Boolean, required: true },
  partnerChannel: noun,
  door: required,
  submissionKey: required,
  answers: nouns,
  prospect: { ...noun, required: true },
  contact: { ...noun, required: true },
  contactPrints: { type: [String], default: undefined },
  serviceLineId: text,
  region: text,
  urgency: text,
  consent: { ...noun, required: true },
  terms: noun,
  attribution: noun,
  companyKeys: { type: [String], default: undefined },
  rivalsCheckedAt: instant,
  protection: noun,
  conflict: noun,
  findings: noun,
  verdicts: text,
  review: noun,
  unmatched: text,
  route: noun,
  claimBy: instant,
  declinedBy: { type: [String], required: true },
  claim: noun,
  question: noun,
  meeting: noun,
  qualification: noun,
  wakeAt: instant,
  nudge: noun,
  snoozedUntil: instant,
  queue: noun,
  outcome: noun,
  dispute: noun,
  loop: noun,
  attention: noun,
  rewardTerms: noun,
  rewardsOwed: noun,
  notes: nouns,
  undo: noun,
  undone: { type: [String], required: true },
  events: nouns,
  pending: nouns,
  createdAt: { ...instant, required: true },
  updatedAt: { ...instant, required: true },
};

const referralSchema = new Schema<ReferralDocument>(fields as SchemaDefinition<ReferralDocument>, {
  strict: 'throw',
  minimize: false,
  versionKey: false,
  timestamps: false,
  collection: 'referrals',
});

/** Closed referrals have no nudge and are not in its index. */
const NUDGED = { partialFilterExpression: { 'nudge.at': { $exists: true } } };

referralSchema.index({ programId: 1, submissionKey: 1 }, { unique: true });
referralSchema.index({ programId: 1, reference: 1 }, { unique: true });
referralSchema.index({ programId: 1, state: 1, _id: -1 });
referralSchema.index({ programId: 1, 'partner.id': 1, _id: -1 });
referralSchema.index({ programId: 1, 'claim.repId': 1, _id: -1 });
referralSchema.index({ programId: 1, 'claim.repId': 1, state: 1, 'claim.at': 1 });
referralSchema.index({ programId: 1, _id: -1 });
referralSchema.index({ programId: 1, wakeAt: 1 }, { partialFilterExpression: { state: 'nurture' } });
referralSchema.index(
  { programId: 1, 'queue.why': 1 },
  { partialFilterExpression: { 'queue.why': { $exists: true } } },
);
referralSchema.index(
  { programId: 1, 'nudge.sweep': 1, 'nudge.at': 1, _id: 1 },
  { name: 'due_nudges', ...NUDGED },
);
/** What digests look for. Each index holds only those that have the field. */
const WATCHED = ['dueBy', 'quietSince', 'unansweredSince', 'undecidedSince'].map(
  (name) => `attention.${name}`,
);
for (const field of WATCHED)
  referralSchema.index(
    { programId: 1, [field]: 1, _id: 1 },
    { partialFilterExpression: { [field]: { $exists: true } } },
  );
referralSchema.index(
  { programId: 1, 'loop.owedSince': 1, _id: 1 },
  { partialFilterExpression: { 'loop.open': true } },
);
/** Rules are counted by it; most referrals have none. */
referralSchema.index(
  { programId: 1, verdicts: 1 },
  { partialFilterExpression: { verdicts: { $exists: true } } },
);
referralSchema.index(
  { programId: 1, 'rewardsOwed.due': 1 },
  { name: 'rewards_owed', partialFilterExpression: { 'rewardsOwed.0': { $exists: true } } },
);
/** What the rules of eligibility count; a partner's are counted along its list. */
referralSchema.index({ programId: 1, 'submittedBy.userId': 1, createdAt: -1 });
referralSchema.index(
  { programId: 1, contactPrints: 1, createdAt: -1 },
  { name: 'same_contact', partialFilterExpression: { contactPrints: { $exists: true } } },
);
/** Who else has sent the same prospect, and what came from one network address. */
referralSchema.index(
  { programId: 1, 'prospect.domain': 1, _id: -1 },
  { partialFilterExpression: { 'prospect.domain': { $exists: true } } },
);
referralSchema.index(
  { programId: 1, 'attribution.address': 1, createdAt: -1 },
  { partialFilterExpression: { 'attribution.address': { $exists: true } } },
);
referralSchema.index(
  { programId: 1, companyKeys: 1, _id: 1 },
  { name: 'same_company', partialFilterExpression: { companyKeys: { $exists: true } } },
);
referralSchema.index(
  { programId: 1, 'conflict.openedAt': 1, _id: 1 },
  { name: 'open_conflicts', partialFilterExpression: { 'conflict.open': true } },
);
referralSchema.index(...PENDING_INDEX);

/**
 * The document itself. The driver's inserts are checked by nobody else; updates go through the model.
 * @throws Error for a field the schema does not know
 */
export function knownFieldsOnly(document: ReferralDocument): ReferralDocument {
  const unknown = Object.keys(document).find((field) => !(field in fields));
  if (unknown !== undefined) throw new Error(`A referral has no field "${unknown}"`);
  return document;
}

/** The model on this connection; the same one when asked again. */
export function referralModel(connection: Connection): Model<ReferralDocument> {
  return (
    (connection.models.Referral as Model<ReferralDocument> | undefined) ??
    connection.model<ReferralDocument>('Referral', referralSchema)
  );
}

/** The driver's view of the same collection: for new documents, and lists, whose filters are made in referral-query.ts. */
export function referralCollection(connection: Connection): Collection<ReferralDocument> {
  return referralModel(connection).collection as unknown as Collection<ReferralDocument>;
}
