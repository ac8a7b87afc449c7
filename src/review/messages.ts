import { type Card, type CardElement, cardButton, type Text } from '../messages/card.js';
import { type StaffContext, staffTemplate, type Template } from '../program/template.js';
import { howDecided, isUnderReview } from '../referral/decide-review.js';
import { openDispute } from '../referral/dispute.js';
import { REVIEW_STEPS, stepButtons } from '../referral/next-steps.js';
import { REASON_LABELS, type ReviewKind } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { stateLabel } from '../referral/states.js';
import { disputeSample, reviewSample } from './example-referrals.js';
import { findingElements } from './finding-elements.js';
import { waitingKind } from './words.js';

/** What a program manager decides. Each card stays where it is, and says who decided when somebody has. */

const reviewTemplate = staffTemplate('review-card', reviewCard, ({ staff }) => [
  { shows: 'known company', context: reviewSample(staff('in_review'), 'duplicate'), facts: {} },
  { shows: 'unknown person', context: reviewSample(staff('in_review'), 'eligibility'), facts: {} },
  { shows: 'decided', context: reviewSample(staff('routed'), 'decided'), facts: {} },
]);

const disputeTemplate = staffTemplate('dispute-card', disputeCard, ({ staff }) => [
  { shows: 'asked', context: disputeSample(staff('rejected'), false), facts: {} },
  { shows: 'answered', context: disputeSample(staff('rejected'), true), facts: {} },
]);

export const REVIEW_TEMPLATES: readonly Template[] = [reviewTemplate, disputeTemplate];

/** The card of whatever is to be decided, for a program manager alone. */
export function decisionCard(context: StaffContext): Card {
  return openDispute(context.referral) ? disputeCard(context) : reviewCard(context);
}

const MAY_BE: Record<ReviewKind, string> = {
  duplicate: 'We may know this company already.',
  conflict: 'Another partner may have been first.',
  eligibility: 'The program may not cover this referral.',
};

export function reviewCard({ referral, now }: StaffContext): Card {
  const { prospect, reference, partner } = referral;
  if (!waitingKind(referral)) return decidedCard(referral, now);
  const why = openingWords(referral);
  return {
    summary: `${prospect.company} (${reference}) needs you: ${why}`,
    elements: [
      { kind: 'title', text: `Needs you: ${prospect.company}` },
      { kind: 'text', text: why },
      ...findingElements(referral),
      ...facts(referral),
      ...(isUnderReview(referral) && !partner
        ? [
            {
              kind: 'context',
              text: 'Say first which partner it comes from. The rules are then held against it again, and it goes on by itself when nothing else speaks against it.',
            } as const,
          ]
        : []),
      ...actions(referral),
    ],
  };
}

function openingWords(referral: Referral): string {
  const { review, findings = [], unmatched } = referral;
  if (!isUnderReview(referral)) return `${unmatched ?? ''} Choose where it goes.`.trim();
  // Of an older version: what it says is all there is.
  return findings.length > 0 && review ? MAY_BE[review.kind] : (review?.why ?? '');
}

function decidedCard(referral: Referral, now: Date): Card {
  const { prospect, reference, undo } = referral;
  const how = howDecided(referral) ?? 'Nothing has to be decided here now.';
  const undoable = undo && now < undo.until && referral.state === 'rejected';
  return {
    summary: `${prospect.company} (${reference}): ${how}`,
    elements: [
      { kind: 'text', text: [{ bold: prospect.company }, ` · ${how}`] },
      { kind: 'context', text: `${reference} · ${stateLabel(referral.state)}` },
      {
        kind: 'actions',
        actions: [...(undoable ? stepButtons(referral, ['undo']) : []), openButton(referral)],
      },
    ],
  };
}

function disputeCard(context: StaffContext): Card {
  const { referral } = context;
  const { prospect, reference, partner, dispute, outcome } = referral;
  if (!dispute) return reviewCard(context);
  const who = `${dispute.by.name} of ${partner?.name ?? 'the partner'}`;
  const { decision } = dispute;
  const asks: CardElement[] = [
    { kind: 'text', text: `${who} asks to look again at it:` },
    { kind: 'quote', text: dispute.text },
  ];
  if (decision || !openDispute(referral))
    return {
      summary: `${prospect.company} (${reference}): ${answerWords(referral)}`,
      elements: [
        { kind: 'text', text: [{ bold: prospect.company }, ` · ${answerWords(referral)}`] },
        ...asks,
        ...(decision?.words
          ? [
              { kind: 'text', text: `${partner?.name ?? 'The partner'} has read:` } as const,
              { kind: 'quote', text: decision.words } as const,
            ]
          : []),
        { kind: 'context', text: `${reference} · ${stateLabel(referral.state)}` },
        { kind: 'actions', actions: [openButton(referral)] },
      ],
    };
  const reason = outcome?.reason ? REASON_LABELS[outcome.reason].toLowerCase() : 'no reason given';
  return {
    summary: `${prospect.company} (${reference}) needs you: ${who} asks to look again`,
    elements: [
      { kind: 'title', text: `Look again? ${prospect.company}` },
      ...asks,
      {
        kind: 'text',
        text: [{ bold: 'How it ended: ' }, `${howDecided(referral) ?? `turned down, ${reason}.`}`],
      },
      ...findingElements(referral),
      ...facts(referral),
      ...actions(referral),
    ],
  };
}

function answerWords({ dispute }: Referral): string {
  const decision = dispute?.decision;
  if (!decision) return 'It is open again.';
  return decision.upheld
    ? `${decision.by.name} has upheld the appeal: it is open again.`
    : `${decision.by.name} stays with it.`;
}

function facts(referral: Referral): CardElement[] {
  const { prospect, contact, partner, submittedBy, reference, attention, stateSince } = referral;
  const since = attention?.undecidedSince ?? stateSince;
  const fields: { label: string; value: Text }[] = [
    { label: 'Partner', value: partner?.name ?? 'Not known yet' },
    { label: 'Sent by', value: submittedBy.name },
    { label: 'Company', value: [prospect.company, prospect.domain].filter(Boolean).join(', ') },
    { label: 'Contact', value: [contact.name, contact.role].filter(Boolean).join(', ') || 'Not given' },
  ];
  return [
    { kind: 'fields', fields },
    {
      kind: 'context',
      text: [`${reference} · waits since `, { instant: since, show: 'date_time' }],
    },
  ];
}

function actions(referral: Referral): CardElement[] {
  return [{ kind: 'actions', actions: [...decisionButtons(referral), openButton(referral)] }];
}

/** What can be decided about it now. */
export function decisionButtons(referral: Referral) {
  return waitingKind(referral) === 'no_channel'
    ? stepButtons(referral, ['route', 'reject'])
    : stepButtons(referral, REVIEW_STEPS);
}

function openButton({ id }: Referral) {
  return cardButton('referral.show', 'Show all of it', { referral: id });
}
