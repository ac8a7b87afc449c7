import { type Action, button, type Card, type CardElement, formButton, type Text } from '../messages/card.js';
import { spelledCode } from './codes.js';
import type { PartnerCode } from './ports.js';

/** More than a person can look through; older ones are told by their number. */
const SHOWN = 5;

export const CODE_ACTIONS = {
  choose: 'code.choose',
  replace: 'code.replace',
  revoke: 'code.revoke',
} as const;

export interface CodeCard {
  partner: { id: string; name: string };
  /** Those that work, the current one first. */
  codes: readonly PartnerCode[];
  /** Where one of our pages is reached; undefined when nobody has said it. */
  pageUrl: (path: string) => string | undefined;
  /** Whose eyes it is for. A manager may replace and revoke. */
  reader: 'partner' | 'staff' | 'manager';
}

/** `/r/7K3M-9QXT`. */
function codePath(code: string): string {
  return `/r/${spelledCode(code)}`;
}

/** A partner's code and link, shown to one person. */
export function codeCard({ partner, codes, pageUrl, reader }: CodeCard): Card {
  const [current, ...older] = codes;
  if (!current) return { summary: 'No code', elements: [{ kind: 'text', text: 'There is no code yet.' }] };
  const title = reader === 'partner' ? 'Your referral link' : `Referral link of ${partner.name}`;
  return {
    summary: `${title}: ${spelledCode(current.code)}`,
    elements: [
      { kind: 'title', text: title },
      {
        kind: 'fields',
        fields: [
          { label: 'Code', value: [{ code: spelledCode(current.code) }] },
          { label: 'Link', value: linkOf(pageUrl(codePath(current.code)), reader) },
        ],
      },
      {
        kind: 'text',
        text: `Give it to people who want to talk to us. Whoever fills in the form behind it is a referral of ${partner.name}, and its card appears in the partner's channel.`,
      },
      ...olderCodes(older),
      ...actions(partner.id, current, older, reader),
    ],
  };
}

function linkOf(link: string | undefined, reader: CodeCard['reader']): Text {
  if (link !== undefined) return [{ link, label: link }];
  return reader === 'partner'
    ? 'Not open yet. Please ask your contact with us.'
    : 'Not open yet: set PUBLIC_URL where this program runs.';
}

function olderCodes(older: readonly PartnerCode[]): CardElement[] {
  if (older.length === 0) return [];
  const shown = older
    .slice(0, SHOWN)
    .map(({ code }) => spelledCode(code))
    .join(', ');
  const more = older.length > SHOWN ? ` and ${older.length - SHOWN} more` : '';
  return [{ kind: 'context', text: `Earlier codes that still work: ${shown}${more}` }];
}

function actions(
  partner: string,
  current: PartnerCode,
  older: readonly PartnerCode[],
  reader: CodeCard['reader'],
): CardElement[] {
  if (reader !== 'manager') return [];
  const revoking = [current, ...older.slice(0, SHOWN - 1)].map(({ code }) => revokeButton(partner, code));
  return [{ kind: 'actions', actions: [replaceButton(partner, current.code), ...revoking] }];
}

function replaceButton(partner: string, code: string): Action {
  return {
    ...button(CODE_ACTIONS.replace, 'Make a new code', { partner, code }, undefined, 'card'),
    confirm: {
      title: 'Make a new code?',
      text: 'The new one is shown from now on. The one of today goes on working until you revoke it.',
      confirm: 'Make a new code',
      cancel: 'Keep this one',
    },
  } as Action;
}

function revokeButton(partner: string, code: string): Action {
  const spelled = spelledCode(code);
  return {
    ...button(CODE_ACTIONS.revoke, `Revoke ${spelled}`, { partner, code }, 'danger', 'card'),
    confirm: {
      title: `Revoke ${spelled}?`,
      text: 'Its link leads nowhere from now on, wherever it is printed. Referrals that came by it stay.',
      confirm: 'Revoke',
      cancel: 'Keep it',
    },
  } as Action;
}

/** Where a form cannot be opened at once. */
export function choosePartnerCard(): Card {
  return {
    summary: 'Referral links of partners',
    elements: [
      { kind: 'text', text: 'Each partner has a code and a link of its own.' },
      { kind: 'actions', actions: [formButton(CODE_ACTIONS.choose, 'Choose a partner…', {}, 'primary')] },
    ],
  };
}
