import { randomBytes } from 'node:crypto';
import { Refused, StoreUnavailable } from '../../../errors.js';
import type { Card } from '../../../messages/card.js';
import type { InboundLog } from './ports.js';

/** What a person is told when something did not work, in words for somebody who wants to get on. */
export const WORDS = {
  storeDownForm: 'We could not save this just now. Nothing you typed is lost: press Send again in a minute.',
  storeDownAct: 'We could not do this just now, and nothing was changed. Please try again in a minute.',
  stillWorking: 'This takes longer than usual. It is still being worked on; you will see here how it ended.',
  doneLate: 'Done. Thank you for waiting.',
  tookTooLong: 'Slack took too long to open the form, so nothing was started. Please press again.',
  formNotOpened:
    'The form could not be opened just now, and nothing was started. Please press again in a minute.',
  olderButton:
    'This button is from an older version and no longer does anything. A newer card, or "help", shows what you can do.',
  olderForm: 'This form is from an older version. Please copy what you typed, close it and open it again.',
  noFormHere:
    'A form cannot be opened from a mention. Use the button on the pinned card, or a slash command.',
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
