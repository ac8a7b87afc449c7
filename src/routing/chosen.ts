import { Refused } from '../errors.js';

/** What was chosen in a form, or a refusal when it has gone since the form was opened. */
export function chosen<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Refused('invalid', 'This choice is no longer possible. Please choose again.');
  return value;
}
