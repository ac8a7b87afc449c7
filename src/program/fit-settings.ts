import { z } from 'zod/v4';

/** The keys of the program file that say how much speaks for a referral; see fit.ts for what each part looks at. */

const weight = z.number().int().min(0).max(100);

export const fitSchema = z
  .strictObject({
    /** Against one another: they need not add up to 100. All 0: there is no score. */
    weights: z
      .strictObject({
        serviceLine: weight.default(25),
        region: weight.default(20),
        contact: weight.default(20),
        role: weight.default(20),
        urgency: weight.default(15),
      })
      .prefault({}),
    /** Words in a contact's role that speak for somebody who decides, however they are capitalised. */
    decidingRoles: z
      .array(z.string().trim().min(2).max(40))
      .max(50)
      .default([
        ...['chief', 'ceo', 'cto', 'cio', 'ciso', 'coo', 'cfo', 'head', 'director', 'president', 'vp'],
        ...['owner', 'founder', 'managing', 'leiter', 'leiterin'],
      ]),
  })
  .prefault({});

export type FitSettings = z.infer<typeof fitSchema>;
export type FitPartId = keyof FitSettings['weights'];
