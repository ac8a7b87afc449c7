import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';

/**
 * What one capability's rules say of a referral as submitted, which is not stored yet (but may be, when the same form
 * arrives again). Reads only. Throws StoreUnavailable.
 */
export type Vet = (referral: Referral, program: Program) => Promise<Finding[]>;

/** Rules that count what came before. Those that came at the same instant did not see each other as they came. */
export interface CountingRules {
  /** What these rules say, also of one that is stored: the same whenever it is asked. */
  vet: Vet;
  /** Ids of those that came after it, may count it, and may have been looked at before it could be seen. Throws StoreUnavailable. */
  after(referral: Referral): Promise<string[]>;
}

/** All of them, in the order given. */
export function vettedBy(vets: readonly Vet[]): Vet {
  return async (referral, program) => (await Promise.all(vets.map((vet) => vet(referral, program)))).flat();
}
