import { z } from 'zod/v4';
import { CONSEQUENCES } from '../referral/findings.js';

/** The keys of the program file that say what follows when a prospect is known already. */

const days = z.number().int().min(1).max(3650);

/** For a certain match. A likely one goes to review at most; `accept` lets both pass, with a note for staff. */
const consequence = z.enum(CONSEQUENCES);

export const knownCompaniesSchema = z
  .strictObject({
    /** It is in the customers list. */
    customer: z.strictObject({ action: consequence.default('reject') }).prefault({}),
    opportunity: z
      .strictObject({
        action: consequence.default('reject'),
        /** In days of the program's zone; an older opportunity protects nobody any more. */
        youngerThanDays: days.default(180),
        /** Stages, however they are capitalised, that are not open although they are in the list. */
        closedStages: z
          .array(z.string().trim().min(1).max(120))
          .max(50)
          .default(['Closed', 'Closed Won', 'Closed Lost', 'Won', 'Lost']),
      })
      .prefault({}),
    /** Sales had to do with it lately, as customer or opportunity, whatever its stage. */
    touched: z
      .strictObject({ action: consequence.default('review'), withinDays: days.default(90) })
      .prefault({}),
    /** Its name, domain or e-mail address is in the do-not-contact list. */
    doNotContact: z.strictObject({ action: consequence.default('reject') }).prefault({}),
  })
  .prefault({});

export type KnownCompanySettings = z.infer<typeof knownCompaniesSchema>;
