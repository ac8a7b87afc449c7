import { z } from 'zod/v4';
import { entraId } from '../config/entra-id.js';
import { PLATFORMS } from '../messages/address.js';
import { NO_FIT_REASONS, REJECT_REASONS } from '../referral/reasons.js';
import { attributionSchema } from './attribution-settings.js';
import {
  checkInsSchema,
  digestsSchema,
  outOfOfficeSchema,
  ownDigestSchema,
  ownServiceLevelsSchema,
  reachable,
  remindersSchema,
  serviceLevelsSchema,
} from './clock-settings.js';
import {
  clockTime,
  closingTime,
  date,
  domain,
  holidays,
  id,
  name,
  PARTNER_KINDS,
  weekday,
  zone,
} from './definition-atoms.js';
import { eligibilitySchema, partnerEligibility } from './eligibility-settings.js';
import { fitSchema } from './fit-settings.js';
import { kitSchema, onboardingSchema, pilotSchema } from './kit-settings.js';
import { knownCompaniesSchema } from './known-settings.js';
import { protectionSchema } from './protection-settings.js';
import { qualificationSchema } from './qualification-settings.js';
import { reviewSchema } from './review-settings.js';
import { partnerRewardKeys, rewardsSchema } from './reward-settings.js';
import { termsSchema } from './terms-settings.js';

/**
 * The program definition: the YAML file that `program apply` reads and `program export` writes.
 * docs/program.example.yaml is the commented example. Unknown keys are refused, so that a typing error is told.
 */

/** A person's accounts: Slack user id `U…`/`W…`, Teams AAD object id. */
const accounts = z
  .strictObject({
    slack: z
      .string()
      .regex(/^[UW][A-Z0-9]{2,}$/, 'is not a Slack member id such as U012AB3CD')
      .optional(),
    teams: z.string().min(1).transform(entraId).optional(),
  })
  .default({});

const person = {
  id,
  name,
  email: z.email().optional(),
  accounts,
  ...reachable,
  outOfOffice: outOfOfficeSchema,
  /** When this person's digest comes, if otherwise than the program's. */
  digest: ownDigestSchema,
};

export { PARTNER_KINDS };

const ended = z.boolean().default(false);

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

export const programManagerSchema = z.strictObject({ ...person, ended });

export const repSchema = z.strictObject({
  ...person,
  serviceLines: z.array(id).default([]),
  regions: z.array(id).default([]),
  /** Open referrals at most; more are not given to this rep, but may be claimed. Absent: as many as come. */
  capacity: z.number().int().min(0).max(10_000).optional(),
  ended,
});

export const contactSchema = z.strictObject({
  name,
  email: z.email().optional(),
  accounts,
});

export const partnerSchema = z.strictObject({
  id,
  name,
  kind: z.enum(PARTNER_KINDS).default('services'),
  /** Id of a program manager or rep. */
  manager: id.optional(),
  domains: z.array(domain).default([]),
  contacts: z.array(contactSchema).default([]),
  /** Workspaces and tenants whose people speak for this partner in its channel. */
  workspaces: z
    .strictObject({
      slack: z
        .array(z.string().regex(/^[TE][A-Z0-9]{2,}$/, 'is not a Slack team id such as T012AB3CD'))
        .default([]),
      teams: z.array(z.string().min(1).transform(entraId)).default([]),
    })
    .default({ slack: [], teams: [] }),
  ...reachable,
  ...partnerRewardKeys,
  /** The day it joined: quarters by anniversary count from here. Absent: from when it was first in the program. */
  since: date.optional(),
  /** Is talked to when it writes, and gets no check-ins. */
  paused: z.boolean().default(false),
  ...partnerEligibility,
  ended,
});

const channel = z.strictObject({ platform: z.enum(PLATFORMS).default('slack'), id: z.string().min(1) });

export const channelAssignmentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('partner'),
    id,
    channel,
    partner: id,
    /** Id of the triage channel that takes this partner's referrals before any other rule. */
    triage: id.optional(),
    /** Of the people in it, if otherwise than the partner's. */
    timeZone: zone.optional(),
    ended,
  }),
  z.strictObject({
    kind: z.literal('triage'),
    id,
    channel,
    /** Empty means: every one. */
    serviceLines: z.array(id).default([]),
    regions: z.array(id).default([]),
    partnerKinds: z.array(z.enum(PARTNER_KINDS)).default([]),
    /** Who may claim here. */
    reps: z.array(id).default([]),
    /** Takes what no other rule takes. */
    default: z.boolean().default(false),
    ended,
  }),
  z.strictObject({ kind: z.literal('digest'), id, channel, ended }),
]);

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
export type ProgramManager = z.infer<typeof programManagerSchema>;
export type Rep = z.infer<typeof repSchema>;
export type Partner = z.infer<typeof partnerSchema>;
export type PartnerContact = z.infer<typeof contactSchema>;
export type ChannelAssignment = z.infer<typeof channelAssignmentSchema>;
export type PartnerChannel = Extract<ChannelAssignment, { kind: 'partner' }>;
export type TriageChannel = Extract<ChannelAssignment, { kind: 'triage' }>;
export type Accounts = z.infer<typeof accounts>;

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
