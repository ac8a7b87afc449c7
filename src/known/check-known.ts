import type { Clock } from '../clock.js';
import type { Program } from '../program/program.js';
import { clockOf, dateOf } from '../program/zone-days.js';
import { blockingKeys, comparable, type Prospect } from '../referral/comparable.js';
import type { Consequence } from '../referral/findings.js';
import type { RejectReason } from '../referral/reasons.js';
import type { Shareable } from '../referral/shareable.js';
import { compareKnown } from './compare.js';
import type { CompanyMatching, KnownLookup } from './ports.js';
import { judgeKnown, KNOWN_REASONS, type KnownFinding } from './rules.js';
import { ALREADY_KNOWN, staffWords } from './words.js';

export interface CheckKnownDeps {
  known: KnownLookup;
  matching: CompanyMatching;
  clock: Clock;
}

/** What speaks against a prospect because we know it. */
export interface KnownVerdict {
  /** The strictest of all findings; `accept` when there is none. */
  outcome: Consequence;
  /** The strictest first. For staff only. */
  findings: ToldFinding[];
  /** What the partner reads when the referral does not go on as usual; absent when it does. */
  partnerText?: Shareable;
}

export interface ToldFinding extends KnownFinding {
  /** Of a rejection for it. */
  reason: RejectReason;
  /** For reps and program managers, as plain text. */
  staffText: string;
}

export type { Prospect };

/**
 * Whether a prospect is a customer, in the pipeline, or not to be contacted, by the lists imported for the program. Reads
 * only; a few milliseconds whatever the lists' length.
 * @throws StoreUnavailable
 */
export async function checkKnown(
  { known, matching, clock }: CheckKnownDeps,
  { program, prospect }: { program: Program; prospect: Prospect },
): Promise<KnownVerdict> {
  const settings = program.knownCompanies;
  const { company: name, ...rest } = prospect;
  const asked = comparable({ name, ...rest }, matching, await known.fingerprint());
  const today = clockOf(program.timeZone, clock.now().getTime()).day;
  const candidates = await known.candidates({
    programId: program.id,
    keys: blockingKeys(asked, matching),
    openedSince: dateOf(today - settings.opportunity.youngerThanDays),
    touchedSince: dateOf(today - settings.touched.withinDays),
  });
  const compared = candidates.flatMap((company) => {
    const match = compareKnown(asked, company, matching);
    return match ? [{ company, match }] : [];
  });
  const findings = judgeKnown(settings, dateOf(today), compared).map(told);
  const outcome = findings[0]?.outcome ?? 'accept';
  return { outcome, findings, ...(outcome === 'accept' ? {} : { partnerText: ALREADY_KNOWN }) };
}

function told(finding: KnownFinding): ToldFinding {
  return { ...finding, reason: KNOWN_REASONS[finding.rule], staffText: staffWords(finding) };
}
