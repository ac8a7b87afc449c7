import type { PageChannel, PageMessage, PagePerson } from '../../../src/playground/page-api.js';
import { referCard, statusCard } from './block-kit.js';

const vendor = { id: 'T0VENDOR', name: 'Halden Security' };
const northwind = { id: 'T0NORTH', name: 'Northwind Cloud Consulting' };
const contoso = { id: 'T0CONTOSO', name: 'Contoso Advisory' };

function person(
  id: string,
  name: string,
  title: string,
  workspace: PagePerson['workspace'],
  more: Partial<PagePerson> = {},
): PagePerson {
  const kind = workspace === vendor ? 'member' : 'external';
  return { id, name, title, workspace, kind, part: '', avatarColor: '#4a6b8a', ...more };
}

export const bot = { id: 'U0BOT', name: 'Referral Desk' };

export const people: PagePerson[] = [
  person('U0MAYA', 'Maya Lindqvist', 'Alliance lead', northwind, { part: 'partner', avatarColor: '#b4540a' }),
  person('U0IVO', 'Ivo Marek', 'Solution architect', northwind, { avatarColor: '#7a5c2e' }),
  person('U0DANA', 'Dana Okafor', 'Account executive', vendor, { part: 'rep', avatarColor: '#1f5fae' }),
  person(
    'U0TOMAS',
    'Tomás Ferreira-Albuquerque de Vasconcelos',
    'Account executive, Southern Europe',
    vendor,
    {
      avatarColor: '#2c7a5b',
    },
  ),
  person('U0PRIYA', 'Priya Raman', 'Partner program manager', vendor, {
    part: 'program manager',
    kind: 'admin',
    avatarColor: '#6a3fa0',
  }),
  person('U0GUS', 'Gus Weber', 'Contractor', vendor, { kind: 'guest', avatarColor: '#8a4a4a' }),
  person('U0CAROL', 'Carol Whitfield', 'Partner', contoso, { avatarColor: '#40666b' }),
  person(bot.id, bot.name, 'App', vendor, { kind: 'bot' }),
];

/** Seconds since 1970 of a past moment, as Slack writes a `ts`. */
export function tsAgo(minutes: number, serial = 0): string {
  return `${Math.floor(Date.now() / 1000) - minutes * 60}.${String(serial).padStart(6, '0')}`;
}

export function message(
  ts: string,
  author: string,
  text: string,
  more: Partial<PageMessage> = {},
): PageMessage {
  const at = new Date(Number(ts) * 1000).toISOString();
  return { ts, at, author, text, edited: false, onlyYou: false, replies: [], ...more };
}

function channel(id: string, name: string, members: string[], more: Partial<PageChannel> = {}): PageChannel {
  const common = {
    organisations: [vendor.name],
    archived: false,
    botIsMember: true,
    pinned: [],
    messages: [],
  };
  return { id, name, members, kind: 'channel', ...common, ...more };
}

/** The channels at the start, all of them; each person sees those they are in. */
export function channels(): PageChannel[] {
  const [pinned, past] = [tsAgo(2900), tsAgo(1500, 1)];
  const reply = message(
    tsAgo(1400, 2),
    bot.id,
    'Dana Okafor met *Fjord Retail* today. Next: a proposal by Thursday.',
  );
  return [
    channel('C0NORTH', 'halden-northwind', ['U0MAYA', 'U0IVO', 'U0DANA', 'U0PRIYA', 'U0GUS', bot.id], {
      organisations: [vendor.name, northwind.name],
      pinned: [pinned],
      messages: [
        message(pinned, bot.id, 'Refer a lead to Halden Security', { blocks: referCard() }),
        message(past, bot.id, 'Fjord Retail: meeting held', {
          blocks: statusCard('Fjord Retail', 'Meeting held', 'Dana Okafor sends a proposal'),
          edited: true,
          replies: [reply],
        }),
        message(tsAgo(1390, 3), 'U0MAYA', 'Great, they told me the meeting was useful. Thanks <@U0DANA>!'),
        message(
          tsAgo(1389, 4),
          'U0MAYA',
          'I may have another one: a *logistics* company, `NIS2` audit due in March.',
        ),
        message(
          tsAgo(60, 5),
          'U0DANA',
          'Happy to help. Press _Refer a lead_ when you are ready & I will take a look.'.replace(
            '&',
            '&amp;',
          ),
        ),
      ],
    }),
    channel('C0TRIAGE', 'referral-triage-emea', ['U0DANA', 'U0TOMAS', 'U0PRIYA', 'U0GUS', bot.id], {
      kind: 'private',
      messages: [message(tsAgo(240, 6), 'U0PRIYA', 'Reminder: claim within *4 business hours*, please.')],
    }),
    channel(
      'C0CONTOSO',
      'halden-contoso-and-partners-steering-committee-emea',
      ['U0CAROL', 'U0PRIYA', bot.id],
      {
        organisations: [vendor.name, contoso.name, 'Tailspin Group'],
      },
    ),
    channel('C0OLD', 'partners-2024', ['U0PRIYA', 'U0DANA'], { archived: true, botIsMember: false }),
    channel('D0DANA', bot.name, ['U0DANA', bot.id], { kind: 'direct' }),
    channel('D0PRIYA', bot.name, ['U0PRIYA', bot.id], {
      kind: 'direct',
      messages: [
        message(
          tsAgo(420, 7),
          bot.id,
          'Good morning Priya. One referral waits for a claim, no loop is owed.',
          {
            blocks: [
              { type: 'header', text: { type: 'plain_text', text: 'Your day, Friday' } },
              {
                type: 'section',
                fields: [
                  '*Waiting for a claim*\n1',
                  '*Loops owed*\n0',
                  '*Won this quarter*\n3',
                  '*Dormant partners*\n1',
                ].map((text) => ({ type: 'mrkdwn', text })),
              },
              { type: 'context', elements: [{ type: 'mrkdwn', text: 'Sent at 08:30 on working days.' }] },
            ],
          },
        ),
      ],
    }),
  ];
}
