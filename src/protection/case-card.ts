import { type Card, type CardElement, cardButton } from '../messages/card.js';
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

/** The cases that wait, the oldest first. */
export function conflictsCard(referrals: readonly Referral[], total: number, mayDecide: boolean): Card {
  const title = 'Conflicts to decide';
  if (referrals.length === 0)
    return {
      summary: title,
      elements: [
        { kind: 'title', text: title },
        {
          kind: 'text',
          text: 'There is none. When two partners send the same company, the case appears here.',
        },
      ],
    };
  return {
    summary: `${title} (${total})`,
    elements: [
      {
        kind: 'title',
        text: total > referrals.length ? `${title} (the first ${referrals.length} of ${total})` : title,
      },
      ...referrals.flatMap((referral) => caseLine(referral, mayDecide)),
      ...(mayDecide ? [] : [{ kind: 'context', text: 'A program manager decides.' } as const]),
    ],
  };
}

function caseLine(referral: Referral, mayDecide: boolean): CardElement[] {
  const { conflict, prospect } = referral;
  if (!conflict) return [];
  const { first, second, reference, openedAt } = conflict;
  const named = ({ partner }: ConflictSide) => partner?.name ?? 'a partner not known yet';
  const buttons = [
    cardButton(SHOW_CASE, 'Show the case', { referral: referral.id }),
    ...(mayDecide ? stepButtons(referral, ['decideConflict']) : []),
  ];
  return [
    { kind: 'text', text: [{ bold: `${reference} · ${prospect.company}` }] },
    {
      kind: 'context',
      text: [
        `${named(first)} (${first.reference}) and ${named(second)} (${second.reference}), opened `,
        { instant: openedAt, show: 'date_time' },
      ],
    },
    { kind: 'actions', actions: buttons },
  ];
}

/** The id of the button that shows a case in full. */
export const SHOW_CASE = 'conflict.show';
