import type { TenantSeed } from '../../src/playground/teams/index.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { PARTNERS, PROGRAM, REPS } from './office.js';

/** The same vendor, partners and reps in Microsoft Teams: each partner in a channel shared with its tenant. */

export const APP_ID = '5b0c9f34-7d52-4c1b-a3e8-1f2d3c4b5a69';
export const APP_PASSWORD = 'client-secret-of-the-bench';
export const TENANT = guid(1, 0);
export const TEAM_ID = '19:benchTeam@thread.tacv2';
const REPS_CHANNEL = '19:benchReps@thread.tacv2';

export const TEAMS_PARTNERS = PARTNERS.map(({ id, name }, index) => ({
  id,
  name,
  tenantId: guid(2, index),
  personId: guid(3, index),
  channelId: `19:bench-${id}@thread.tacv2`,
}));
const TEAMS_REPS = REPS.map((rep, index) => ({ ...rep, personId: guid(4, index) }));

export const TEAMS_PROGRAM: Definition = definitionSchema.parse({
  ...PROGRAM,
  programManagers: [{ id: 'paula', name: 'Paula Manager', accounts: { teams: guid(5, 0) } }],
  reps: TEAMS_REPS.map(({ id, name, personId }) => ({ id, name, accounts: { teams: personId } })),
  partners: TEAMS_PARTNERS.map(({ id, name, tenantId }) => ({
    id,
    name,
    kind: 'services',
    manager: 'paula',
    workspaces: { teams: [tenantId] },
  })),
  channels: [
    ...TEAMS_PARTNERS.map(({ id, channelId }) => ({
      kind: 'partner',
      id: `${id}-channel`,
      channel: { platform: 'teams', id: channelId },
      partner: id,
    })),
    { kind: 'triage', id: 'triage', channel: { platform: 'teams', id: REPS_CHANNEL }, default: true },
  ],
});

export const BENCH_TENANT: TenantSeed = {
  homeTenant: TENANT,
  tenants: [
    { id: TENANT, name: 'Northwind Shield', domain: 'northwind.example' },
    ...TEAMS_PARTNERS.map(({ tenantId, name, id }) => ({ id: tenantId, name, domain: `${id}.example` })),
  ],
  people: [
    { id: guid(5, 0), name: 'Paula Manager', tenant: TENANT, kind: 'admin' },
    ...TEAMS_REPS.map(({ personId, name }) => ({
      id: personId,
      name,
      tenant: TENANT,
      kind: 'member' as const,
    })),
    ...TEAMS_PARTNERS.map(({ personId, name, tenantId }) => ({
      id: personId,
      name: `Pat of ${name}`,
      tenant: tenantId,
      kind: 'member' as const,
    })),
  ],
  teams: [
    {
      id: TEAM_ID,
      name: 'Partners',
      aadGroupId: guid(6, 0),
      members: [guid(5, 0), ...TEAMS_REPS.map(({ personId }) => personId)],
      channels: [
        { id: REPS_CHANNEL, name: 'Referrals', kind: 'standard' },
        ...TEAMS_PARTNERS.map(({ channelId, name, personId, tenantId }) => ({
          id: channelId,
          name,
          kind: 'shared' as const,
          members: [guid(5, 0), personId],
          sharedWith: [tenantId],
        })),
      ],
    },
  ],
  bot: { appId: APP_ID, name: 'Referral Desk' },
  messageExtensions: [],
};

function guid(kind: number, number: number): string {
  return `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
