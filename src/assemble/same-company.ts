import type { Crediting } from '../program/crediting.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { companyKeysOf, type RivalDeps } from '../protection/find-rivals.js';
import { type LookDeps, openFoundConflict } from '../protection/look-again.js';
import type { ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';

export interface SameCompanyDeps extends RivalDeps {
  outbox: LookDeps['outbox'];
  crediting: Pick<Crediting, 'touch'>;
  programs: Pick<ProgramStore, 'current'>;
  onError: (error: unknown, doing: string) => void;
}

/**
 * The same store; whatever is new carries what other referrals of the same company find it by, and where another partner
 * has the company, too, that one's referral notes it and the case is opened at once. Should that fail, the sweep does it: the
 * referral is stored.
 */
export function knowingCompanies(store: ReferralStore, deps: SameCompanyDeps): ReferralStore {
  return {
    ...store,
    async insert(referral) {
      const companyKeys = await companyKeysOf(deps, referral);
      const inserted = await store.insert({ ...referral, companyKeys });
      if (inserted.existed || !hasCompany(inserted.referral)) return inserted;
      try {
        const program = await deps.programs.current();
        return program ? { ...inserted, referral: await lookedAt(inserted.referral, program) } : inserted;
      } catch (error) {
        deps.onError(error, `others that have the company of ${inserted.referral.reference}`);
        return inserted;
      }
    },
  };

  async function lookedAt(referral: Referral, program: Program): Promise<Referral> {
    await deps.crediting.touch(referral, program);
    const isRivalled = referral.findings?.some(({ kind }) => kind === 'conflict');
    const opened = isRivalled && (await openFoundConflict({ ...deps, referrals: store }, referral, program));
    return opened || referral;
  }
}

/** Whether something about others was found before it was stored. */
function hasCompany({ findings, attribution }: Referral): boolean {
  return findings?.some(({ kind }) => kind === 'conflict') || (attribution?.touches.length ?? 0) > 1;
}
