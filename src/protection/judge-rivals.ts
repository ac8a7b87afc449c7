import type { ProtectionSettings } from '../program/protection-settings.js';
import type { Match } from '../referral/company-matching.js';
import type { ConflictCause } from '../referral/conflict.js';
import type { Consequence, Finding } from '../referral/findings.js';
import { isProtected } from '../referral/protection.js';
import type { RejectReason } from '../referral/reasons.js';
import { type Compared, RIVAL_RULES, type Rival, type RivalRule } from './rivals.js';
import { PARTNER_WORDS, staffWords } from './words.js';

/**
 * Who else has the company, and what follows. Pure. One finding a rule, about the referral for which it holds best; what
 * follows from each is the program's to say (`protection.actions` in its file).
 */

/** Two of different partners whose claim only a program manager can weigh. */
export const CONFLICT_RULES: Partial<Record<RivalRule, ConflictCause>> = {
  registered_together: 'tie',
  overlapping: 'overlap',
};

const REASONS: Record<RivalRule, RejectReason> = {
  duplicate_own: 'duplicate',
  already_won: 'existing_customer',
  already_protected: 'duplicate',
  registered_together: 'duplicate',
  overlapping: 'duplicate',
  possible_duplicate: 'duplicate',
};

/** What the rules say of a new referral, given those that may be the same company. */
export function judgeRivals(
  fresh: Rival,
  compared: readonly Compared[],
  settings: ProtectionSettings,
  now: Date,
): Finding[] {
  const ruled = compared
    .filter(({ referral }) => isEarlier(referral, fresh))
    .map((one) => ({ ...one, rule: ruleFor(fresh, one, settings, now) }));
  return RIVAL_RULES.flatMap((rule) => {
    const [best, ...others] = ruled.filter((one) => one.rule === rule).toSorted(surestFirst);
    if (!best) return [];
    const { id: referralId, reference } = best.referral;
    return [
      {
        rule,
        kind: CONFLICT_RULES[rule] ? 'conflict' : 'duplicate',
        outcome: outcomeOf(rule, best.match, settings),
        reason: REASONS[rule],
        staffText: staffWords(rule, best, others.length, now),
        partnerText: PARTNER_WORDS[rule],
        earlier: { referralId, reference },
      } satisfies Finding,
    ];
  });
}

export function isEarlier(a: Pick<Rival, 'id' | 'createdAt'>, b: Pick<Rival, 'id' | 'createdAt'>): boolean {
  const difference = a.createdAt.getTime() - b.createdAt.getTime();
  return difference < 0 || (difference === 0 && a.id < b.id);
}

/** Which rule an earlier referral falls under. First registration wins, within its window. */
export function ruleFor(
  fresh: Rival,
  { referral: earlier, match }: Compared,
  settings: ProtectionSettings,
  now: Date,
): RivalRule {
  if (match.verdict === 'possible') return 'possible_duplicate';
  if (earlier.partner !== undefined && earlier.partner.id === fresh.partner?.id) return 'duplicate_own';
  if (earlier.state === 'won') return 'already_won';
  const apart = fresh.createdAt.getTime() - earlier.createdAt.getTime();
  if (apart <= settings.tieMinutes * 60_000) return 'registered_together';
  return match.verdict === 'exact' && isProtected(earlier, now) ? 'already_protected' : 'overlapping';
}

function outcomeOf(rule: RivalRule, { verdict }: Match, { actions }: ProtectionSettings): Consequence {
  if (rule === 'possible_duplicate') return 'accept';
  if (CONFLICT_RULES[rule]) return 'review';
  const action =
    rule === 'duplicate_own' ? actions.own : rule === 'already_won' ? actions.won : actions.protected;
  return verdict === 'likely' && action === 'reject' ? 'review' : action;
}

const CERTAINTY: Record<Match['verdict'], number> = { possible: 0, likely: 1, exact: 2 };

/** Of those as sure the one that came first. */
function surestFirst(a: Compared, b: Compared): number {
  const surer = CERTAINTY[b.match.verdict] - CERTAINTY[a.match.verdict];
  return surer || (isEarlier(a.referral, b.referral) ? -1 : 1);
}
