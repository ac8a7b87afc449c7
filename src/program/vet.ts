import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';

/**
 * What one capability's rules say of a referral as submitted, which is not stored yet (but may be, when the same form
 * arrives again). Reads only. Throws StoreUnavailable.
 */
export type Vet = (referral: Referral, program: Program) => Promise<Finding[]>;

/** All of them, in the order given. */
export function vettedBy(vets: readonly Vet[]): Vet {
  return async (referral, program) => (await Promise.all(vets.map((vet) => vet(referral, program)))).flat();
}
