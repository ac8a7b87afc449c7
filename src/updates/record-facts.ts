import type { CardElement, Text } from '../messages/card.js';
import { fitOf, fitWords } from '../program/fit.js';
import type { Program } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import type { AcceptedTerms } from '../referral/submission.js';
import type { Qualification } from '../referral/work.js';

/** What speaks for it, under which terms it was sent, and what the rep confirmed of it. For staff. */
export function standingFacts(referral: Referral, program: Program): CardElement[] {
  const { terms, qualification } = referral;
  const fit = fitOf(referral, program);
  return [
    ...(fit ? [{ kind: 'context', text: fitWords(fit) } as const] : []),
    ...(terms ? [{ kind: 'context', text: termsWords(terms) } as const] : []),
    ...(qualification ? [checklist(qualification)] : []),
  ];
}

function termsWords({ version, by, at, onBehalf }: AcceptedTerms): Text {
  const under = `Sent under version ${version} of the program terms`;
  return onBehalf
    ? `${under}, written by ${by.name} on the partner's behalf: nobody was asked to accept them.`
    : [`${under}, accepted by ${by.name} on `, { instant: at, show: 'date_time' }, '.'];
}

function checklist({ version, criteria, by, at }: Qualification): CardElement {
  const title = version === undefined ? 'Qualified because' : `Qualified because (criteria ${version})`;
  const items = criteria.map(
    ({ label, met, words }): Text => [
      met ? '✓ ' : '– ',
      label,
      ...(met ? [] : [': not confirmed']),
      ...(words ? [`: ${words}`] : []),
    ],
  );
  const who: Text = [`Confirmed by ${by.name} on `, { instant: at, show: 'date_time' }];
  return { kind: 'list', title, items: [...items, who] };
}
