import { z } from 'zod/v4';
import { id } from './definition-atoms.js';

/** The keys of the program file that say what makes a referral a qualified one. */

/** How a criterion is answered: a box that the rep ticks, or some words in which the rep says how it is met. */
const CRITERION_KINDS = ['confirm', 'words'] as const;

const criterion = z.strictObject({
  /** Kept with every referral that was qualified: never used again for something else. */
  id,
  /** Said to the rep: a sentence that is true when it is met. */
  label: z.string().trim().min(1).max(150),
  kind: z.enum(CRITERION_KINDS).default('confirm'),
  /** Without it a referral is not qualified. */
  required: z.boolean().default(true),
});

/** What the field commonly asks for; whoever knows its own market writes its own. */
const USUAL = [
  { id: 'fit', label: 'Their size or environment fits what we offer' },
  { id: 'problem', label: 'Their problem fits one of our service lines' },
  { id: 'call', label: 'They are willing to schedule a call' },
  { id: 'authorised', label: 'Whoever told us was authorised to share it' },
];

export const qualificationSchema = z
  .strictObject({
    /** Stored with each referral; give a new one whenever the list changes. */
    version: z.string().trim().min(1).max(40).optional(),
    criteria: z
      .array(criterion)
      .max(12)
      .refine((list) => new Set(list.map((one) => one.id)).size === list.length, 'has the same id twice')
      .default(USUAL.map((one) => ({ ...one, kind: 'confirm' as const, required: true }))),
  })
  .prefault({});

export type Criterion = z.infer<typeof criterion>;
