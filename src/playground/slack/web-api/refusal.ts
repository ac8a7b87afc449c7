import type { Fake } from '../fake.js';

/** The Web API says no: becomes `{ok: false, error, …}`. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  constructor(
    readonly error: string,
    readonly detail: Record<string, unknown> = {},
  ) {
    super(error);
  }
}

/** Arguments with their JSON already parsed. */
export type Args = Record<string, unknown>;
/** What a method answers beside `ok: true`. @throws ApiRefusal */
export type Method = (fake: Fake, args: Args) => Record<string, unknown>;

export function invalidArguments(messages: string[], error = 'invalid_arguments'): ApiRefusal {
  return new ApiRefusal(error, { response_metadata: { messages } });
}

/** A required argument as text. @throws ApiRefusal `invalid_arguments` when it is missing */
export function need(args: Args, name: string): string {
  const value = args[name];
  if (value === undefined || value === null || value === '') {
    throw invalidArguments([`[ERROR] missing required field: ${name}`]);
  }
  return String(value);
}

export function isYes(value: unknown): boolean {
  return value === true || value === 'true' || value === '1' || value === 1;
}
