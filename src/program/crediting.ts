import type { FieldErrors, FormValues } from '../messages/form.js';
import type { Referral } from '../referral/referral.js';
import type { Program } from './program.js';

/** How it came, where it came by a partner's link. */
export interface Arrival {
  code: string;
  /** Keyed hash of the network address a visitor sent it from. */
  address?: string;
}

/** What came behind a partner's code, to be filed for that partner. */
export interface CodeFiling {
  program: Program;
  partner: { id: string; name: string };
  values: FormValues;
  door: 'landing' | 'webhook';
  submissionKey: string;
  consent: { version: string; wording: string };
  arrival: Arrival;
}

export type Filed = { kind: 'errors'; errors: FieldErrors } | { kind: 'filed'; referral: Referral };

/** Who is credited with a new referral, as intake asks for it. */
export interface Crediting {
  /** The referral as it is to be stored, with who is credited. Reads only. Throws StoreUnavailable. */
  credit(referral: Referral, program: Program, arrival?: Arrival): Promise<Referral>;
  /** It is stored: what other partners have open about the same prospect hears of it. Idempotent. Throws StoreUnavailable. */
  touch(referral: Referral, program: Program): Promise<void>;
}
