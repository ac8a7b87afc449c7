import { companyMatching } from '../../src/assemble/company-matching.js';
import { planNudge } from '../../src/assemble/nudge-planner.js';
import { planningNudges } from '../../src/assemble/plan-nudges.js';
import { countingRules } from '../../src/assemble/vetting.js';
import { relay } from '../../src/outbox/relay.js';
import { protectionSteps } from '../../src/protection/steps.js';
import { sweepProtection } from '../../src/protection/sweep-protection.js';
import type { StepName } from '../../src/referral/next-steps.js';
import { DECIDING_STEPS } from '../../src/review/steps.js';
import { reopenByRules, routeOrLeave } from '../../src/routing/placing.js';
import type { Store } from '../../src/store/connect.js';
import { outboxStore } from '../../src/store/outbox.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { rivalReads } from '../../src/store/rival-reads.js';
import { PEOPLE } from '../people/people.js';
import { stepsOf } from '../people/press.js';

/** What a program manager sends in: the same key however often it is delivered. */
export interface Decision {
  step: StepName;
  referralId: string;
  values: Record<string, string>;
}

/** All that takes part when a program manager decides, on a store that is there already. */
export function decidingDesk(store: Store, now: Date, onError: (error: unknown) => void) {
  const clock = { now: () => now };
  const programs = programStore(store.connection, { clock });
  const deps = {
    programs,
    clock,
    onError,
    referrals: planningNudges(referralStore(store.connection, clock), programs, planNudge),
    outbox: { enqueue: async () => {}, wake: () => {} },
    route: routeOrLeave,
    reopen: reopenByRules,
    rivals: rivalReads(store),
    matching: companyMatching(),
    crediting: { touch: async () => {} },
    counting: countingRules({ store }),
  };
  const steps = stepsOf(deps, [...DECIDING_STEPS, ...protectionSteps(routeOrLeave)]);
  return {
    referrals: deps.referrals,
    async decide({ step, referralId, values }: Decision): Promise<void> {
      const reply = await steps.submit(
        step,
        PEOPLE['program manager who is a rep'],
        referralId,
        values,
        'the decision',
      );
      if (reply.kind !== 'close') throw new Error(`The form was not taken: ${JSON.stringify(reply)}`);
    },
    /** What the clock does afterwards, until every message is in the outbox. */
    async tick(): Promise<void> {
      await sweepProtection(deps);
      const { db } = store;
      const sources = [pendingSource(db, 'referrals')];
      await relay({ store: outboxStore(db), sources, program: programs.current });
    },
  };
}
