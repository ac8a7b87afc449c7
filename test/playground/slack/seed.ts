import type { WorkspaceSeed } from '../../../src/playground/slack/index.js';

/** A vendor with a shared partner channel, a triage channel, a private channel and one that is archived. */
export const SEED: WorkspaceSeed = {
  homeTeam: 'T0VENDOR',
  teams: [
    { id: 'T0VENDOR', name: 'Vendor', domain: 'vendor' },
    { id: 'T0PARTNER', name: 'Partner', domain: 'partner' },
    { id: 'T0OTHER', name: 'Other', domain: 'other' },
  ],
  people: [
    {
      id: 'U0REP',
      name: 'Rita Rep',
      team: 'T0VENDOR',
      kind: 'member',
      timeZone: 'Europe/Berlin',
      part: 'rep',
    },
    { id: 'U0ADMIN', name: 'Ada Admin', team: 'T0VENDOR', kind: 'admin' },
    { id: 'U0GUEST', name: 'Gus Guest', team: 'T0VENDOR', kind: 'single_channel_guest' },
    { id: 'U0PARTNER', name: 'Pat Partner', team: 'T0PARTNER', kind: 'member', part: 'partner' },
    { id: 'U0STRANGER', name: 'Sam Stranger', team: 'T0OTHER', kind: 'member' },
  ],
  channels: [
    {
      id: 'C0SHARED',
      name: 'vendor-partner',
      members: ['U0REP', 'U0GUEST', 'U0PARTNER'],
      sharedWith: ['T0PARTNER'],
    },
    { id: 'C0TRIAGE', name: 'triage', members: ['U0REP', 'U0ADMIN'] },
    { id: 'C0ELSE', name: 'elsewhere', members: ['U0REP'], botIsMember: false },
    { id: 'C0SECRET', name: 'secret', members: ['U0REP'], isPrivate: true, botIsMember: false },
    { id: 'C0OLD', name: 'old', members: ['U0REP'], isArchived: true },
  ],
  bot: { userId: 'U0BOT', botId: 'B0BOT', appId: 'A0APP', name: 'Referral Desk' },
  commands: [{ command: '/refer', hint: 'a lead' }],
  shortcuts: [{ callbackId: 'refer_from_message', label: 'Refer from this message' }],
};

export const button = (actionId: string, more: Record<string, unknown> = {}) => ({
  type: 'button',
  action_id: actionId,
  text: { type: 'plain_text', text: 'Press' },
  ...more,
});

export const card = (actionId: string, more: Record<string, unknown> = {}) => [
  { type: 'section', text: { type: 'mrkdwn', text: 'A card' } },
  { type: 'actions', block_id: 'acts', elements: [button(actionId, more)] },
];

export const input = (
  blockId: string,
  element: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => ({
  type: 'input',
  block_id: blockId,
  label: { type: 'plain_text', text: blockId },
  element: { action_id: 'value', ...element },
  ...more,
});

export const modal = (blocks: unknown[], more: Record<string, unknown> = {}) => ({
  type: 'modal',
  callback_id: 'form',
  title: { type: 'plain_text', text: 'Refer a lead' },
  submit: { type: 'plain_text', text: 'Send' },
  blocks,
  ...more,
});
