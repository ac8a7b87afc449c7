import { z } from 'zod/v4';
import { CONSEQUENCES } from '../referral/findings.js';

/** The keys of the program file that say how long a registration is protected, and what follows when another has the company. */

/** For a certain match. One that is only likely goes to review at most. */
const consequence = z.enum(CONSEQUENCES).default('review');

export const protectionSchema = z
  .strictObject({
    /** So many days of the program's zone after the day on which it was taken up, to the end of that day. */
    days: z.number().int().min(1).max(3650).default(90),
    /** The partner is told so many days before the end; 0: it is not. */
    warnDays: z.number().int().min(0).max(365).default(14),
    /** A meeting held, a real need, an offer: protected so many days from then, if that is later. */
    extendDays: z.number().int().min(1).max(3650).default(90),
    /** Two partners who sent the same company within so many minutes are even: a program manager decides. */
    tieMinutes: z.number().int().min(0).max(10_080).default(10),
    actions: z
      .strictObject({
        /** The same partner has sent it before. */
        own: consequence,
        /** Another partner's, within its window. */
        protected: consequence,
        /** It has become a customer through an earlier referral. */
        won: consequence,
      })
      .prefault({}),
    /** What the partners of a conflict are told when it is decided. */
    words: z
      .strictObject({
        awarded: words('It was decided for your introduction: we go on with it.'),
        notAwarded: words(
          'This company had been introduced to us in another way, and it was decided to go on with that.',
        ),
        joint: words('We go on with your introduction, together with what had reached us in another way.'),
      })
      .prefault({}),
  })
  .prefault({});

function words(usual: string) {
  return z.string().trim().min(1).max(500).default(usual);
}

export type ProtectionSettings = z.infer<typeof protectionSchema>;
