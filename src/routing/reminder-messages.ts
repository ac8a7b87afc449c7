import type { Card, CardElement, Span } from '../messages/card.js';
import { muteButton } from '../people/preferences.js';
import { type StaffContext, staffTemplate, type Template } from '../program/template.js';
import { SNOOZE_STEPS, type StepName, stepButtons } from '../referral/next-steps.js';
import type { NudgeKind } from '../referral/nudge.js';

/** What reps and program managers read when a referral waits. Short, with the button that ends the waiting. */

type ReminderFacts = { kind: NudgeKind; deadline?: Date; repId?: string | undefined };

const ladderReminder = staffTemplate<ReminderFacts>(
  'ladder-reminder',
  (context, facts) => reminderCard(context, facts),
  ({ staff, now }) => [
    { shows: 'claim', context: staff('routed'), facts: { kind: 'claim_reminder', deadline: now } },
    {
      shows: 'accept',
      context: staff('claimed'),
      facts: { kind: 'accept_reminder', deadline: now, repId: 'jonas' },
    },
    {
      shows: 'contact',
      context: staff('accepted'),
      facts: { kind: 'contact_reminder', deadline: now, repId: 'jonas' },
    },
    {
      shows: 'contact overdue',
      context: staff('accepted'),
      facts: { kind: 'contact_overdue', deadline: now, repId: 'jonas' },
    },
  ],
  stillWaits,
);

const contactOverdue = staffTemplate<ReminderFacts>(
  'contact-overdue',
  ({ referral }, { deadline }) => ({
    summary: `${referral.prospect.company} (${referral.reference}) has not been contacted in time`,
    elements: [
      {
        kind: 'text',
        text: [
          { bold: referral.prospect.company },
          ` was to be contacted by ${referral.claim?.repName ?? 'the rep'}`,
          ...by(deadline),
          ', and nothing has been heard of it. The rep was told too.',
        ],
      },
      {
        kind: 'context',
        text: `${referral.reference} · from ${referral.partner?.name ?? 'an unknown partner'}`,
      },
      ...buttons(referral, ['assign', 'logContact']),
    ],
  }),
  ({ staff, now }) => [
    { context: staff('accepted'), facts: { kind: 'contact_overdue', deadline: now, repId: 'jonas' } },
  ],
  stillWaits,
);

const passedOn = staffTemplate<{ repName?: string | undefined }>(
  'passed-on',
  ({ referral }, { repName }) => ({
    summary: `${referral.prospect.company} (${referral.reference}) has gone to a colleague`,
    elements: [
      {
        kind: 'text',
        text: [
          'The time to accept ',
          { bold: referral.prospect.company },
          ` is over, so ${repName ?? 'a colleague'} has it now. There is nothing left for you to do.`,
        ],
      },
      { kind: 'context', text: referral.reference },
    ],
  }),
  ({ staff }) => [{ context: staff('claimed'), facts: { repName: 'Lena Fischer' } }],
);

export const REMINDER_TEMPLATES: readonly Template[] = [ladderReminder, contactOverdue, passedOn];

/** Not when somebody has acted, or somebody else has it, between the decision and the delivery. */
function stillWaits({ referral }: StaffContext, { kind, repId }: ReminderFacts): boolean {
  if (kind === 'claim_reminder') return referral.state === 'routed';
  const state = kind === 'accept_reminder' ? 'claimed' : 'accepted';
  return referral.state === state && referral.claim?.repId === repId;
}

function reminderCard({ referral }: StaffContext, { kind, deadline }: ReminderFacts): Card {
  const { prospect, reference } = referral;
  const rep = referral.claim?.repName ?? 'Somebody';
  const company: Span = { bold: prospect.company };
  const open = kind === 'claim_reminder';
  const text: Span[] = {
    claim_reminder: [company, ' is still waiting to be claimed. Please claim it', ...by(deadline), '.'],
    accept_reminder: [
      `${rep}, please accept or reject `,
      company,
      ...by(deadline),
      '. After that it goes to a colleague.',
    ],
    contact_reminder: [`${rep}, the partner has been told that you contact `, company, ...by(deadline), '.'],
    contact_overdue: [
      `${rep}, `,
      company,
      ' was to be contacted',
      ...by(deadline),
      '. If you have been in touch, log it; if you cannot, hand it over.',
    ],
  }[kind as 'claim_reminder'];
  return {
    summary: open
      ? `${prospect.company} (${reference}) is still waiting to be claimed`
      : `A reminder: ${prospect.company} (${reference})`,
    elements: [
      { kind: 'text', text },
      { kind: 'context', text: reference },
      ...buttons(referral, STEPS[kind] ?? []),
      ...(open ? [] : later(referral, kind)),
    ],
  };
}

const STEPS: Partial<Record<NudgeKind, readonly StepName[]>> = {
  claim_reminder: ['claim', 'decline'],
  accept_reminder: ['accept', 'reject', 'release'],
  contact_reminder: ['logContact', 'bookMeeting', 'assign'],
  contact_overdue: ['logContact', 'bookMeeting', 'assign', 'disqualify'],
};

function later(referral: StaffContext['referral'], kind: NudgeKind): CardElement[] {
  return [{ kind: 'actions', actions: [...stepButtons(referral, SNOOZE_STEPS), ...muteButton(kind)] }];
}

function buttons(referral: StaffContext['referral'], names: readonly StepName[]): CardElement[] {
  const actions = stepButtons(referral, names);
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

function by(deadline: Date | undefined): Span[] {
  return deadline ? [' by ', { instant: new Date(deadline), show: 'date_time' }] : [];
}
