import type { Clock } from '../clock.js';
import type { Program } from '../program/program.js';
import type { CompanyMatching } from '../referral/company-matching.js';
import { blockingKeys, comparable, compareProspects } from '../referral/comparable.js';
import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { judgeRivals } from './judge-rivals.js';
import type { RivalReads } from './ports.js';
import type { Compared, Rival } from './rivals.js';

export interface RivalDeps {
  rivals: RivalReads;
  matching: CompanyMatching;
  clock: Clock;
}

/** What every referral of the same company shares with it. Throws StoreUnavailable. */
export async function companyKeysOf(
  { rivals, matching }: Pick<RivalDeps, 'rivals' | 'matching'>,
  referral: Pick<Referral, 'prospect' | 'contact'>,
): Promise<string[]> {
  const print = await rivals.fingerprint();
  return blockingKeys(comparable(typed(referral), matching, print), matching);
}

/** Referrals of the program, of any partner, that may be about the same company: all that have not come to nothing. */
export async function findRivals(
  { rivals, matching }: Omit<RivalDeps, 'clock'>,
  referral: Rival,
): Promise<Compared[]> {
  const print = await rivals.fingerprint();
  const asked = comparable(typed(referral), matching, print);
  const { programId, submissionKey: notSubmission } = referral;
  const keys = blockingKeys(asked, matching);
  const found = await rivals.sharingKeys({ programId, keys, notSubmission });
  return found.flatMap((other) => {
    const match = compareProspects(asked, comparable(typed(other), matching, print), matching);
    return match ? [{ referral: other, match }] : [];
  });
}

/** The rules about other referrals, of a referral as submitted. Throws StoreUnavailable. */
export async function checkRivals(deps: RivalDeps, referral: Referral, program: Program): Promise<Finding[]> {
  const compared = await findRivals(deps, referral);
  return judgeRivals(referral, compared, program.protection, deps.clock.now());
}

function typed({ prospect, contact }: Pick<Referral, 'prospect' | 'contact'>) {
  const { company: name, domain } = prospect;
  const { email, phone } = contact;
  return { name, domain, email, phone };
}
