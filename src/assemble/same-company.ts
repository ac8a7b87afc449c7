import type { ProgramStore } from '../program/ports.js';
import { companyKeysOf, type RivalDeps } from '../protection/find-rivals.js';
import { type LookDeps, openFoundConflict } from '../protection/look-again.js';
import type { ReferralStore } from '../referral/ports.js';

export interface SameCompanyDeps extends RivalDeps {
  outbox: LookDeps['outbox'];
  programs: Pick<ProgramStore, 'current'>;
  onError: (error: unknown, doing: string) => void;
}

/**
 * The same store; whatever is new carries what other referrals of the same company find it by, and where another partner
 * has the company, too, the case is opened at once. Should that fail, the sweep opens it: the referral is stored.
 */
export function knowingCompanies(store: ReferralStore, deps: SameCompanyDeps): ReferralStore {
  return {
    ...store,
    async insert(referral) {
      const companyKeys = await companyKeysOf(deps, referral);
      const inserted = await store.insert({ ...referral, companyKeys });
      const isRivalled = inserted.referral.findings?.some(({ kind }) => kind === 'conflict');
      if (inserted.existed || !isRivalled) return inserted;
      try {
        const program = await deps.programs.current();
        const look = { ...deps, referrals: store };
        return program
          ? { ...inserted, referral: await openFoundConflict(look, inserted.referral, program) }
          : inserted;
      } catch (error) {
        deps.onError(error, `conflict of ${inserted.referral.reference}`);
        return inserted;
      }
    },
  };
}
