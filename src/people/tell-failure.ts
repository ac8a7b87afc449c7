import { randomBytes } from 'node:crypto';
import { Refused, StoreUnavailable } from '../errors.js';
import type { Card } from '../messages/card.js';
import type { InboundLog } from './inbound-ports.js';

/** What a person is told on every platform when something did not work, in words for somebody who wants to get on. */
export const FAILURE_WORDS = {
  storeDownForm: 'We could not save this just now. Nothing you typed is lost: press Send again in a minute.',
  storeDownAct: 'We could not do this just now, and nothing was changed. Please try again in a minute.',
  olderForm: 'This form is from an older version. Please copy what you typed, close it and open it again.',
} as const;

export function noteCard(text: string): Card {
  return { summary: text, elements: [{ kind: 'text', text }] };
}

/**
 * What to tell the person, never the error itself. A refusal says its own reason; the store being away is said as
 * `whenStoreDown`; everything else is a bug, logged under an id that the person is given.
 */
export function tellFailure(
  error: unknown,
  { log, whenStoreDown, what }: { log: InboundLog; whenStoreDown: string; what: object },
): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof StoreUnavailable) {
    log.warn({ err: error, ...what }, 'the store was not there for an interaction');
    return whenStoreDown;
  }
  const id = randomBytes(4).toString('hex');
  log.error({ err: error, errorId: id, ...what }, 'an interaction failed');
  return `Something went wrong on our side, and it has been noted. If it happens again, tell your program manager the number ${id}.`;
}
