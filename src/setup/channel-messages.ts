import type { PlatformName } from '../messages/address.js';
import { programTemplate, type Template } from '../program/template.js';
import { channelSpans, platformOf, type Whereabouts } from './channel-words.js';

/** What program managers are told about channels: they alone can mend them. */

/** A channel turned out to hold an organisation that may not read what belongs there. */
const channelShared = programTemplate<Whereabouts & { partner?: string; teams?: number; triage?: boolean }>(
  'channel-shared',
  ({ program }, { partner, teams, triage, ...where }) => {
    const what = triage ? 'a triage channel' : `the channel of ${partner ?? 'a partner'}`;
    const effect = triage
      ? [
          ' is shared with an outside organisation, so claim cards there show nothing. Use a channel of your own for triage: write ',
          { command: 'setup' },
          ' in it.',
        ]
      : ` has ${teams ?? 2} outside organisations, so it only gets "Referral received"; details are shown to people of the partner alone. To show the full cards again, remove the other organisation, or add its workspace to the partner in the program file.`;
    return {
      summary: `Another organisation is in ${what}`,
      elements: [
        {
          kind: 'text',
          text: [
            { bold: `Another organisation is in ${what}. ` },
            ...channelSpans(program, where, 'It'),
            ...[effect].flat(),
          ],
        },
      ],
    };
  },
  (samples) => {
    const context = { program: samples.program, now: samples.now };
    const facts = { channelId: 'C0PARTNER01', partner: 'Fjord Consulting', teams: 2 };
    return [
      { shows: 'partner', context, facts },
      { shows: 'triage', context, facts: { ...facts, triage: true } },
    ];
  },
);

/** Who is in a partner's channel cannot be found out, so it is treated as if somebody else were. */
const channelUnseen = programTemplate<Whereabouts & { reason?: string }>(
  'channel-unseen',
  ({ program }, { reason, ...where }) => ({
    summary: "I cannot see who is in a partner's channel",
    elements: [
      {
        kind: 'text',
        text: [
          { bold: "I cannot see who is in a partner's channel" },
          ', so it only gets "Referral received". ',
          reason ?? '',
        ],
      },
      {
        kind: 'context',
        text: [
          'Channel: ',
          ...channelSpans(program, where, 'not known'),
          '. Referrals are stored and routed as always.',
        ],
      },
    ],
  }),
  (samples) => [
    {
      context: { program: samples.program, now: samples.now },
      facts: {
        channelId: 'C0PARTNER01',
        reason: 'The app lacks the scope channels:read. Add it and install the app again.',
      },
    },
  ],
);

/** An assigned channel can no longer be posted to. */
const channelLost = programTemplate<Whereabouts & { kind?: string; how?: string; what?: string }>(
  'channel-lost',
  ({ program }, { kind, how, what, ...where }) => ({
    summary: `A ${kind} channel is gone: ${what}`,
    elements: [
      {
        kind: 'text',
        text: [
          {
            bold: `The ${kind} channel of ${what} ${how === 'archived' ? 'has been archived' : 'no longer has me in it'}. `,
          },
          how === 'archived' ? 'Restore it' : comeBack(platformOf(where)),
          ', or write ',
          { command: 'setup' },
          ' in the channel to use instead. Referrals are stored and routed meanwhile; their cards there catch up with the next step once I can write again.',
        ],
      },
      { kind: 'context', text: ['Channel: ', ...channelSpans(program, where, 'not known')] },
    ],
  }),
  ({ program, now }) => [
    {
      context: { program, now },
      facts: { channelId: 'C0PARTNER01', kind: 'partner', how: 'archived', what: 'Fjord Consulting' },
    },
  ],
);

function comeBack(platform: PlatformName): string {
  return platform === 'teams' ? 'Restore it, or add me to its team again' : 'Invite me again';
}

/** The card stands in the channel and works; it is only not where people look for it. */
const cardNotPinned = programTemplate<Whereabouts>(
  'card-not-pinned',
  ({ program }, where) => ({
    summary: 'A "Refer a lead" card could not be pinned',
    elements: [
      {
        kind: 'text',
        text: [
          { bold: 'The "Refer a lead" card could not be pinned in ' },
          ...channelSpans(program, where, 'its channel'),
          '. It works, but it will scroll away.',
        ],
      },
      { kind: 'text', text: PINNED_BY_HAND[platformOf(where)] },
    ],
  }),
  ({ program, now }) => [
    {
      shows: 'slack',
      context: { program, now },
      facts: { platform: 'slack', channelId: 'C0PARTNER01' },
    },
    {
      shows: 'teams',
      context: { program, now },
      facts: { platform: 'teams', channelId: '19:aPartnersChannel@thread.tacv2' },
    },
  ],
);

/** Teams lets no app pin: support.microsoft.com, "Pin a post to the top of a channel". */
const PINNED_BY_HAND: Readonly<Record<PlatformName, string>> = {
  slack:
    'Pin it by hand: open the menu of that message and choose "Pin to channel". To have it pinned by itself, ask a workspace administrator to add the permission pins:write to the app and to install it again.',
  teams: 'Pin it by hand: in Teams no app can. Open the menu of that message and choose "Pin".',
};

export const CHANNEL_TEMPLATES: readonly Template[] = [
  cardNotPinned,
  channelShared,
  channelUnseen,
  channelLost,
];
