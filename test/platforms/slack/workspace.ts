import type { WorkspaceSeed } from '../../../src/playground/slack/index.js';

/** A vendor's workspace and a partner's, with a channel between them. */
export const workspace: WorkspaceSeed = {
  homeTeam: 'T0HOME',
  teams: [
    { id: 'T0HOME', name: 'Vendor', domain: 'vendor' },
    { id: 'T0ACME', name: 'Acme', domain: 'acme' },
    { id: 'T0OTHER', name: 'Other', domain: 'other' },
  ],
  people: [
    { id: 'U0REP', name: 'Rae Pine', team: 'T0HOME', kind: 'member', timeZone: 'Europe/Berlin' },
    { id: 'U0ADMIN', name: 'Ada Min', team: 'T0HOME', kind: 'admin' },
    { id: 'U0GUEST', name: 'Gus Test', team: 'T0HOME', kind: 'guest' },
    { id: 'U0PAT', name: 'Pat Ner', team: 'T0ACME', kind: 'member' },
  ],
  channels: [
    {
      id: 'C0PARTNER',
      name: 'acme-partner',
      members: ['U0REP', 'U0PAT', 'U0GUEST'],
      sharedWith: ['T0ACME'],
      creator: 'U0REP',
    },
    { id: 'C0TRIAGE', name: 'triage', members: ['U0REP', 'U0ADMIN'] },
    { id: 'C0NEW', name: 'new', members: ['U0REP', 'U0ADMIN'], botIsMember: false },
  ],
  bot: { userId: 'U0BOT', botId: 'B0BOT', appId: 'A0APP', name: 'Referral Desk' },
  commands: [
    { command: '/refer', hint: '' },
    { command: '/referrals', hint: '' },
  ],
  shortcuts: [{ callbackId: 'refer_from_message', label: 'Refer from this message' }],
  messages: [
    { channel: 'C0TRIAGE', user: 'U0ADMIN', text: 'Acme &amp; <https://x.example|x>', minutesAgo: 5 },
  ],
};
