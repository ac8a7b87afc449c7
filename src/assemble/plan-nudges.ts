import type { NudgePlanner } from '../people/sweep-due.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { protectionAfter } from '../program/protection-window.js';
import { rewardTermsOf } from '../program/reward-settings.js';
import { attentionOf } from '../referral/attention.js';
import { creditedPartnerId } from '../referral/attribution.js';
import type { ReferralEvent } from '../referral/events.js';
import { verdictsOf } from '../referral/findings.js';
import { loopAfter } from '../referral/loop.js';
import type { Change, ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { rewardsOwedAfter } from '../referral/reward-owed.js';

/**
 * The same store; whatever is written carries the nudge that follows from it, why somebody may have to look at it, what
 * came of its rules, until when it is protected, and whether its partner has still to hear of the end. Here and nowhere else,
 * so that no use case can forget it.
 */
export function planningNudges(
  store: ReferralStore,
  programs: Pick<ProgramStore, 'current'>,
  plan: NudgePlanner,
): ReferralStore {
  const planned = (
    as: Referral,
    events: readonly ReferralEvent[],
    program: Program | undefined,
  ): Referral => {
    const referral = program ? { ...as, protection: protectionAfter(as, events, program) } : as;
    return {
      ...referral,
      nudge: program && plan(referral, program),
      attention: attentionOf(referral),
      verdicts: verdictsOf(referral),
    };
  };
  const plannedChange = (current: Referral, change: Change, program: Program | undefined): Change => {
    const events = [...current.events, ...change.events];
    const after = planned({ ...change.after, events }, change.events, program);
    const { nudge, attention, verdicts, protection } = after;
    const rewardTerms = termsAfter(current, change.after, program);
    const rewardsOwed = rewardsOwedAfter({ ...change.after, rewardTerms }, change.events);
    const loop = loopAfter(change.after, change);
    const kept = { nudge, attention, verdicts, protection, loop, rewardTerms, rewardsOwed };
    return { ...change, after: { ...change.after, ...kept } };
  };
  return {
    ...store,
    insert: async (referral) => {
      const program = await programs.current();
      const rewardTerms = program && rewardTermsOf(program, referral);
      return store.insert({ ...planned(referral, [], program), ...(rewardTerms ? { rewardTerms } : {}) });
    },
    change: async (id, decide) => {
      const program = await programs.current();
      return store.change(id, (current) => {
        const change = decide(current);
        return change && plannedChange(current, change, program);
      });
    },
    changeAll: async (changes) => {
      const program = await programs.current();
      return store.changeAll(
        changes.map(({ current, change }) => ({ current, change: plannedChange(current, change, program) })),
      );
    },
  };
}

/** What was in force when it was submitted stays; of another partner, what is in force for that one. */
function termsAfter(
  current: Referral,
  after: Referral,
  program: Program | undefined,
): Referral['rewardTerms'] {
  if (!program || creditedPartnerId(current) === creditedPartnerId(after)) return after.rewardTerms;
  return rewardTermsOf(program, after) ?? after.rewardTerms;
}
