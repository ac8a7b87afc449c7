import { isObject, type Json } from '../json.js';

/** What a person types: text, or the values chosen where several may be. */
export type Typed = Record<string, string | boolean | string[]>;

interface Filled {
  /** By input id, as Teams sends it: all text; several choices with commas, toggles as their on and off values. */
  values: Record<string, string>;
  /** By input id: what the client finds wrong before it sends anything. */
  errors: Record<string, string>;
}

/**
 * The values of inputs, from what stands in the card and what is typed over it, checked as Teams' client does.
 * @throws Error when something is typed into an input that is not there: a mistake of the caller
 */
export function fill(inputs: Json[], typed: Typed): Filled {
  const unknown = Object.keys(typed).filter((id) => !inputs.some((input) => input.id === id));
  const there = inputs.map(({ id }) => String(id)).join(', ') || 'none';
  if (unknown.length > 0) throw new Error(`There is no input ${unknown.join(', ')}, only: ${there}`);
  const filled: Filled = { values: {}, errors: {} };
  for (const input of inputs) {
    const id = String(input.id);
    const value = valueIn(input, typed[id]);
    const problem = problemOf(input, value);
    if (problem) filled.errors[id] = problem;
    if (value !== '' || input.value !== undefined || typed[id] !== undefined) filled.values[id] = value;
  }
  return filled;
}

function valueIn(input: Json, typed: Typed[string] | undefined): string {
  const { valueOn = 'true', valueOff = 'false' } = input;
  if (input.type === 'Input.Toggle' && typeof typed === 'boolean') return String(typed ? valueOn : valueOff);
  if (Array.isArray(typed)) return typed.join(',');
  if (typed !== undefined) return String(typed);
  return String(input.value ?? (input.type === 'Input.Toggle' ? valueOff : ''));
}

function problemOf(input: Json, value: string): string | undefined {
  const message = String(input.errorMessage ?? 'This field is not filled in correctly.');
  const isOff = input.type === 'Input.Toggle' && value === String(input.valueOff ?? 'false');
  if (input.isRequired === true && (value.trim() === '' || isOff)) return message;
  if (value === '') return undefined;
  if (typeof input.maxLength === 'number' && value.length > input.maxLength) return message;
  if (typeof input.regex === 'string' && !new RegExp(input.regex).test(value)) return message;
  return isChoice(input, value) ? undefined : `"${value}" is not among the choices.`;
}

function isChoice({ type, choices, isMultiSelect, 'choices.data': dynamic }: Json, value: string): boolean {
  if (type !== 'Input.ChoiceSet' || !Array.isArray(choices) || dynamic !== undefined) return true;
  const allowed = choices.filter(isObject).map((choice) => String(choice.value));
  return (isMultiSelect === true ? value.split(',') : [value]).every((each) => allowed.includes(each));
}
