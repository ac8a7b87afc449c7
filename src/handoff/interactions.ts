import type { Interactions } from '../messages/interaction.js';
import { openReferral, type ReferralDeps } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { may } from '../people/may.js';
import { commonClaimCard, OWN_CLAIM, ownClaimCard } from './messages.js';

/** What is asked of the cards that reps work with. */
export function handoffInteractions(deps: ReferralDeps): Pick<Interactions<Actor>, 'actions'> {
  return {
    actions: [
      {
        actionId: OWN_CLAIM,
        // Clients ask unasked, of whomever they like: colleagues get what stands in the channel, others nothing.
        handle: async ({ actor, value: { referral: referralId = '' } }) => {
          const opened = await openReferral(deps, { actor, wish: 'see_notes', referralId });
          const mayWork = may('work', actor, opened.program, opened.referral).allowed;
          const context = { ...opened, now: deps.clock.now() };
          return { kind: 'private', card: mayWork ? ownClaimCard(context) : commonClaimCard(context) };
        },
      },
    ],
  };
}
