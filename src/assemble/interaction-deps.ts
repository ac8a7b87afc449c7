import { welcomePackets } from '../kit/welcome.js';
import { reopenByRules, routeOrLeave } from '../routing/placing.js';
import { reviewReads } from '../store/review-reads.js';
import { codesOf } from './attribution.js';
import type { Core } from './core.js';
import type { InteractionDeps } from './interactions.js';
import { exportsOf, kitOfDesk } from './pages.js';
import { vetting } from './vetting.js';

/** All that the capabilities ask of each other and of the store, from a desk's core. */
export function interactionDeps(core: Core, complete: () => void): InteractionDeps {
  return {
    ...core.deps,
    preferences: core.preferences,
    checkIns: core.checkIns,
    digests: core.digests,
    rewards: core.rewards,
    exports: exportsOf(core),
    kit: kitOfDesk(core),
    welcome: welcomePackets,
    route: routeOrLeave,
    vet: vetting(core),
    reopen: reopenByRules,
    reviews: reviewReads(core.store),
    acceptances: core.acceptances,
    crediting: core.crediting,
    attribution: codesOf(core),
    rivals: core.rivals.rivals,
    complete,
  };
}
