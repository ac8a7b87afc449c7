import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';

/** How it came, where it came by a partner's link. */
export interface Arrival {
  code: string;
  /** Keyed hash of the network address a visitor sent it from. */
  address?: string;
}

/** Who is credited with a new referral, as intake asks for it. */
export interface Crediting {
  /** The referral as it is to be stored, with who is credited. Reads only. Throws StoreUnavailable. */
  credit(referral: Referral, program: Program, arrival?: Arrival): Promise<Referral>;
  /** It is stored: what other partners have open about the same prospect hears of it. Idempotent. Throws StoreUnavailable. */
  touch(referral: Referral, program: Program): Promise<void>;
}
