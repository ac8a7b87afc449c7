import { z } from 'zod/v4';
import { entraId } from '../config/entra-id.js';
import { outOfOfficeSchema, ownDigestSchema, reachable } from './clock-settings.js';
import { ended, id, name } from './definition-atoms.js';

/** Our own people, and the accounts by which people are known. */

/** A person's accounts: Slack user id `U…`/`W…`, Teams AAD object id. */
export const accounts = z
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

export const programManagerSchema = z.strictObject({ ...person, ended });

export const repSchema = z.strictObject({
  ...person,
  serviceLines: z.array(id).default([]),
  regions: z.array(id).default([]),
  /** Open referrals at most; more are not given to this rep, but may be claimed. Absent: as many as come. */
  capacity: z.number().int().min(0).max(10_000).optional(),
  ended,
});

export type ProgramManager = z.infer<typeof programManagerSchema>;
export type Rep = z.infer<typeof repSchema>;
export type Accounts = z.infer<typeof accounts>;
