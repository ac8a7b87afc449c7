import type { TenantSeed } from '../teams/index.js';

const NORTHWIND = '7a3d1c52-0b1e-4f6a-9c1d-0a5e6f7b8c90';
export const ALDER = 'c4e8f012-5d3b-4a97-8e21-9f6b7a8c0d13';

/** Entra object ids: the same people as in the simulated Slack where the names are the same. */
export const PEOPLE = {
  priya: '10000000-0000-4000-8000-000000000001',
  jonas: '10000000-0000-4000-8000-000000000002',
  lena: '10000000-0000-4000-8000-000000000003',
  noor: '10000000-0000-4000-8000-000000000004',
  hanna: '10000000-0000-4000-8000-000000000005',
  felix: '20000000-0000-4000-8000-000000000001',
} as const;

const PARTNERS_TEAM = '19:northwindPartners0000000000000000001@thread.tacv2';
const SALES_TEAM = '19:northwindSales000000000000000000001@thread.tacv2';
export const ALDER_CHANNEL = '19:alderAnalytics000000000000000000001@thread.tacv2';
export const REPS_CHANNEL = '19:referralsAnalytics0000000000000001@thread.tacv2';

/**
 * The simulated tenant of the same vendor: a channel shared with Alder Analytics, in which one of its people is a guest
 * and one is federated, and a channel of the reps.
 */
export const PLAYGROUND_TENANT: TenantSeed = {
  homeTenant: NORTHWIND,
  tenants: [
    { id: NORTHWIND, name: 'Northwind Shield', domain: 'northwind.example' },
    { id: ALDER, name: 'Alder Analytics', domain: 'alder.example' },
  ],
  people: [
    {
      id: PEOPLE.felix,
      name: 'Felix Brandt',
      tenant: ALDER,
      kind: 'member',
      title: 'Head of alliances',
      part: 'partner',
    },
    {
      id: PEOPLE.jonas,
      name: 'Jonas Weber',
      tenant: NORTHWIND,
      kind: 'member',
      title: 'Account executive',
      part: 'rep',
    },
    {
      id: PEOPLE.priya,
      name: 'Priya Nair',
      tenant: NORTHWIND,
      kind: 'admin',
      title: 'Partner program manager',
      part: 'program manager',
    },
    {
      id: PEOPLE.lena,
      name: 'Lena Fischer',
      tenant: NORTHWIND,
      kind: 'member',
      title: 'Account executive',
      part: 'rep',
    },
    {
      id: PEOPLE.hanna,
      name: 'Hanna Sol',
      tenant: NORTHWIND,
      kind: 'guest',
      title: 'Data consultant',
      part: 'partner',
      organisation: 'Alder Analytics',
      email: 'hanna.sol@alder.example',
    },
    { id: PEOPLE.noor, name: 'Noor Aziz', tenant: NORTHWIND, kind: 'member', title: 'Marketing', part: '' },
  ],
  teams: [
    {
      id: PARTNERS_TEAM,
      name: 'Partners',
      aadGroupId: '30000000-0000-4000-8000-000000000001',
      members: [PEOPLE.priya, PEOPLE.jonas, PEOPLE.lena],
      channels: [
        { id: PARTNERS_TEAM, name: 'General', kind: 'standard' },
        {
          id: ALDER_CHANNEL,
          name: 'Alder Analytics',
          kind: 'shared',
          members: [PEOPLE.felix, PEOPLE.hanna, PEOPLE.priya, PEOPLE.jonas],
          sharedWith: [ALDER],
        },
      ],
    },
    {
      id: SALES_TEAM,
      name: 'Sales',
      aadGroupId: '30000000-0000-4000-8000-000000000002',
      members: [PEOPLE.jonas, PEOPLE.lena, PEOPLE.priya, PEOPLE.noor],
      channels: [
        { id: SALES_TEAM, name: 'General', kind: 'standard' },
        { id: REPS_CHANNEL, name: 'Referrals', kind: 'standard' },
      ],
    },
  ],
  bot: { appId: '5b0c9f34-7d52-4c1b-a3e8-1f2d3c4b5a69', name: 'Referral Desk' },
  messageExtensions: [
    { commandId: 'submitReferral', title: 'Submit referral', contexts: ['compose', 'message'] },
  ],
  personalInstalls: [PEOPLE.priya, PEOPLE.jonas, PEOPLE.lena],
  messages: [
    {
      channel: ALDER_CHANNEL,
      person: PEOPLE.priya,
      text: 'Welcome Felix and Hanna! Mention Referral Desk here, or press the button on its card, whenever you meet somebody we could help.',
      minutesAgo: 60 * 24 * 21,
    },
    {
      channel: ALDER_CHANNEL,
      person: PEOPLE.felix,
      text: 'Perfect, our customers ask us about security every week.',
      minutesAgo: 60 * 24 * 21 - 9,
    },
    {
      channel: REPS_CHANNEL,
      person: PEOPLE.lena,
      text: 'Referrals from partners on Teams land here. Whoever claims first, has it.',
      minutesAgo: 60 * 24 * 20,
    },
  ],
};
