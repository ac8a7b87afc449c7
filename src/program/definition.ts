import { z } from 'zod/v4';
import { NO_FIT_REASONS, REJECT_REASONS } from '../referral/reasons.js';
import { attributionSchema } from './attribution-settings.js';
import { channelAssignmentSchema } from './channel-settings.js';
import {
  checkInsSchema,
  digestsSchema,
  ownServiceLevelsSchema,
  remindersSchema,
  serviceLevelsSchema,
} from './clock-settings.js';
import { clockTime, closingTime, ended, holidays, id, name, weekday, zone } from './definition-atoms.js';
import { eligibilitySchema } from './eligibility-settings.js';
import { fitSchema } from './fit-settings.js';
import { kitSchema, onboardingSchema, pilotSchema } from './kit-settings.js';
import { knownCompaniesSchema } from './known-settings.js';
import { partnerSchema } from './partner-settings.js';
import { programManagerSchema, repSchema } from './people-settings.js';
import { protectionSchema } from './protection-settings.js';
import { qualificationSchema } from './qualification-settings.js';
import { reviewSchema } from './review-settings.js';
import { rewardsSchema } from './reward-settings.js';
import { termsSchema } from './terms-settings.js';

/**
 * The program definition: the YAML file that `program apply` reads and `program export` writes.
 * docs/program.example.yaml is the commented example. Unknown keys are refused, so that a typing error is told.
 */

export const serviceLineSchema = z.strictObject({
  id,
  name,
  /** Said in the form so that a partner can choose. */
  description: z.string().max(200).optional(),
  /** What the first meeting should cover. */
  discovery: z.array(z.string().min(1).max(300)).max(20).default([]),
  /** Where it is otherwise than the program's. */
  serviceLevels: ownServiceLevelsSchema,
  ended,
});

export const definitionSchema = z.strictObject({
  id,
  name,
  timeZone: zone,
  /** ISO 4217; amounts are asked for and shown in it. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'is not a currency code such as EUR')
    .default('EUR'),
  businessHours: z
    .strictObject({
      days: z.array(weekday).min(1).default(['mon', 'tue', 'wed', 'thu', 'fri']),
      from: clockTime.default('09:00'),
      to: closingTime.default('17:00'),
    })
    .refine((value) => value.from < value.to, '`from` must be before `to`')
    .default({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }),
  /** Country (ISO 3166-1) and region (ISO 3166-2 without the country) of the public holidays. */
  holidays: holidays.optional(),
  serviceLevels: serviceLevelsSchema,
  reminders: remindersSchema,
  checkIns: checkInsSchema,
  digests: digestsSchema,
  /** What follows when a prospect is in an imported list. */
  knownCompanies: knownCompaniesSchema,
  /** Which referrals count: from whom, about whom, how many. */
  eligibility: eligibilitySchema,
  /** What partners are told about how to refer, and when they join. */
  kit: kitSchema,
  onboarding: onboardingSchema,
  pilot: pilotSchema,
  /** What a program manager reviews, and what a partner may dispute. */
  review: reviewSchema,
  /** What partners earn. Absent: nothing. */
  rewards: rewardsSchema,
  /** Who is credited, and the form behind partners' links. */
  attribution: attributionSchema,
  /** How long a registration is protected, and what follows when another has the company. */
  protection: protectionSchema,
  /** For how long the last step can be taken back; messages to the partner about an end wait as long. */
  undoSeconds: z.number().int().min(0).max(3600).default(300),
  regions: z.array(z.strictObject({ id, name })).default([]),
  serviceLines: z.array(serviceLineSchema).default([]),
  programManagers: z.array(programManagerSchema).default([]),
  reps: z.array(repSchema).default([]),
  partners: z.array(partnerSchema).default([]),
  channels: z.array(channelAssignmentSchema).default([]),
  shareableReasons: z
    .partialRecord(
      z.enum([...new Set([...REJECT_REASONS, ...NO_FIT_REASONS])] as [string, ...string[]]),
      z.string().min(1).max(500),
    )
    .default({}),
  consent: z
    .strictObject({ version: z.string().min(1).max(40), wording: z.string().min(1).max(700) })
    .default({
      version: '1',
      wording: 'The contact agreed that I share these details and that you get in touch about this.',
    }),
  /** What partners accept before they refer. Absent: nothing is asked. */
  terms: termsSchema.optional(),
  /** What a rep confirms at *qualified*. */
  qualification: qualificationSchema,
  /** What speaks for a referral, and how much. */
  fit: fitSchema,
});

export type Definition = z.infer<typeof definitionSchema>;
export type ServiceLine = z.infer<typeof serviceLineSchema>;

/** The lists whose entries have an id: what `program apply` merges entry by entry. */
export const KEYED_LISTS = [
  'regions',
  'serviceLines',
  'programManagers',
  'reps',
  'partners',
  'channels',
] as const;
export type KeyedList = (typeof KEYED_LISTS)[number];
