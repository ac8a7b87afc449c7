import { z } from 'zod/v4';
import { date } from './definition-atoms.js';

/** The keys of the program file that state the terms partners accept. */

export const termsSchema = z.strictObject({
  /** Whoever has accepted another version is asked again. */
  version: z.string().trim().min(1).max(40),
  title: z.string().trim().min(1).max(100).optional(),
  /** The first day of this version, in the program's zone; until then the one before stays in force. Absent: at once. */
  effective: date.optional(),
  /** Where they can be read, too. */
  url: z.url({ protocol: /^https?$/, error: 'is not a web address such as https://example.com' }).optional(),
  text: z.string().min(1).max(20_000),
});

export type ProgramTerms = z.infer<typeof termsSchema>;
