import type { CardElement } from '../messages/card.js';
import { type PartnerContext, partnerTemplate } from '../program/template.js';
import { type StepName, stepButton } from '../referral/next-steps.js';
import { next, submitter } from './partner-words.js';
import { restrictedCard } from './restricted-card.js';

/** The card that stays true: posted once for each referral in the partner's channel, and edited from then on. */
export const statusCard = partnerTemplate(
  'status-card',
  (context) => {
    const { view } = context;
    const from = view.partnerName ? ` from ${view.partnerName}` : '';
    if (context.restricted) return restrictedCard(context, `Referral received${from}`);
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
          ],
        },
        { kind: 'text', text: next(context) },
        ...(view.ending ? [{ kind: 'text', text: [{ bold: 'Outcome: ' }, view.ending] } as const] : []),
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
  },
  ({ partner }) => [
    { shows: 'routed', context: partner('routed'), facts: {} },
    { shows: 'claimed', context: partner('claimed'), facts: {} },
    { shows: 'won', context: partner('won'), facts: {} },
    { shows: 'rejected', context: partner('rejected'), facts: {} },
    { shows: 'restricted', context: partner('routed', true), facts: {} },
  ],
);

function whoHasIt({ repName, isOpen }: PartnerContext['view']): { label: string; value: string }[] {
  if (repName) return [{ label: isOpen ? 'Who has it' : 'Who had it', value: repName }];
  return isOpen ? [{ label: 'Who has it', value: 'Nobody yet' }] : [];
}

/** What the partner's people can do: on the status card, or on the private details where others share the channel. */
export function partnerActions({ view }: Pick<PartnerContext, 'view'>): CardElement[] {
  if (!view.isOpen) return [];
  const names: StepName[] =
    view.question && !view.question.answered
      ? ['answer', 'addInformation', 'withdraw']
      : ['addInformation', 'withdraw'];
  return [{ kind: 'actions', actions: names.map((name) => stepButton(name, view.id)) }];
}

function openQuestion({ view }: PartnerContext): CardElement[] {
  if (!view.isOpen || !view.question || view.question.answered) return [];
  return [{ kind: 'text', text: [{ bold: 'We have a question: ' }, view.question.text] }];
}
