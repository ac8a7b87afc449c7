import type { WorkspaceSeed } from '../../src/playground/slack/index.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';

/** The vendor the bench runs for: sixteen partners in channels of their own, four triage channels, twenty reps. */

export const SIGNING_SECRET = 'signing-secret-of-the-bench';
export const BOT_TOKEN = 'xoxb-of-the-bench';
export const HOME_TEAM = 'T0HOME';
export const BOT = { userId: 'U0BOT', botId: 'B0BOT', appId: 'A0BOT', name: 'Referral Desk' };

/** A partner with one person and the channel shared with it. */
interface PartnerPlace {
  id: string;
  name: string;
  teamId: string;
  userId: string;
  channelId: string;
}

export const PARTNERS: readonly PartnerPlace[] = numbered(16, (number) => ({
  id: `partner-${number}`,
  name: `Partner ${number} Consulting`,
  teamId: `T0PARTNER${number}`,
  userId: `U0PARTNER${number}`,
  channelId: `C0PARTNER${number}`,
}));

export const REPS = numbered(20, (number) => ({
  id: `rep-${number}`,
  name: `Rep Number ${number}`,
  userId: `U0REP${number}`,
}));

const SERVICE_LINES = ['Penetration testing', 'Cloud review', 'ISO 27001', 'Incident response'].map(
  (name, index) => ({ id: `line-${index}`, name, discovery: ['What has to be tested?', 'By when?'] }),
);

export const SERVICE_LINE_IDS = SERVICE_LINES.map(({ id }) => id);
export const STAFF_CHANNEL = 'C0TRIAGE0';

export const PROGRAM: Definition = definitionSchema.parse({
  id: 'bench',
  name: 'Northwind Shield',
  timeZone: 'Europe/Berlin',
  businessHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: { country: 'DE', region: 'BE' },
  regions: [
    { id: 'dach', name: 'Germany, Austria, Switzerland' },
    { id: 'uk', name: 'United Kingdom and Ireland' },
  ],
  serviceLines: SERVICE_LINES,
  // One person sends hundreds a minute here; what is measured is a referral that goes its way.
  eligibility: { tooManyInShortTime: { atMost: 1000, withinMinutes: 1 } },
  programManagers: [{ id: 'paula', name: 'Paula Manager', accounts: { slack: 'U0MANAGER' } }],
  reps: REPS.map(({ id, name, userId }) => ({ id, name, accounts: { slack: userId } })),
  partners: PARTNERS.map(({ id, name, teamId }) => ({
    id,
    name,
    kind: 'services',
    manager: 'paula',
    workspaces: { slack: [teamId] },
  })),
  channels: [
    ...PARTNERS.map(({ id, channelId }) => ({
      kind: 'partner',
      id: `${id}-channel`,
      channel: { id: channelId },
      partner: id,
    })),
    ...SERVICE_LINES.map((line, index) => ({
      kind: 'triage',
      id: `triage-${index}`,
      channel: { id: `C0TRIAGE${index}` },
      serviceLines: [line.id],
      reps: REPS.map(({ id }) => id),
    })),
  ],
});

export const WORKSPACE: WorkspaceSeed = {
  homeTeam: HOME_TEAM,
  teams: [
    { id: HOME_TEAM, name: 'Northwind Shield', domain: 'northwind' },
    ...PARTNERS.map(({ teamId, name, id }) => ({ id: teamId, name, domain: id })),
  ],
  people: [
    { id: 'U0MANAGER', name: 'Paula Manager', team: HOME_TEAM, kind: 'admin' },
    ...REPS.map(({ userId, name }) => ({ id: userId, name, team: HOME_TEAM, kind: 'member' as const })),
    ...PARTNERS.map(({ userId, teamId, name }) => ({
      id: userId,
      name: `Pat of ${name}`,
      team: teamId,
      kind: 'member' as const,
    })),
  ],
  channels: [
    ...PARTNERS.map(({ channelId, id, userId, teamId }) => ({
      id: channelId,
      name: `ext-${id}`,
      members: [userId, 'U0MANAGER'],
      sharedWith: [teamId],
    })),
    ...SERVICE_LINES.map((_, index) => ({
      id: `C0TRIAGE${index}`,
      name: `referrals-${index}`,
      members: REPS.map(({ userId }) => userId),
    })),
  ],
  bot: BOT,
  commands: [{ command: '/referrals', hint: '[help]' }],
  shortcuts: [],
};

function numbered<Made>(count: number, make: (number: number) => Made): Made[] {
  return Array.from({ length: count }, (_, number) => make(number));
}
