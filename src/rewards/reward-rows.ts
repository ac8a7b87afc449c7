import { type Action, type CardElement, cardButton, formButton, type Span } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import { type Program, partnerName } from '../program/program.js';
import type { RewardState } from '../referral/reward-terms.js';
import { waitsForPayout } from './due.js';
import type { Standing } from './fold.js';
import type { Page, RewardRow } from './ports.js';
import { decisionButtons, historyButton } from './review-cards.js';
import { KIND_WORDS, STATE_WORDS, STEP_WORDS } from './words.js';

/** One reward in a list, for its partner or for staff. Pure. */

export const LONGEST_NAME = 60;

/** Earned, and not settled yet. */
export const OPEN: readonly RewardState[] = ['pending', 'on_hold', 'in_review', 'approved', 'payable'];

/** What needs no explanation has none. */
const SAYS_WHY: ReadonlySet<RewardState> = new Set(['pending', 'declined', 'clawed_back', 'paid']);

export interface Reader {
  asPartner: boolean;
  mayReview: boolean;
  /** Which list it is, so that it can be drawn again when something in it was decided. */
  list: string;
}

export function rowElements(row: RewardRow, program: Program, reader: Reader): CardElement[] {
  const { subject, standing } = row;
  const show = (minorUnits: number) => showAmount({ minorUnits, currency: subject.currency });
  const worth = standing.unknown ? 'not known yet' : show(shownAmount(row));
  const kind = subject.kind === 'cash' ? '' : ` (${KIND_WORDS[subject.kind].toLowerCase()})`;
  return [
    {
      kind: 'text',
      text: [
        { bold: worth },
        ` · ${STEP_WORDS[subject.step]}${kind} · ${shortened(subject.company, LONGEST_NAME)}`,
      ],
    },
    { kind: 'context', text: detailsOf(row, program, reader) },
    ...actionsOf(row, reader),
  ];
}

function detailsOf({ subject, standing }: RewardRow, program: Program, reader: Reader): Span[] {
  const { state, earned, balance, payBy, hold, line, dispute, setOff } = standing;
  const show = (minorUnits: number) => showAmount({ minorUnits, currency: subject.currency });
  const partner = reader.asPartner
    ? ''
    : ` · ${shortened(partnerName(program, subject.partnerId), LONGEST_NAME)}`;
  const why = reader.asPartner ? standing.forPartner : standing.reason;
  const isCut = earned > 0 && earned < standing.raw;
  return [
    `${subject.reference}${partner} · ${isCutOff(standing) ? 'Nothing of it' : STATE_WORDS[state]}`,
    ...(state === 'on_hold' && hold?.untilCollected ? [' until the customer has paid'] : []),
    ...(state === 'on_hold' && hold && !hold.untilCollected
      ? [' until ', { instant: hold.until, show: 'date' } as const]
      : []),
    ...(state === 'paid' ? [' on ', { instant: standing.since, show: 'date' } as const] : []),
    ...(waitsForPayout(standing) && payBy
      ? [state === 'payable' ? ' by ' : ', to be paid by ', { instant: payBy, show: 'date' } as const]
      : []),
    ...(balance < 0 ? [`, ${show(-balance)} to be set off against the next payout`] : []),
    ...(earned > 0 && balance > 0 && balance !== earned ? [`, ${show(balance)} of it still to come`] : []),
    ...(line && !reader.asPartner ? [`, in payout ${line}`] : []),
    ...(isCut || isCutOff(standing) ? [`. ${show(standing.raw)} before the limit of the period`] : []),
    ...(dispute ? [dispute.answered ? '. Your objection is answered' : '. Objected to'] : []),
    ...(why && SAYS_WHY.has(state) ? [`. ${shortened(why, 300)}`] : []),
    ...(setOff ? [`. ${setOff}`] : []),
  ];
}

/** The limit of the period left no room for it. */
function isCutOff({ state, earned, raw, unknown }: Standing): boolean {
  return state === 'pending' && earned === 0 && raw > 0 && !unknown;
}

/** Of what was declined or taken back: how much it was. */
function shownAmount({ standing }: RewardRow): number {
  const { earned, taken, raw, paid } = standing;
  return isCutOff(standing) ? 0 : earned || taken || raw || paid;
}

function actionsOf({ subject, standing }: RewardRow, { asPartner, mayReview, list }: Reader): CardElement[] {
  const reward = { reward: subject.rewardId };
  const actions: Action[] = [];
  if (asPartner && !standing.dispute) actions.push(formButton('rewards.dispute', 'I do not agree…', reward));
  if (!asPartner && mayReview && standing.state === 'in_review')
    actions.push(...decisionButtons(subject.rewardId, list));
  if (!asPartner) actions.push(historyButton(subject.rewardId));
  if (mayReview && !asPartner && standing.dispute && !standing.dispute.answered)
    actions.push(formButton('rewards.answer', 'Answer the objection…', reward));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

/** Counted no further. */
const COUNTED_UP_TO = 1_000;

/** How many there are, where not all of them are shown. */
export function countWords({ total, found }: Page<RewardRow>): string {
  if (total <= found.length) return '';
  return total >= COUNTED_UP_TO ? ' (1,000 or more)' : ` (${total})`;
}

export function pager(
  page: Page<RewardRow>,
  cursor: string | undefined,
  action: string,
  base: Record<string, string>,
): CardElement[] {
  const actions: Action[] = [];
  if (cursor) actions.push(cardButton(`${action}_first`, 'Back to the first', { ...base, turn: 'yes' }));
  if (page.next) actions.push(cardButton(action, 'Next page', { ...base, cursor: page.next, turn: 'yes' }));
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}
