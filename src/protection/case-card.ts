import type { Card, CardElement } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import type { ConflictCase, ConflictSide } from '../referral/conflict.js';
import { stepButtons } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import { CAUSES, decisionWords, utc } from './words.js';

/** The case with its evidence trail. For staff only. */
export function caseCard(referral: Referral): Card {
  const { conflict, prospect } = referral;
  if (!conflict) {
    const text = `There is no conflict about ${prospect.company} (${referral.reference}).`;
    return { summary: text, elements: [{ kind: 'text', text }] };
  }
  const { reference, first, second, match } = conflict;
  const actions = stepButtons(referral, ['setPartner', 'decideConflict']);
  return {
    summary: `${conflict.open ? 'Needs you' : 'Decided'}: ${reference}, two partners have ${prospect.company}`,
    elements: [
      { kind: 'title', text: `${reference}: two partners, one company` },
      { kind: 'text', text: CAUSES[conflict.cause] },
      ...sideOf('First', first),
      ...sideOf('Second', second),
      {
        kind: 'list',
        title: `Taken for one company (${match.verdict}, ${match.score.toFixed(2)})`,
        items: match.evidence.length > 0 ? match.evidence : ['alike'],
      },
      ...alsoFound(referral),
      ...ruling(conflict),
      { kind: 'context', text: `Opened ${utc(conflict.openedAt)}` },
      ...(actions.length > 0 ? [{ kind: 'actions', actions } as const] : []),
    ],
  };
}

const LONGEST_WORDS = 1_000;

function sideOf(title: string, { reference, partner, by, at, said }: ConflictSide): CardElement[] {
  const company = [said.company, said.domain].filter(Boolean).join(', ');
  return [
    {
      kind: 'text',
      text: [{ bold: `${title}: ${partner?.name ?? 'a partner not known yet'}` }, ` · ${reference}`],
    },
    { kind: 'text', text: `${by} sent it ${utc(at)}: ${company}; contact ${said.contact || 'not given'}.` },
    ...(said.reason ? [{ kind: 'quote', text: shortened(said.reason, LONGEST_WORDS) } as const] : []),
  ];
}

/** What other rules say of the second one: whoever decides for it decides on these, too. */
function alsoFound({ conflict, findings = [] }: Referral): CardElement[] {
  const others = findings.filter(({ kind, outcome }) => kind !== 'conflict' && outcome !== 'accept');
  if (others.length === 0 || !conflict?.open) return [];
  return [
    {
      kind: 'list',
      title: 'Also found about the second one',
      items: others.map(({ staffText }) => shortened(staffText, LONGEST_WORDS)),
    },
  ];
}

function ruling({ decision }: ConflictCase): CardElement[] {
  if (!decision) return [];
  return [
    {
      kind: 'text',
      text: [
        { bold: `${decision.by.name} decided ${decisionWords(decision.outcome)}` },
        `, ${utc(decision.at)}.`,
      ],
    },
    { kind: 'quote', text: decision.reason },
  ];
}

/** The id of the button that shows a case in full. */
export const SHOW_CASE = 'conflict.show';
