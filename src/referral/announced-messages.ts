import type { AccountRef, PlatformName } from '../messages/address.js';
import type { Destination, PendingMessage } from '../messages/pending.js';
import type { ReferralEvent } from './events.js';
import type { Referral } from './referral.js';

/**
 * Finds the account a rep is reached by, on the preferred platform where the rep has several; given by the caller, since
 * the program knows it.
 */
export type RepAccount = (repId: string, preferred?: PlatformName) => AccountRef | undefined;

/** Collects what is to be said about a referral. Keys are made here, so that each message has one for ever. */
export class Messages {
  readonly list: PendingMessage[] = [];
  constructor(private readonly referral: Referral) {}

  add(
    event: ReferralEvent,
    template: string,
    to: Destination,
    facts: Record<string, unknown> = {},
    audience = '',
    timing: Pick<PendingMessage, 'notBefore' | 'unlessUndone' | 'neverTwice'> = {},
  ): void {
    const key = [`referral:${this.referral.id}`, event.id, template, audience].filter(Boolean).join(':');
    this.list.push({
      key,
      subject: { kind: 'referral', id: this.referral.id },
      template,
      to,
      facts,
      at: event.at,
      ...timing,
    });
  }
}

/** Somebody got it. */
export function isTaking(
  event: ReferralEvent,
): event is Extract<ReferralEvent, { type: 'claimed' | 'assigned' }> {
  return event.type === 'claimed' || event.type === 'assigned';
}

const ENDINGS: ReadonlySet<ReferralEvent['type']> = new Set([
  'won',
  'lost',
  'fell_through',
  'rejected',
  'disqualified',
  'withdrawn',
  'expired',
]);

/** The referral came to an end. */
export function isEnding(event: ReferralEvent): boolean {
  return ENDINGS.has(event.type);
}
