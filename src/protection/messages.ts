import { type Card, cardButton, type Span, type Text } from '../messages/card.js';
import { type PartnerFacts, partnerTemplate, staffTemplate, type Template } from '../program/template.js';
import { type Shareable, shareableText } from '../referral/shareable.js';
import { caseCard } from './case-card.js';
import { CONFLICT_EXAMPLE } from './examples.js';

/** What partners read of the time in which nobody else may register a company, and of a conflict; and the case, for staff. */

type WindowFacts = PartnerFacts & { until?: Date };

const endsSoon = partnerTemplate<WindowFacts>(
  'protection-ends-soon',
  ({ view, restricted }, { until }) =>
    restricted
      ? withheld('The protection of your referral ends soon', view)
      : lineOf(view, [
          { bold: view.company },
          ' is protected for you until ',
          ...dated(until),
          '. If it goes on with them, tell us here what you know: a first meeting or an offer extends it.',
        ]),
  ({ partner, now }) => [
    { context: partner('claimed'), facts: { until: now } },
    { shows: 'restricted', context: partner('claimed', true), facts: { until: now } },
  ],
  ({ view }, { until }) => view.isOpen && sameInstant(view.protectedUntil, until),
);

const ended = partnerTemplate<WindowFacts>(
  'protection-ended',
  ({ view, restricted }) =>
    restricted
      ? withheld('The protection of your referral has ended', view)
      : lineOf(view, [
          'The protection of ',
          { bold: view.company },
          ' has ended. We go on with it as before; somebody else may introduce them, too, from now on.',
        ]),
  ({ partner, now }) => [
    { context: partner('claimed'), facts: { until: now } },
    { shows: 'restricted', context: partner('claimed', true), facts: { until: now } },
  ],
  ({ view }) => view.isOpen && view.protectedUntil === undefined,
);

const extended = partnerTemplate<WindowFacts>(
  'protection-extended',
  ({ view, restricted }, { until }) =>
    restricted
      ? withheld('The protection of your referral was extended', view)
      : lineOf(view, [{ bold: view.company }, ' is now protected for you until ', ...dated(until), '.']),
  ({ partner, now }) => [
    { context: partner('contacted'), facts: { until: now } },
    { shows: 'restricted', context: partner('contacted', true), facts: { until: now } },
  ],
  ({ view }, { until }) => view.isOpen && sameInstant(view.protectedUntil, until),
);

/** Never who else has it, nor what they said: what was decided, in the program's words. */
const decided = partnerTemplate<PartnerFacts & { words?: Shareable }>(
  'conflict-decided',
  ({ view, restricted }, { words }) =>
    restricted
      ? withheld('There is news on your referral', view)
      : lineOf(view, [{ bold: view.company }, ': ', words ?? 'We go on with your introduction.']),
  ({ partner }) => [
    {
      context: partner('routed'),
      facts: { words: shareableText('It was decided for your introduction: we go on with it.') },
    },
    { shows: 'restricted', context: partner('routed', true), facts: {} },
  ],
);

const conflictCase = staffTemplate(
  'conflict-case',
  ({ referral }) => caseCard(referral),
  ({ staff }) => {
    const { referral, ...context } = staff('in_review');
    const { open, ...closed } = CONFLICT_EXAMPLE;
    const decision = {
      outcome: 'second',
      reason: 'They opened the door; the first never came past the reception.',
      by: referral.submittedBy,
      at: context.now,
    } as const;
    return [
      {
        shows: 'open',
        context: { ...context, referral: { ...referral, conflict: CONFLICT_EXAMPLE } },
        facts: {},
      },
      {
        shows: 'decided',
        context: { ...context, referral: { ...referral, conflict: { ...closed, decision } } },
        facts: {},
      },
    ];
  },
);

export const PROTECTION_TEMPLATES: readonly Template[] = [endsSoon, ended, extended, decided, conflictCase];

function lineOf({ company, reference }: { company: Shareable; reference: Shareable }, text: Text): Card {
  return {
    summary: `About ${company} (${reference})`,
    elements: [
      { kind: 'text', text },
      { kind: 'context', text: reference },
    ],
  };
}

/** Others can read in the channel. */
function withheld(words: string, { id, reference }: { id: string; reference: Shareable }): Card {
  return {
    summary: `${words} (${reference})`,
    elements: [
      { kind: 'text', text: [{ bold: `${words}.` }, ` ${reference}`] },
      { kind: 'actions', actions: [cardButton('referral.show', 'Show details to me', { referral: id })] },
    ],
  };
}

function dated(until: Date | undefined): Span[] {
  return until ? [{ instant: new Date(until), show: 'date' }] : ['the end of its time'];
}

function sameInstant(a: Date | undefined, b: Date | undefined): boolean {
  return a !== undefined && b !== undefined && new Date(a).getTime() === new Date(b).getTime();
}
