import { z } from 'zod/v4';

/** The keys of the program file about what a program manager reviews. */
export const reviewSchema = z
  .strictObject({
    /** For so many days after a rejection by a rule or a program manager its partner may ask to look again, once. */
    disputeDays: z.number().int().min(1).max(365).default(30),
  })
  .prefault({});
