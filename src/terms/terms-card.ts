import { type Action, button, type Card, type CardElement, cardButton, type Text } from '../messages/card.js';
import type { ProgramTerms, TermsAcceptance } from '../program/terms.js';
import { pagesOf } from './pages.js';

/** What a person is to the terms that are shown. */
export type Standing =
  | { kind: 'accepted'; acceptance: Pick<TermsAcceptance, 'at' | 'by'>; justNow?: boolean }
  | { kind: 'asked'; changed?: boolean }
  /** Whoever works for the program is not asked; a program manager is told how many have accepted. */
  | { kind: 'staff'; accepted?: number };

export interface TermsShown {
  programName: string;
  terms: ProgramTerms;
  /** From when on they are in force. */
  since?: Date | undefined;
  standing: Standing;
  /** From 0. */
  page: number;
}

export const ACCEPT_TERMS = 'terms.accept';
export const TERMS_PAGE = 'terms.page';

/** The terms in full, a page at a time, whether they are accepted, and the button to do so under the last page. Pure. */
export function termsCard({ programName, terms, since, standing, page }: TermsShown): Card {
  const pages = pagesOf(terms.text);
  const shown = Math.min(Math.max(0, page), pages.length - 1);
  const title = terms.title ?? `Program terms of ${programName}`;
  const isLast = shown === pages.length - 1;
  return {
    summary: `${title}, version ${terms.version}`,
    elements: [
      { kind: 'title', text: title },
      { kind: 'context', text: heading(terms, since, shown, pages.length) },
      ...(standing.kind === 'asked' && standing.changed ? [CHANGED] : []),
      ...(pages[shown] ?? []).map((text): CardElement => ({ kind: 'text', text })),
      ...(terms.url
        ? [{ kind: 'text', text: [{ link: terms.url, label: 'Open them in your browser' }] } as const]
        : []),
      { kind: 'divider' },
      { kind: 'text', text: standingWords(standing, isLast) },
      ...actions(terms, standing, shown, pages.length),
    ],
  };
}

const CHANGED: CardElement = {
  kind: 'text',
  text: [
    { bold: 'The terms have changed meanwhile. ' },
    'These are the ones in force now; nothing was accepted yet.',
  ],
};

function heading({ version }: ProgramTerms, since: Date | undefined, page: number, of: number): Text {
  return [
    `Version ${version}`,
    ...(since ? [' · in force since ', { instant: since, show: 'date' } as const] : []),
    ...(of > 1 ? [` · page ${page + 1} of ${of}`] : []),
  ];
}

function standingWords(standing: Standing, isLast: boolean): Text {
  switch (standing.kind) {
    case 'accepted':
      return [
        { bold: standing.justNow ? 'Thank you: you have accepted them.' : 'You have accepted this version' },
        ...(standing.justNow
          ? []
          : [' on ', { instant: standing.acceptance.at, show: 'date_time' } as const, '.']),
      ];
    case 'asked':
      return isLast
        ? 'You have not accepted this version yet. You can do it here, or with the box in your next referral.'
        : 'You have not accepted this version yet. The button to do so is under the last page.';
    case 'staff':
      return standing.accepted === undefined
        ? 'Partners accept them with their first referral; you are not asked.'
        : `Partners accept them with their first referral. So far ${people(standing.accepted)} accepted this version; the list: npm run --silent cli -- terms`;
  }
}

function people(count: number): string {
  if (count === 0) return 'nobody has';
  return count === 1 ? 'one person has' : `${count.toLocaleString('en')} people have`;
}

function actions({ version }: ProgramTerms, standing: Standing, page: number, of: number): CardElement[] {
  const turn = (label: string, to: number): Action =>
    cardButton(TERMS_PAGE, label, { version, page: String(to) });
  const all: Action[] = [
    ...(page > 0 ? [turn('Back', page - 1)] : []),
    ...(page < of - 1 ? [turn('Read on', page + 1)] : []),
    ...(standing.kind === 'asked' && page === of - 1
      ? [button(ACCEPT_TERMS, 'I accept the terms', { version }, 'primary')]
      : []),
  ];
  return all.length > 0 ? [{ kind: 'actions', actions: all }] : [];
}

/** Where the program has none. */
export function noTermsCard(programName: string, forManager: boolean): Card {
  const text = forManager
    ? 'The program file states no terms, so partners are asked to accept none. They are its key `terms`; docs/program.example.yaml explains it.'
    : `${programName} has no program terms to accept.`;
  return { summary: 'Program terms', elements: [{ kind: 'text', text }] };
}
