import { z } from 'zod/v4';
import { entraId } from '../config/entra-id.js';
import { reachable } from './clock-settings.js';
import { date, domain, ended, id, name, PARTNER_KINDS } from './definition-atoms.js';
import { partnerEligibility } from './eligibility-settings.js';
import { accounts } from './people-settings.js';
import { partnerRewardKeys } from './reward-settings.js';

/** Partners and their people. */

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

export type Partner = z.infer<typeof partnerSchema>;
export type PartnerContact = z.infer<typeof contactSchema>;
