import type { CardElement, Span } from '../messages/card.js';
import type { Referral } from '../referral/referral.js';

/** Until when nobody else may register the company, and with whom it is in conflict. For staff. */
export function protectionLine({ protection, conflict }: Referral): CardElement[] {
  const window: Span[] = protection
    ? [
        protection.releasedAt ? 'Was protected until ' : 'Protected until ',
        { instant: protection.until, show: 'date_time' },
      ]
    : [];
  const dispute = conflict
    ? [
        `${window.length > 0 ? ' · ' : ''}${conflict.reference} with ${conflict.first.reference}: ${conflict.open ? 'undecided' : 'decided'}`,
      ]
    : [];
  return protection || conflict ? [{ kind: 'context', text: [...window, ...dispute] }] : [];
}
