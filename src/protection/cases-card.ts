import { type Action, type Card, type CardElement, cardButton } from '../messages/card.js';
import type { ConflictSide } from '../referral/conflict.js';
import { stepButtons } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import { SHOW_CASE } from './case-card.js';
import type { CasePlace } from './ports.js';

/** The id of the button that shows another page. */
export const CASES_PAGE = 'conflict.page';

const MOST_COUNTED = 1_000;

export interface CasesPage {
  found: readonly Referral[];
  total: number;
  /** Absent on the first page. */
  after?: CasePlace | undefined;
  hasMore: boolean;
  mayDecide: boolean;
}

/** The cases that wait, the oldest first. */
export function conflictsCard({ found, total, after, hasMore, mayDecide }: CasesPage): Card {
  const title = 'Conflicts to decide';
  if (found.length === 0)
    return {
      summary: title,
      elements: [
        { kind: 'title', text: title },
        {
          kind: 'text',
          text: after
            ? 'There is nothing more.'
            : 'There is none. When two partners send the same company, the case appears here.',
        },
        ...pager({ after, hasMore: false }),
      ],
    };
  const counted = `${title} (${total >= MOST_COUNTED ? '1,000 or more' : total})`;
  return {
    summary: counted,
    elements: [
      { kind: 'title', text: counted },
      ...found.flatMap((referral) => caseLine(referral, mayDecide)),
      ...(mayDecide ? [] : [{ kind: 'context', text: 'A program manager decides.' } as const]),
      ...pager({ after, hasMore, last: found.at(-1) }),
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

function pager(page: Pick<CasesPage, 'after' | 'hasMore'> & { last?: Referral | undefined }): CardElement[] {
  const { after, hasMore, last } = page;
  const opened = last?.conflict?.openedAt.toISOString();
  const actions: Action[] = [
    ...(after ? [cardButton(CASES_PAGE, 'Back to the first', {})] : []),
    ...(hasMore && last && opened ? [cardButton(CASES_PAGE, 'Next page', { opened, id: last.id })] : []),
  ];
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}
