import { z } from 'zod/v4';
import { CREDIT_MODELS } from '../referral/attribution.js';

/** The keys of the program file about who is credited with a referral, and about the landing form behind partners' links. */

/**
 * What the landing form may ask, by the keys of the intake form; company, name, e-mail and consent are always asked.
 * A test holds this list against src/intake/fields.ts.
 */
export const LANDING_CHOICES = [
  'website',
  'contact_role',
  'contact_phone',
  'service_line',
  'problem',
  'current_tools',
  'urgency',
  'region',
] as const;

const landingSchema = z
  .strictObject({
    /** False: every link answers as one that is not in use. */
    open: z.boolean().default(true),
    title: z.string().trim().min(1).max(120).optional(),
    intro: z.string().trim().min(1).max(1_000).optional(),
    /** Stands beside the box; give a new version whenever the wording changes. */
    consent: z
      .strictObject({ version: z.string().min(1).max(40), wording: z.string().trim().min(1).max(700) })
      .optional(),
    fields: z
      .array(z.enum(LANDING_CHOICES))
      .default(['website', 'contact_role', 'contact_phone', 'service_line', 'problem', 'region']),
    /** Linked below the form. */
    privacyUrl: z
      .url({ protocol: /^https?$/ })
      .max(500)
      .optional(),
  })
  .prefault({});

export const attributionSchema = z
  .strictObject({
    model: z.enum(CREDIT_MODELS).default('registration_wins'),
    /** How long a touch counts, in days of 24 hours. */
    windowDays: z.number().int().min(1).max(3650).default(90),
    landing: landingSchema,
  })
  .prefault({});
