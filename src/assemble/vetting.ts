import { landingRules } from '../attribution/same-address.js';
import { checkCounts, checkEligibility } from '../eligibility/check-eligibility.js';
import { pilotOnly } from '../kit/pilot.js';
import { checkKnown } from '../known/check-known.js';
import { ALREADY_KNOWN } from '../known/words.js';
import { type CountingRules, type Vet, vettedBy } from '../program/vet.js';
import { checkRivals } from '../protection/find-rivals.js';
import { attributionReads } from '../store/attribution-reads.js';
import { eligibilityReads } from '../store/eligibility-reads.js';
import { fingerprints } from '../store/fingerprints.js';
import { knownCompanyStore } from '../store/known-companies.js';
import { companyMatching } from './company-matching.js';
import type { Core } from './core.js';

/** Every rule that a new referral is held against, from every capability. */
export function vetting({ store, clock, rivals }: Pick<Core, 'store' | 'clock' | 'rivals'>): Vet {
  const known = knownCompanyStore(store.db);
  const matching = companyMatching();
  const knownCompanies: Vet = async ({ prospect, contact }, program) => {
    const { email, phone } = contact;
    const asked = { ...prospect, ...(email ? { email } : {}), ...(phone ? { phone } : {}) };
    const { findings } = await checkKnown({ known, matching, clock }, { program, prospect: asked });
    return findings.map(({ rule, outcome, reason, staffText }) => ({
      rule,
      kind: 'duplicate',
      outcome,
      reason,
      staffText,
      partnerText: ALREADY_KNOWN,
    }));
  };
  const reads = eligibilityReads(store);
  const print = fingerprints(store.db, 'contacts');
  const eligibility: Vet = (referral, program) => checkEligibility({ reads, print }, { referral, program });
  const rivalReferrals: Vet = (referral, program) => checkRivals(rivals, referral, program);
  return vettedBy([
    pilotOnly,
    knownCompanies,
    rivalReferrals,
    eligibility,
    landingRules(attributionReads(store.connection)),
  ]);
}

/** Whatever takes longer to be stored than this came with nothing. */
const STORED_WITHIN_MS = 3_600_000;

/** Those of them that count what came before. */
export function countingRules({ store }: Pick<Core, 'store'>): CountingRules {
  const reads = eligibilityReads(store);
  const print = fingerprints(store.db, 'contacts');
  const counts: Vet = (referral, program) => checkCounts({ reads, print }, { referral, program });
  return {
    vet: vettedBy([counts, landingRules(attributionReads(store.connection))]),
    after: (referral) => reads.sentAfter(referral, new Date(referral.createdAt.getTime() + STORED_WITHIN_MS)),
  };
}
