import type { Span } from '../messages/card.js';
import { programTemplate, type Template } from '../program/template.js';

/** What program managers are told about channels: they alone can mend them. */

interface ParkedFacts {
  [fact: string]: unknown;
  reason: string;
  template: string;
  channelId?: string;
}

/** A message could not be delivered and will not be tried again: somebody has to act. */
const deliveryParked = programTemplate<ParkedFacts>(
  'delivery_parked',
  (_context, { reason, template, channelId }) => ({
    summary: 'A message could not be delivered',
    elements: [
      { kind: 'text', text: [{ bold: 'A message could not be delivered. ' }, reason] },
      {
        kind: 'fields',
        fields: [
          { label: 'Message', value: template.replaceAll(/[-_]/g, ' ') },
          {
            label: 'Where',
            value: channelId
              ? [{ channel: { platform: 'slack', id: channelId }, label: channelId }]
              : 'Not known',
          },
        ],
      },
      {
        kind: 'context',
        text: 'Nothing is lost: the referral is stored. Once the cause is mended, new messages go out again.',
      },
    ],
  }),
  (samples) => [
    {
      context: { program: samples.program, now: samples.now },
      facts: {
        reason: 'The channel has been archived. Restore it or assign another one.',
        template: 'status-card',
        channelId: 'C0PARTNER',
      },
    },
  ],
);

/** A channel turned out to hold an organisation that may not read what belongs there. */
const channelShared = programTemplate<{
  channelId?: string;
  partner?: string;
  teams?: number;
  triage?: boolean;
}>(
  'channel-shared',
  (_context, { channelId, partner, teams, triage }) => {
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
            ...channelSpan(channelId),
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

function channelSpan(id: string | undefined): Span[] {
  return id ? [{ channel: { platform: 'slack', id }, label: id }] : ['It'];
}

/** Who is in a partner's channel cannot be found out, so it is treated as if somebody else were. */
const channelUnseen = programTemplate<{ channelId?: string; reason?: string }>(
  'channel-unseen',
  (_context, { channelId, reason }) => ({
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
        text: `Channel ${channelId ?? 'unknown'}. Referrals are stored and routed as always.`,
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
const channelLost = programTemplate<{ channelId?: string; kind?: string; how?: string; what?: string }>(
  'channel-lost',
  (_context, { channelId, kind, how, what }) => ({
    summary: `A ${kind} channel is gone: ${what}`,
    elements: [
      {
        kind: 'text',
        text: [
          {
            bold: `The ${kind} channel of ${what} ${how === 'archived' ? 'has been archived' : 'no longer has me in it'}. `,
          },
          how === 'archived' ? 'Restore it' : 'Invite me again',
          ', or write ',
          { command: 'setup' },
          ' in the channel to use instead. Referrals are stored and routed meanwhile; their cards there catch up with the next step once I can write again.',
        ],
      },
      { kind: 'context', text: `Channel ${channelId}` },
    ],
  }),
  ({ program, now }) => [
    {
      context: { program, now },
      facts: { channelId: 'C0PARTNER01', kind: 'partner', how: 'archived', what: 'Fjord Consulting' },
    },
  ],
);

/** The card stands in the channel and works; it is only not where people look for it. */
const cardNotPinned = programTemplate<{ channelId?: string }>(
  'card-not-pinned',
  (_context, { channelId }) => ({
    summary: 'A "Refer a lead" card could not be pinned',
    elements: [
      {
        kind: 'text',
        text: [
          { bold: 'The "Refer a lead" card could not be pinned in ' },
          channelId ? { channel: { platform: 'slack', id: channelId }, label: channelId } : 'its channel',
          '. It works, but it will scroll away.',
        ],
      },
      {
        kind: 'text',
        text: 'Pin it by hand: open the menu of that message and choose "Pin to channel". To have it pinned by itself, ask a workspace administrator to add the permission pins:write to the app and to install it again.',
      },
    ],
  }),
  ({ program, now }) => [{ context: { program, now }, facts: { channelId: 'C0PARTNER01' } }],
);

export const CHANNEL_TEMPLATES: readonly Template[] = [
  cardNotPinned,
  deliveryParked,
  channelShared,
  channelUnseen,
  channelLost,
];
