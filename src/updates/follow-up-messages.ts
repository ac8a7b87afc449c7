import type { CardElement, Span, Text } from '../messages/card.js';
import { muteButton } from '../people/preferences.js';
import { type StaffContext, staffTemplate, type Template } from '../program/template.js';
import { SNOOZE_STEPS, type StepName, stepButtons } from '../referral/next-steps.js';
import type { NudgeKind } from '../referral/nudge.js';

/** What the rep is asked when nothing has been heard. One press answers. */

type FollowUpFacts = {
  kind?: NudgeKind | undefined;
  repId?: string | undefined;
  meetingAt?: Date | undefined;
  askedAt?: Date | undefined;
};

const followUp = staffTemplate<FollowUpFacts>(
  'follow-up',
  (context, facts) => {
    const { prospect, reference } = context.referral;
    return {
      summary: `How does ${prospect.company} (${reference}) stand?`,
      elements: [
        { kind: 'text', text: words(context, facts) },
        { kind: 'context', text: reference },
        ...row(stepButtons(context.referral, ANSWERS[facts.kind ?? 'follow_up'] ?? [])),
        ...row([
          ...stepButtons(context.referral, SNOOZE_STEPS),
          ...(facts.kind ? muteButton(facts.kind) : []),
        ]),
      ],
    };
  },
  ({ staff, now }) => [
    { shows: 'no news', context: staff('contacted'), facts: { kind: 'follow_up', repId: 'jonas' } },
    {
      shows: 'after the meeting',
      context: staff('meeting_scheduled'),
      facts: { kind: 'meeting_follow_up', repId: 'jonas', meetingAt: now },
    },
    {
      shows: 'no answer',
      context: staff('contacted'),
      facts: { kind: 'question_overdue', repId: 'jonas', askedAt: now },
    },
  ],
  ({ referral }, { kind, repId, meetingAt, askedAt }) => {
    if (referral.claim?.repId !== repId) return false;
    if (kind === 'meeting_follow_up')
      return referral.state === 'meeting_scheduled' && same(referral.meeting?.at, meetingAt);
    if (kind === 'question_overdue')
      return same(referral.question?.at, askedAt) && referral.question?.answer === undefined;
    return true;
  },
);

export const FOLLOW_UP_TEMPLATES: readonly Template[] = [followUp];

const ANSWERS: Partial<Record<NudgeKind, readonly StepName[]>> = {
  follow_up: ['stillWorking', 'bookMeeting', 'disqualify', 'lose', 'assign'],
  meeting_follow_up: ['holdMeeting', 'bookMeeting', 'stillWorking', 'disqualify', 'assign'],
  question_overdue: ['ask', 'note', 'stillWorking'],
};

function words({ referral }: StaffContext, { kind, meetingAt, askedAt }: FollowUpFacts): Text {
  const company: Span = { bold: referral.prospect.company };
  const rep = referral.claim?.repName ?? 'Hello';
  if (kind === 'meeting_follow_up')
    return [
      `${rep}, the meeting with `,
      company,
      ...on(meetingAt),
      ' should have been. How did it go? If it moved, say when it is now.',
    ];
  if (kind === 'question_overdue')
    return [
      `${rep}, ${referral.partner?.name ?? 'the partner'} has not answered your question about `,
      company,
      ...on(askedAt),
      ', though asked twice. You may want to call.',
    ];
  return [
    `${rep}, how does `,
    company,
    ' stand? Nothing has been heard of it for a while, and the partner sees that too.',
  ];
}

function on(instant: Date | undefined): Span[] {
  return instant ? [' (', { instant: new Date(instant), show: 'date_time' }, ')'] : [];
}

function row(actions: ReturnType<typeof stepButtons>): CardElement[] {
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

function same(a: Date | undefined, b: Date | undefined): boolean {
  return a !== undefined && b !== undefined && new Date(a).getTime() === new Date(b).getTime();
}
