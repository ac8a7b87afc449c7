import { StoreUnavailable } from '../errors.js';
import type { DeliverDeps } from './deliver-deps.js';

const AGAIN_MS = 500;

/**
 * Writes down what has been delivered, again and again while the store does not answer, for half a lease: what is
 * known only here would be delivered twice. The write must be harmless to repeat.
 */
export async function persist<T>(
  { leaseClock, leaseMs, sleep }: Pick<DeliverDeps, 'leaseClock' | 'leaseMs' | 'sleep'>,
  write: () => Promise<T>,
): Promise<T> {
  const until = leaseClock.now().getTime() + leaseMs / 2;
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || leaseClock.now().getTime() >= until) throw error;
      await sleep(AGAIN_MS);
    }
  }
}
