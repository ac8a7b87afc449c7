import { isDeepStrictEqual } from 'node:util';
import { isObject, type Json } from '../json.js';

/** An action of a card with the inputs that go with it. */
export interface CardAction {
  action: Json;
  inputs: Json[];
}

const NESTING = [
  'body',
  'items',
  'columns',
  'rows',
  'cells',
  'actions',
  'selectAction',
  'inlineAction',
  'inlines',
];

/** Everything in a card but what a ShowCard holds. */
function everythingIn(node: unknown): Json[] {
  if (Array.isArray(node)) return node.flatMap(everythingIn);
  if (!isObject(node)) return [];
  return [node, ...NESTING.flatMap((name) => everythingIn(node[name]))];
}

function isOf(node: Json, family: string): boolean {
  return typeof node.type === 'string' && node.type.startsWith(family);
}

/** All actions. One inside a ShowCard also takes the inputs of the cards around it. */
export function actionsOf(card: Json, around: Json[] = []): CardAction[] {
  const parts = everythingIn(card);
  const inputs = [...around, ...parts.filter((part) => isOf(part, 'Input.'))];
  return parts
    .filter((part) => isOf(part, 'Action.'))
    .flatMap((action) => {
      const inner = isObject(action.card) ? actionsOf(action.card, inputs) : [];
      return [{ action, inputs: action.associatedInputs === 'none' ? [] : inputs }, ...inner];
    });
}

/** All inputs, also those inside ShowCards. */
export function inputsOf(card: Json): Json[] {
  const parts = everythingIn(card);
  return [
    ...parts.filter((part) => isOf(part, 'Input.')),
    ...parts.flatMap((part) => (isObject(part.card) ? inputsOf(part.card) : [])),
  ];
}

/** Which action: its id, verb, title or a value of its data; or some of its fields, all of which must fit. */
export type Which = string | Json;

/** The first such action; undefined when there is none. */
export function findAction(card: Json, which: Which): CardAction | undefined {
  const all = actionsOf(card);
  const by = (fits: (action: Json) => boolean) => all.find(({ action }) => fits(action));
  if (typeof which !== 'string')
    return by((action) =>
      Object.entries(which).every(([name, value]) => isDeepStrictEqual(action[name], value)),
    );
  return (
    by(({ id }) => id === which) ??
    by(({ verb }) => verb === which) ??
    by(({ title }) => title === which) ??
    by(({ data }) => isObject(data) && Object.values(data).includes(which))
  );
}
