import type { TenantSeed } from '../../../src/playground/teams/index.js';

export const HOME = '00000000-aaaa-4000-8000-000000000001';
export const PARTNER_TENANT = '00000000-aaaa-4000-8000-000000000002';
export const REP = '11111111-0000-4000-8000-000000000001';
export const OTHER = '11111111-0000-4000-8000-000000000002';
export const GUEST = '11111111-0000-4000-8000-000000000003';
export const FEDERATED = '22222222-0000-4000-8000-000000000001';
export const TEAM = '19:team0001@thread.tacv2';
export const REPS = '19:reps0001@thread.tacv2';
export const SHARED = '19:shared01@thread.tacv2';
export const EMPTY_TEAM = '19:empty001@thread.tacv2';
export const BOT_APP = '33333333-0000-4000-8000-000000000001';

/** A vendor with a team that has the app, a reps' and a shared channel, and a team without the app. */
export const SEED: TenantSeed = {
  homeTenant: HOME,
  tenants: [
    { id: HOME, name: 'Vendor', domain: 'vendor.example' },
    { id: PARTNER_TENANT, name: 'Partner', domain: 'partner.example' },
  ],
  people: [
    { id: REP, name: 'Rita Rep', tenant: HOME, kind: 'member', part: 'rep' },
    { id: OTHER, name: 'Otto Other', tenant: HOME, kind: 'admin' },
    {
      id: GUEST,
      name: 'Gus Guest',
      tenant: HOME,
      kind: 'guest',
      organisation: 'Partner',
      email: 'gus@partner.example',
    },
    { id: FEDERATED, name: 'Pat Partner', tenant: PARTNER_TENANT, kind: 'member', part: 'partner' },
  ],
  teams: [
    {
      id: TEAM,
      name: 'Partners',
      aadGroupId: '44444444-0000-4000-8000-000000000001',
      members: [REP, GUEST],
      channels: [
        { id: TEAM, name: 'General', kind: 'standard' },
        { id: REPS, name: 'Reps', kind: 'standard' },
        {
          id: SHARED,
          name: 'With Partner',
          kind: 'shared',
          members: [REP, FEDERATED],
          sharedWith: [PARTNER_TENANT],
        },
      ],
    },
    {
      id: EMPTY_TEAM,
      name: 'Without the app',
      aadGroupId: '44444444-0000-4000-8000-000000000002',
      members: [REP, OTHER],
      channels: [{ id: EMPTY_TEAM, name: 'General', kind: 'standard' }],
      isInstalled: false,
    },
  ],
  bot: { appId: BOT_APP, name: 'Desk Bot' },
  messageExtensions: [{ commandId: 'submit', title: 'Submit', contexts: ['compose', 'message'] }],
  personalInstalls: [REP],
  messages: [{ channel: REPS, person: REP, text: 'Good morning', minutesAgo: 60 }],
};

type Json = Record<string, unknown>;

/** An Adaptive Card 1.5. */
export function card(body: Json[], actions: Json[] = [], more: Json = {}): Json {
  return { type: 'AdaptiveCard', version: '1.5', body, ...(actions.length > 0 && { actions }), ...more };
}

export const text = (words: string): Json => ({ type: 'TextBlock', text: words, wrap: true });

export const execute = (verb: string, data: Json = {}): Json => ({
  type: 'Action.Execute',
  title: verb,
  verb,
  data,
});

export const submit = (title: string, data: Json = {}): Json => ({ type: 'Action.Submit', title, data });

/** A button that opens a dialog. */
export const opener = (title: string, data: Json = {}): Json =>
  submit(title, { ...data, msteams: { type: 'task/fetch' } });

const attachment = (content: Json): Json => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content,
});

/** A message with a card. */
export const posted = (content: Json): Json => ({ type: 'message', attachments: [attachment(content)] });

/** The answer to task/fetch or task/submit that shows a card. */
export const dialogWith = (content: Json): Json => ({
  task: {
    type: 'continue',
    value: { title: 'Form', height: 'medium', width: 'medium', card: attachment(content) },
  },
});
