import { type Action, type Card, type CardElement, cardButton } from '../messages/card.js';
import { isUnderReview } from '../referral/decide-review.js';
import { openDispute } from '../referral/dispute.js';
import { type PlainStepName, stepButton } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import { countWord, type Line, type Matter, type Section, titleOf } from './content.js';
import { LINES_SHOWN } from './gather.js';
import { type Rhythm, rhythmButtons, rhythmWords } from './rhythm.js';
import type { Reader, ReaderKey } from './slots.js';

/** The cards of digests. Everything here is for staff. */

/** What decides how a digest is headed and what can be pressed. */
export interface Heading {
  kind: Reader['kind'];
  key: ReaderKey;
  programName: string;
  rhythm: Rhythm;
  /** It stands in the digest channel since the manager takes no direct messages. */
  forWhom?: string | undefined;
}

/** Of a card as JSON: both platforms then have room for it in one message, with what they add. */
const ROOM = 8_400;

/**
 * What needs somebody, with what can be done about it. Says so when nothing does. Where there is much of everything, each
 * section shows fewer lines; the rest is a press away all the same.
 */
export function digestCard(heading: Heading, sections: readonly Section[]): Card {
  const sizes = Array.from({ length: LINES_SHOWN }, (_, index) => LINES_SHOWN - index);
  const cards = sizes.map((lines) => cardWith(heading, sections, lines));
  return cards.find((card) => JSON.stringify(card).length <= ROOM) ?? cardWith(heading, sections, 1);
}

function cardWith(heading: Heading, sections: readonly Section[], linesShown: number): Card {
  const { kind, programName, forWhom } = heading;
  const title = kind === 'rep' ? `Your day in ${programName}` : `${programName}: what needs you`;
  const nothing = kind === 'rep' ? 'Nothing of yours is due today.' : 'Nothing needs you right now.';
  return {
    summary: sections.length > 0 ? `${title}: ${summary(sections)}` : `${title}: ${nothing}`,
    elements: [
      { kind: 'title', text: title },
      ...(forWhom ? [{ kind: 'context', text: `For ${forWhom}.` } as const] : []),
      ...(sections.length === 0 ? [{ kind: 'text', text: nothing } as const] : []),
      ...sections.flatMap((section) => sectionElements(section, kind, linesShown)),
      { kind: 'divider' },
      { kind: 'context', text: rhythmWords(heading.rhythm) },
      { kind: 'actions', actions: rhythmButtons(heading) },
    ],
  };
}

function summary(sections: readonly Section[]): string {
  return sections.map(({ title, total }) => `${title.toLowerCase()}: ${countWord(total)}`).join(', ');
}

/** What there is something to do about has its buttons beside it; of the rest there is the list. */
const WITH_BUTTONS: ReadonlySet<Matter> = new Set(['overdue', 'quiet', 'review', 'due_today', 'meetings']);

function sectionElements(
  { matter, title, total, lines }: Section,
  kind: Reader['kind'],
  linesShown: number,
): CardElement[] {
  const heading = `${title} (${countWord(total)})`;
  const shown = lines.slice(0, linesShown);
  const left = total - shown.length;
  const more = moreButton(matter, kind, left, total, shown);
  const actions: CardElement[] = more ? [{ kind: 'actions', actions: [more] }] : [];
  if (!WITH_BUTTONS.has(matter))
    return [{ kind: 'list', title: heading, items: shown.map(({ text }) => text) }, ...actions];
  const rows = shown.flatMap((line) => lineElements(matter, line, kind));
  return [{ kind: 'text', text: [{ bold: heading }] }, ...rows, ...actions];
}

/** Where the whole of it is shown, and what can be done about it, by another capability's own list. */
const SHOWN_BY: Partial<Record<Matter, { action: string; label: string }>> = {
  reward_reviews: { action: 'rewards.review', label: 'Review them' },
  payouts: { action: 'payouts.show', label: 'Payouts' },
  reward_disputes: { action: 'rewards.disputes', label: 'Answer them' },
};

/** One that stands in a list is opened from there. */
function moreButton(
  matter: Matter,
  kind: Reader['kind'],
  left: number,
  total: number,
  shown: readonly Line[],
): Action | undefined {
  const elsewhere = SHOWN_BY[matter];
  if (elsewhere) return cardButton(elsewhere.action, elsewhere.label, {});
  const label = total >= 1_000 ? 'And many more' : left > 0 ? `And ${left} more` : 'Open the list';
  const isOpened = shown.some(({ referral, referralId }) => referral || referralId);
  if (left <= 0 && (WITH_BUTTONS.has(matter) || !isOpened)) return undefined;
  return cardButton('digest.more', label, { matter, part: kind === 'rep' ? 'rep' : 'manager', skip: '0' });
}

function lineElements(matter: Matter, line: Line, kind: Reader['kind']): CardElement[] {
  const actions = lineActions(matter, line, kind);
  return [
    { kind: 'text', text: line.text },
    ...(actions.length > 0 ? [{ kind: 'actions', actions } as const] : []),
  ];
}

function lineActions(matter: Matter, { referral, referralId }: Line, kind: Reader['kind']): Action[] {
  const id = referral?.id ?? referralId;
  if (!id) return [];
  const open = cardButton('referral.show', 'Open', { referral: id });
  if (!referral) return [open];
  return [...(kind === 'rep' ? repSteps(matter, referral) : managerSteps(matter, referral)), open];
}

function managerSteps(matter: Matter, referral: Referral): Action[] {
  const { id, claim } = referral;
  if (matter === 'review')
    return isUnderReview(referral) || openDispute(referral)
      ? [cardButton('review.show', 'Decide', { referral: id })]
      : [stepButton('route', id)];
  if (matter !== 'overdue' && matter !== 'quiet') return [];
  return [...(claim ? [askButton(id, claim.repName)] : []), stepButton('assign', id)];
}

function repSteps(matter: Matter, { id, state }: Referral): Action[] {
  if (matter === 'meetings') return [stepButton('holdMeeting', id)];
  const next: Partial<Record<Referral['state'], PlainStepName>> = {
    claimed: 'accept',
    accepted: 'logContact',
  };
  const name = matter === 'unanswered' ? undefined : next[state];
  return name ? [stepButton(name, id)] : [];
}

function askButton(referral: string, repName: string): Action {
  return cardButton('digest.ask_rep', `Ask ${repName}`, { referral });
}

/** One section in full, a page at a time. */
export function listCard(
  section: Pick<Section, 'matter' | 'total' | 'lines'>,
  part: 'manager' | 'rep',
  skip: number,
): Card {
  const { matter, total, lines } = section;
  const title = `${titleOf(matter)} (${countWord(total)})`;
  const next = skip + lines.length;
  const pages: Action[] = [
    ...(skip > 0 ? [cardButton('digest.page', 'Back to the first', { matter, part, skip: '0' })] : []),
    ...(next < total && lines.length > 0
      ? [cardButton('digest.page', 'Next page', { matter, part, skip: String(next) })]
      : []),
  ];
  return {
    summary: title,
    elements: [
      { kind: 'title', text: title },
      ...(lines.length === 0 ? [{ kind: 'text', text: 'There is nothing here any more.' } as const] : []),
      ...lines.flatMap((line) => lineElements(matter, line, part)),
      ...(pages.length > 0 ? [{ kind: 'actions', actions: pages } as const] : []),
    ],
  };
}

/** In a digest channel in which another organisation reads along. */
export function withheldDigest(programName: string): Card {
  const text =
    'The digest is ready. Another organisation is in this channel, so nothing of it is shown here.';
  return {
    summary: `${programName}: the digest is ready`,
    elements: [
      { kind: 'text', text },
      { kind: 'actions', actions: [cardButton('digest.show', 'Show it to me', { part: 'manager' })] },
    ],
  };
}
