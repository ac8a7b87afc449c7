import type { NudgePlanner } from '../people/sweep-due.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { attentionOf } from '../referral/attention.js';
import { verdictsOf } from '../referral/findings.js';
import { loopAfter } from '../referral/loop.js';
import type { Change, ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';

/**
 * The same store; whatever is written carries the nudge that follows from it, why somebody may have to look at it, what
 * came of its rules, and whether its partner has still to hear of the end. Here and nowhere else, so that no use case can forget it.
 */
export function planningNudges(
  store: ReferralStore,
  programs: Pick<ProgramStore, 'current'>,
  plan: NudgePlanner,
): ReferralStore {
  const planned = (referral: Referral, program: Program | undefined): Referral => ({
    ...referral,
    nudge: program && plan(referral, program),
    attention: attentionOf(referral),
    verdicts: verdictsOf(referral),
  });
  const plannedChange = (current: Referral, change: Change, program: Program | undefined): Change => {
    const events = [...current.events, ...change.events];
    const { nudge, attention, verdicts } = planned({ ...change.after, events }, program);
    const loop = loopAfter(change.after, change);
    return { ...change, after: { ...change.after, nudge, attention, verdicts, loop } };
  };
  return {
    ...store,
    insert: async (referral) => store.insert(planned(referral, await programs.current())),
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
