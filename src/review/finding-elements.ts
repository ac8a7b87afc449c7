import type { CardElement } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { type Consequence, type Finding, ruleName, strictestFirst } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';

/** So that the card with everything else stays one message on both platforms. */
const SHOWN = 6;
const LONGEST = 600;

const ASKS: Record<Consequence, string> = {
  accept: 'a note',
  review: 'asks for a look',
  reject: 'turns it down',
};

/** What the rules found, the strictest first: each with its rule, what it asks for, and why in its own words. For staff. */
export function findingElements({ findings = [], reference }: Referral): CardElement[] {
  const shown = strictestFirst(findings).slice(0, SHOWN);
  const left = findings.length - shown.length;
  return [
    ...shown.flatMap((finding): CardElement[] => [
      { kind: 'text', text: [{ bold: ruleName(finding.rule) }, ` · ${standing(finding)}`] },
      { kind: 'quote', text: shortened(evidence(finding), LONGEST) },
    ]),
    ...(left > 0 ? [{ kind: 'context', text: [`And ${left} more: `, { command: reference }] } as const] : []),
  ];
}

function evidence({ staffText, earlier }: Finding): string {
  if (!earlier || staffText.includes(earlier.reference)) return staffText;
  return `${staffText} Earlier referral: ${earlier.reference}.`;
}

function standing({ outcome, overruled, confirmed }: Finding): string {
  if (overruled) return `a false alarm, says ${overruled.by}`;
  return confirmed ? `${confirmed.by} agrees` : ASKS[outcome];
}
