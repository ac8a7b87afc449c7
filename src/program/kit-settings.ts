import { z } from 'zod/v4';
import { id, PARTNER_KINDS } from './definition-atoms.js';

/** The keys of the program file that tell partners how to refer. Each part that is left out follows from the rest of the program. */

const line = z.string().trim().min(1).max(200);
/** All of it has to fit into one message in Slack and in Teams. */
const lines = z.array(line).min(1).max(8).optional();

const words = {
  whoFits: lines,
  whoDoesNot: lines,
  whatToSay: lines,
  whatNotToShare: lines,
  /** `{partner}` and `{program}` stand for their names. */
  introductionEmail: z.string().trim().min(1).max(1_500).optional(),
  /** Only what anybody may read. */
  caseStudies: z
    .array(
      z.strictObject({
        title: z.string().trim().min(1).max(100),
        url: z.url({ protocol: /^https$/ }).max(300),
      }),
    )
    .max(6)
    .optional(),
};

export const kitSchema = z
  .strictObject({
    ...words,
    /** Other words for partners of a kind, part by part. */
    byKind: z.partialRecord(z.enum(PARTNER_KINDS), z.strictObject(words)).default({}),
  })
  .prefault({});

export const onboardingSchema = z
  .strictObject({
    /** A new partner that has referred nothing by then is written to once, in days. */
    nudgeAfterDays: z.union([z.number().int().min(1).max(365), z.literal('off')]).default(14),
  })
  .prefault({});

/** While it is there, the program is open for these partners alone. */
export const pilotSchema = z.strictObject({ partners: z.array(id).min(1).max(1_000) }).optional();

export type KitWords = Omit<z.infer<typeof kitSchema>, 'byKind'>;
