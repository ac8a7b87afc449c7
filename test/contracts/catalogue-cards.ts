import { type Preview, previews } from '../../src/catalogue.js';
import type { Action, ActionValue, Card } from '../../src/messages/card.js';
import type { Form } from '../../src/messages/form.js';
import { EVERYTHING, LONGEST } from './samples.js';

const ALL = previews();

export const cards = (surface: Preview['surface']): { name: string; card: Card }[] =>
  ALL.flatMap(({ name, surface: own, card }) => (card && own === surface ? [{ name, card }] : []));

/** Every form the product shows. */
export const FORMS: { name: string; form: Form }[] = ALL.flatMap(({ name, form }) =>
  form ? [{ name, form }] : [],
);

/** Every message the product sends, and what the neutral model could hold besides. */
export const MESSAGES = [
  ...cards('message'),
  { name: 'one of every element', card: EVERYTHING },
  { name: 'the longest', card: LONGEST },
];

export const PLAIN: Card = { summary: 'Hello', elements: [{ kind: 'text', text: 'Hello' }] };

export interface Pressable {
  id: string;
  label: string;
  value: ActionValue;
  url?: string;
}

/** What can be pressed on a card, in order; each option of a choice is one. */
export function pressables(card: Card): Pressable[] {
  const actions = card.elements.flatMap((element) => (element.kind === 'actions' ? element.actions : []));
  return actions.flatMap((action: Action): Pressable[] => {
    const { id, kind } = action;
    if (kind === 'choice') return action.options.map(({ label, value }) => ({ id, label, value }));
    if (kind === 'link') return [{ id, label: action.label, value: {}, url: action.url }];
    return [{ id, label: action.label, value: action.value }];
  });
}

/** Of everything that can be pressed anywhere, but for links, which lead where they lead. */
export function actionIds(): string[] {
  const all = [...MESSAGES, ...cards('home')]
    .flatMap(({ card }) => pressables(card))
    .filter(({ url }) => url === undefined);
  return [...new Set(all.map(({ id }) => id))];
}

/** Of everything that clients ask for by themselves. */
export function ownViewIds(): string[] {
  return [...new Set(MESSAGES.flatMap(({ card }) => (card.own ? [card.own.id] : [])))];
}
