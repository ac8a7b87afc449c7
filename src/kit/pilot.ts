import { isOpenFor } from '../program/program.js';
import type { Vet } from '../program/vet.js';
import { shareableText } from '../referral/shareable.js';

/**
 * While the program is a pilot, what other partners send is kept and a program manager decides. Nothing that anybody typed
 * is lost for it.
 */
export const pilotOnly: Vet = async ({ partner }, program) => {
  if (!partner || isOpenFor(program, partner.id)) return [];
  return [
    {
      rule: 'pilot',
      kind: 'eligibility',
      outcome: 'review',
      reason: 'ineligible_partner',
      staffText: `${partner.name} is not in the pilot: the program is open for the partners under \`pilot\` in its file alone.`,
      partnerText: shareableText(
        `${program.name} starts with a few partners and is not open for you yet. What you sent is kept.`,
      ),
    },
  ];
};
