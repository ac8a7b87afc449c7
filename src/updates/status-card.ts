import type { Card, CardElement, Text } from '../messages/card.js';
import { type PartnerContext, partnerTemplate } from '../program/template.js';
import { DAY_MS } from '../program/zone-days.js';
import { type PlainStepName, stepButton } from '../referral/next-steps.js';
import { shareableText } from '../referral/shareable.js';
import { next, submitter } from './partner-words.js';
import { restrictedCard } from './restricted-card.js';

/** The card that stays true: posted once for each referral in the partner's channel, and edited from then on. */
export const statusCard = partnerTemplate(
  'status-card',
  (context) => {
    if (!context.restricted) return wholeStatus(context);
    return { ...restrictedStatusCard(context), ...ownStatus(context) };
  },
  ({ partner }) => [
    { shows: 'routed', context: partner('routed'), facts: {} },
    { shows: 'in review', context: lookedAt(partner('routed')), facts: {} },
    { shows: 'claimed', context: partner('claimed'), facts: {} },
    { shows: 'won', context: partner('won'), facts: {} },
    { shows: 'rejected', context: partner('rejected'), facts: {} },
    { shows: 'disputable', context: disputable(partner('rejected')), facts: {} },
    { shows: 'appeal answered', context: answered(partner('rejected')), facts: {} },
    { shows: 'restricted', context: partner('routed', true), facts: {} },
  ],
);

/** In a channel that others share, the partner's own people see the card as it would be without them. */
export const OWN_STATUS = 'referral.own_status';

function ownStatus({ view, people = [] }: Pick<PartnerContext, 'view' | 'people'>): Pick<Card, 'own'> {
  return { own: { id: OWN_STATUS, value: { referral: view.id }, viewers: people } };
}

/** What all others read there. */
export function restrictedStatusCard(context: PartnerContext): Card {
  const { partnerName } = context.view;
  return restrictedCard(context, `Referral received${partnerName ? ` from ${partnerName}` : ''}`);
}

/** For one of the partner's people. */
export function ownStatusCard(context: PartnerContext): Card {
  const card = wholeStatus(context);
  const alone = 'Shown to you and your colleagues alone: others can read in this channel.';
  return {
    ...card,
    elements: [...card.elements, { kind: 'context', text: alone }],
    ...ownStatus(context),
  };
}

function wholeStatus(context: PartnerContext): Card {
  const { view } = context;
  return {
    summary: `${view.company}: ${view.stateLabel} (${view.reference})`,
    elements: [
      { kind: 'title', text: `Referral: ${view.company}` },
      {
        kind: 'fields',
        fields: [
          { label: 'Where it stands', value: [{ bold: view.stateLabel }] },
          { label: 'Contact', value: view.contactName || 'Not given' },
          { label: 'Referred by', value: submitter(context) },
          ...whoHasIt(view),
          ...protection(view),
        ],
      },
      { kind: 'text', text: next(context) },
      ...(view.ending ? [{ kind: 'text', text: [{ bold: 'Outcome: ' }, view.ending] } as const] : []),
      ...appeal(view),
      ...openQuestion(context),
      {
        kind: 'context',
        text: [
          `${view.reference} · sent `,
          { instant: view.submittedAt, show: 'date_time' },
          ' · this card stays up to date',
        ],
      },
      ...partnerActions(context),
    ],
  };
}

function whoHasIt({ repName, isOpen }: PartnerContext['view']): { label: string; value: string }[] {
  if (repName) return [{ label: isOpen ? 'Who has it' : 'Who had it', value: repName }];
  return isOpen ? [{ label: 'Who has it', value: 'Nobody yet' }] : [];
}

/** Nobody else may register the company until the end of this day. */
function protection({ protectedUntil }: PartnerContext['view']): { label: string; value: Text }[] {
  return protectedUntil
    ? [{ label: 'Protected until', value: [{ instant: protectedUntil, show: 'date' }] }]
    : [];
}

/** What the partner's people can do: on the status card, or on the private details where others share the channel. */
export function partnerActions({ view }: Pick<PartnerContext, 'view'>): CardElement[] {
  if (!view.isOpen) return disputeButton(view);
  const names: PlainStepName[] =
    view.question && !view.question.answered
      ? ['answer', 'addInformation', 'withdraw']
      : ['addInformation', 'withdraw'];
  return [{ kind: 'actions', actions: names.map((name) => stepButton(name, view.id)) }];
}

/** For the partner's people, while they may ask to look again. */
export function disputeButton({ id, disputableUntil }: PartnerContext['view']): CardElement[] {
  return disputableUntil ? [{ kind: 'actions', actions: [stepButton('dispute', id)] }] : [];
}

/** What became of asking to look again. */
export function appeal({ dispute }: PartnerContext['view']): CardElement[] {
  if (!dispute) return [];
  const asked = [`${dispute.by} asked us to look again on `, { instant: dispute.at, show: 'date' }] as const;
  if (!dispute.answered) return [{ kind: 'text', text: [...asked, '. A program manager answers here.'] }];
  const words = dispute.words ? [{ kind: 'quote', text: dispute.words } as const] : [];
  return [{ kind: 'text', text: [...asked, '. We have, and it stays closed.'] }, ...words];
}

/** For examples: the same while a program manager looks at it, … */
function lookedAt(context: PartnerContext): PartnerContext {
  const text = shareableText(
    'The contact has an address at a free-mail provider. Tell us the one at their company. We are checking it and will come back to you here.',
  );
  const stateLabel = shareableText('In review');
  return { ...context, view: { ...context.view, state: 'in_review', stateLabel, next: { text } } };
}

/** … while its people may ask to look again, … */
export function disputable(context: PartnerContext): PartnerContext {
  const until = new Date(context.view.submittedAt.getTime() + 30 * DAY_MS);
  return { ...context, view: { ...context.view, disputableUntil: until } };
}

/** … and when they have asked and it was answered. */
export function answered(context: PartnerContext): PartnerContext {
  const by = shareableText('Maya Okafor');
  const words = shareableText('We are in talks with their group already, and cannot take two ways to it.');
  return {
    ...context,
    view: { ...context.view, dispute: { by, at: context.view.submittedAt, answered: true, words } },
  };
}

function openQuestion({ view }: PartnerContext): CardElement[] {
  if (!view.isOpen || !view.question || view.question.answered) return [];
  return [{ kind: 'text', text: [{ bold: 'We have a question: ' }, view.question.text] }];
}
