import { z } from 'zod/v4';
import { CONSEQUENCES } from '../referral/findings.js';
import { date, domain, id, name } from './definition-atoms.js';

/** The keys of the program file that say which referrals count: from whom, about whom, how many. */

const consequence = z.enum(CONSEQUENCES);
const rule = (action: z.infer<typeof consequence>) =>
  z.strictObject({ action: consequence.default(action) }).prefault({});

/** More of a kind than we know of. */
const domains = z.array(domain).max(1000).default([]);

/**
 * What follows where a rule holds for certain. What is only likely goes to review at most; `accept` lets both pass, with a
 * note for staff. Turned down by itself is by default only what is certainly a mistake.
 */
export const eligibilitySchema = z
  .strictObject({
    /** The contact is the person who refers, or one of the partner's own people. */
    selfReferral: rule('review'),
    /** The prospect is the partner itself, by its domain or name. */
    partnerCompany: rule('review'),
    /** The prospect is we. */
    ownCompany: z
      .strictObject({
        action: consequence.default('reject'),
        domains: z.array(domain).max(100).default([]),
        names: z.array(name).max(100).default([]),
      })
      .prefault({}),
    /** An address, or a website, where everybody can have one. */
    freeMail: z.strictObject({ action: consequence.default('accept'), domains }).prefault({}),
    /** An address made to be thrown away. */
    disposableMail: z.strictObject({ action: consequence.default('review'), domains }).prefault({}),
    partnerNotActive: z
      .strictObject({
        /** Paused are check-ins; whoever refers all the same is welcome. */
        paused: consequence.default('accept'),
        suspended: consequence.default('review'),
        notEligible: consequence.default('review'),
        ended: consequence.default('review'),
      })
      .prefault({}),
    /** The partner's `agreement`, where the program demands one. */
    agreement: z
      .strictObject({ required: z.boolean().default(false), action: consequence.default('review') })
      .prefault({}),
    /** The partner's `mayRefer`. */
    outsideServiceLines: rule('review'),
    outsideRegions: rule('review'),
    /** In a month or quarter of the program's zone. A partner's `mayRefer.atMost` goes before. Absent: as many as come. */
    periodCap: z
      .strictObject({
        action: consequence.default('review'),
        per: z.enum(['month', 'quarter']).default('month'),
        atMost: z.number().int().min(1).max(10_000).optional(),
      })
      .prefault({}),
    /** From one person of a partner. */
    tooManyInShortTime: z
      .strictObject({
        action: consequence.default('review'),
        atMost: z.number().int().min(1).max(1000).default(30),
        withinMinutes: z.number().int().min(1).max(1440).default(10),
      })
      .prefault({}),
    /** The contact's e-mail or phone was referred by anyone, in days of the program's zone. */
    sameContactAgain: z
      .strictObject({
        action: consequence.default('accept'),
        withinDays: z.number().int().min(1).max(3650).default(90),
      })
      .prefault({}),
  })
  .prefault({});

/** The keys of a partner about what it may refer. */
export const partnerEligibility = {
  /** Why it may not refer for now, or at all. Absent: it may. It hears of its referrals all the same, and nothing invites it to refer. */
  standing: z.enum(['suspended', 'not_eligible']).optional(),
  /** Signed by both, in force from the day of signing until the last day given. */
  agreement: z
    .strictObject({ signed: date, until: date.optional() })
    .refine(
      ({ signed, until }) => until === undefined || signed <= until,
      '`signed` must not be after `until`',
    )
    .optional(),
  mayRefer: z
    .strictObject({
      /** Empty means: every one. */
      serviceLines: z.array(id).default([]),
      regions: z.array(id).default([]),
      /** In the period of `eligibility.periodCap`. */
      atMost: z.number().int().min(1).max(10_000).optional(),
    })
    .optional(),
};
