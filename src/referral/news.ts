import { SYSTEM } from '../messages/address.js';
import type { ReferralEvent } from './events.js';

const NO_NEWS: ReadonlySet<ReferralEvent['type']> = new Set(['reminded', 'escalated', 'queued', 'snoozed']);

/** Somebody did something, ours or theirs. */
export function isNews({ type, by }: ReferralEvent): boolean {
  return !NO_NEWS.has(type) && by.platform !== SYSTEM.platform;
}
