import { z } from 'zod/v4';
import { PLATFORMS } from '../messages/address.js';
import { ended, id, PARTNER_KINDS, zone } from './definition-atoms.js';

/** Which channel is for what. */

const channel = z.strictObject({ platform: z.enum(PLATFORMS).default('slack'), id: z.string().min(1) });

export const channelAssignmentSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('partner'),
    id,
    channel,
    partner: id,
    /** Id of the triage channel that takes this partner's referrals before any other rule. */
    triage: id.optional(),
    /** Of the people in it, if otherwise than the partner's. */
    timeZone: zone.optional(),
    ended,
  }),
  z.strictObject({
    kind: z.literal('triage'),
    id,
    channel,
    /** Empty means: every one. */
    serviceLines: z.array(id).default([]),
    regions: z.array(id).default([]),
    partnerKinds: z.array(z.enum(PARTNER_KINDS)).default([]),
    /** Who may claim here. */
    reps: z.array(id).default([]),
    /** Takes what no other rule takes. */
    default: z.boolean().default(false),
    ended,
  }),
  z.strictObject({ kind: z.literal('digest'), id, channel, ended }),
]);

export type ChannelAssignment = z.infer<typeof channelAssignmentSchema>;
export type PartnerChannel = Extract<ChannelAssignment, { kind: 'partner' }>;
export type TriageChannel = Extract<ChannelAssignment, { kind: 'triage' }>;
