import type { ActionValue, Card } from '../messages/card.js';
import type { Interactions, Reply } from '../messages/interaction.js';
import { openReferral, requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { stepInteractions } from '../people/step.js';
import { decisionCard } from './messages.js';
import type { QueuePlace, ReviewReads } from './ports.js';
import { queueCard, rulesCard } from './queue-cards.js';
import { DECIDING_STEPS, type ReviewDeps } from './steps.js';

export type ReviewInteractionDeps = ReviewDeps & { reviews: ReviewReads };

const PAGE_SIZE = 5;

/** What program managers do about referrals in review and appeals. */
export function reviewInteractions(deps: ReviewInteractionDeps): Partial<Interactions<Actor>> {
  const { actions, submissions } = stepInteractions(deps, DECIDING_STEPS);
  return {
    actions: [
      ...actions,
      {
        actionId: 'review.show',
        handle: async ({ actor, value }) => privately(await showDecision(deps, actor, value.referral ?? '')),
      },
      {
        actionId: 'review.page',
        handle: async ({ actor, value }) => ({
          kind: 'private',
          card: await showQueue(deps, actor, placeOf(value)),
          replace: true,
        }),
      },
    ],
    submissions,
    commands: [
      {
        names: ['review', 'reviews'],
        handle: async ({ actor }) => privately(await showQueue(deps, actor)),
      },
      { names: ['rules'], handle: async ({ actor }) => privately(await showRules(deps, actor)) },
    ],
  };
}

function privately(card: Card): Reply {
  return { kind: 'private', card };
}

function placeOf({ since, id }: ActionValue): QueuePlace | undefined {
  const at = new Date(since ?? '');
  return id && !Number.isNaN(at.getTime()) ? { since: at, id } : undefined;
}

/** What is to be decided about one referral, or who has decided. */
async function showDecision(deps: ReviewInteractionDeps, actor: Actor, referralId: string): Promise<Card> {
  const { referral, program } = await openReferral(deps, { actor, wish: 'review', referralId });
  return decisionCard({ referral, program, now: deps.clock.now() });
}

async function showQueue(deps: ReviewInteractionDeps, actor: Actor, after?: QueuePlace): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('see_reviews', actor, program);
  const { found, total } = await deps.reviews.waiting(program.id, { limit: PAGE_SIZE + 1, after });
  return queueCard({
    found: found.slice(0, PAGE_SIZE),
    total,
    after,
    hasMore: found.length > PAGE_SIZE,
  });
}

async function showRules(deps: ReviewInteractionDeps, actor: Actor): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('see_reviews', actor, program);
  return rulesCard(await deps.reviews.rules(program.id));
}
