import type { CardElement } from '../messages/card.js';
import { staffTemplate, type Template } from '../program/template.js';
import { isUnderReview } from '../referral/decide-review.js';
import type { ReferralEvent } from '../referral/events.js';
import { REVIEW_STEPS, stepButton, stepButtons } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, stateLabel } from '../referral/states.js';
import { headline, need } from './event-words.js';

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
      { kind: 'actions', actions: decisionButtons(event, referral) },
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
            why: 'No triage channel takes the service line Cloud review, and none is the default.',
          },
        },
      },
      {
        shows: 'everybody declined',
        context: staff('routed'),
        facts: { event: { ...base, type: 'everyone_declined' } },
      },
      {
        shows: 'nobody took it up',
        context: staff('routed'),
        facts: {
          event: {
            ...base,
            type: 'escalated',
            kind: 'claim_overdue',
            why: 'Nobody has taken it up, though it was passed on twice.',
          },
        },
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
  ({ referral }, { event }) => stillNeeded(event, referral),
);

/** Decided meanwhile, it need not be asked any more. */
function stillNeeded(event: ReferralEvent, referral: Referral): boolean {
  if (event.type === 'unmatched') return referral.unmatched !== undefined && !referral.route;
  if (event.type === 'sent_to_review') return isUnderReview(referral);
  return event.type === 'everyone_declined' ? referral.state === 'routed' : !isTerminal(referral.state);
}

export const STAFF_TEMPLATES: readonly Template[] = [staffUpdate, managerDecision];

function said(event: ReferralEvent): CardElement[] {
  return 'text' in event && event.type !== 'question_asked' ? [{ kind: 'quote', text: event.text }] : [];
}

function decisionButtons(event: ReferralEvent, referral: Referral) {
  const { id: referralId } = referral;
  if (event.type === 'unmatched') return [stepButton('route', referralId), stepButton('reject', referralId)];
  if (event.type === 'sent_to_review') return stepButtons(referral, REVIEW_STEPS);
  return stepButtons(referral, ['assign', 'reject', 'disqualify', 'lose']);
}
