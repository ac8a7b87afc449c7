import type { CardElement } from '../messages/card.js';
import { programTemplate, staffTemplate, type Template } from '../program/template.js';
import type { ReferralEvent } from '../referral/events.js';
import { stepButton } from '../referral/next-steps.js';
import { stateLabel } from '../referral/states.js';

/** What reps and program managers read beside the claim card and the handoff. */

type EventFacts = { event: ReferralEvent };

const staffUpdate = staffTemplate<EventFacts>(
  'staff-update',
  ({ referral }, { event }) => ({
    summary: `${referral.prospect.company} (${referral.reference}): ${headline(event)}`,
    elements: [
      { kind: 'text', text: [{ bold: referral.prospect.company }, ` · ${headline(event)}`] },
      ...said(event),
      { kind: 'context', text: referral.reference },
    ],
  }),
  ({ staff, now }) => {
    const by = { platform: 'slack', userId: 'U1', name: 'Maya Okafor' } as const;
    const base = { id: 'e1', at: now, by, state: 'claimed' } as const;
    return [
      {
        shows: 'answer',
        context: staff('claimed'),
        facts: { event: { ...base, type: 'question_answered', text: 'Both: two data centres and Azure.' } },
      },
      {
        shows: 'declined',
        context: staff('routed'),
        facts: { event: { ...base, type: 'declined', repId: 'r1', repName: 'Jonas Weber' } },
      },
      { shows: 'withdrawn', context: staff('withdrawn'), facts: { event: { ...base, type: 'withdrawn' } } },
    ];
  },
);

/** Something only a program manager can decide. */
const managerDecision = staffTemplate<EventFacts>(
  'manager-decision',
  ({ referral }, { event }) => ({
    summary: `${referral.prospect.company} (${referral.reference}) needs you: ${need(event)}`,
    elements: [
      { kind: 'title', text: `Needs you: ${referral.prospect.company}` },
      { kind: 'text', text: need(event) },
      {
        kind: 'fields',
        fields: [
          { label: 'Sent by', value: referral.submittedBy.name },
          { label: 'Partner', value: referral.partner?.name ?? 'Not known yet' },
          { label: 'State now', value: stateLabel(referral.state) },
          { label: 'Sent', value: [{ instant: referral.createdAt, show: 'date_time' }] },
        ],
      },
      { kind: 'context', text: referral.reference },
      { kind: 'actions', actions: decisionButtons(event, referral.id) },
    ],
  }),
  ({ staff, now }) => {
    const base = {
      id: 'e1',
      at: now,
      by: { platform: 'system', userId: 'system', name: 'Referral Desk' },
      state: 'submitted',
    } as const;
    return [
      {
        shows: 'no channel',
        context: staff('submitted'),
        facts: {
          event: {
            ...base,
            type: 'unmatched',
            why: 'No triage channel takes service line Cloud, and none is the default.',
          },
        },
      },
      {
        shows: 'everybody declined',
        context: staff('routed'),
        facts: { event: { ...base, type: 'everyone_declined' } },
      },
      {
        shows: 'unknown person',
        context: staff('in_review'),
        facts: {
          event: {
            ...base,
            type: 'sent_to_review',
            kind: 'eligibility',
            why: 'Sam Rivera is not listed as a contact of Fjord Consulting.',
          },
        },
      },
    ];
  },
);

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
        reason: 'The channel has been archived. Restore it or assign another one with /referrals setup.',
        template: 'status-card',
        channelId: 'C0PARTNER',
      },
    },
  ],
);

/** A partner's channel turned out to hold somebody else's organisation. */
const channelShared = programTemplate<{ channelId?: string; partner?: string; teams?: number }>(
  'channel-shared',
  (_context, { channelId, partner, teams }) => ({
    summary: `Another organisation is in the channel of ${partner ?? 'a partner'}`,
    elements: [
      {
        kind: 'text',
        text: [
          { bold: `Another organisation is in the channel of ${partner ?? 'a partner'}. ` },
          channelId ? { channel: { platform: 'slack', id: channelId }, label: channelId } : '',
          ` has ${teams ?? 2} outside organisations, so it only gets "Referral received"; details are shown to people of the partner alone.`,
        ],
      },
      {
        kind: 'context',
        text: 'To show the full cards again, remove the other organisation, or add its workspace to the partner in the program file.',
      },
    ],
  }),
  (samples) => [
    {
      context: { program: samples.program, now: samples.now },
      facts: { channelId: 'C0PARTNER', partner: 'Fjord Consulting', teams: 2 },
    },
  ],
);

export const STAFF_TEMPLATES: readonly Template[] = [
  staffUpdate,
  managerDecision,
  deliveryParked,
  channelShared,
];

/** What happened, in a line. Also used by the history of a referral. */
export function headline(event: ReferralEvent): string {
  const who = event.by.name;
  switch (event.type) {
    case 'submitted':
      return `${who} sent it`;
    case 'sent_to_review':
      return `sent to review: ${event.why}`;
    case 'partner_set':
      return `${who} said it is from ${event.partnerName}`;
    case 'routed':
      return `routed. ${event.reason}`;
    case 'unmatched':
      return event.why;
    case 'claimed':
      return `${event.repName} claimed it`;
    case 'assigned':
      return `${who} assigned it to ${event.repName}`;
    case 'declined':
      return `${event.repName} declined`;
    case 'everyone_declined':
      return 'every rep of the channel has declined';
    case 'released':
      return `${event.repName} released it; it can be claimed again`;
    case 'rerouted':
      return `back in the channel: ${event.why}`;
    case 'question_asked':
      return `${who} asked the partner`;
    case 'question_answered':
      return `${who} answered`;
    case 'information_added':
      return `${who} added information`;
    case 'note_added':
      return event.audience === 'internal'
        ? `${who} added a note for colleagues`
        : `${who} added a note for the partner`;
    case 'withdrawn':
      return `${who} withdrew it. No follow-up is needed`;
    case 'expired':
      return 'expired';
    case 'woken':
      return 'the date has come: it can be claimed again';
    case 'undone':
      return `${who} took the last step back`;
    default:
      return `${who}: ${stateLabel(event.state).toLowerCase()}`;
  }
}

function said(event: ReferralEvent): CardElement[] {
  return 'text' in event && event.type !== 'question_asked' ? [{ kind: 'quote', text: event.text }] : [];
}

function need(event: ReferralEvent): string {
  switch (event.type) {
    case 'unmatched':
      return `${event.why} Choose where it goes.`;
    case 'everyone_declined':
      return 'Every rep of the channel has declined. Assign it to somebody, or turn it down.';
    case 'sent_to_review':
      return `${event.why} Say which partner it comes from, or turn it down.`;
    default:
      return 'Please decide how it goes on.';
  }
}

function decisionButtons(event: ReferralEvent, referralId: string) {
  if (event.type === 'unmatched') return [stepButton('route', referralId), stepButton('reject', referralId)];
  if (event.type === 'sent_to_review')
    return [stepButton('setPartner', referralId), stepButton('reject', referralId)];
  return [stepButton('assign', referralId), stepButton('reject', referralId)];
}
