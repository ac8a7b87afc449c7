import type { ActionValue, Card } from '../messages/card.js';
import type { Interactions } from '../messages/interaction.js';
import { openReferral, type ReferralDeps, requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { stepInteractions } from '../people/step.js';
import { caseCard, SHOW_CASE } from './case-card.js';
import { CASES_PAGE, conflictsCard } from './cases-card.js';
import type { CasePlace, RivalReads } from './ports.js';
import { protectionSteps, type RouteOn } from './steps.js';

/** A card has room for so many. */
const PAGE_SIZE = 8;

export type ProtectionDeps = ReferralDeps & { rivals: RivalReads; route: RouteOn };

/** Extending a protection, deciding a conflict, and the list of what is to be decided. */
export function protectionInteractions(
  deps: ProtectionDeps,
): Pick<Interactions<Actor>, 'actions' | 'submissions' | 'commands'> {
  const steps = stepInteractions(deps, protectionSteps(deps.route));
  return {
    actions: [
      ...steps.actions,
      {
        actionId: SHOW_CASE,
        handle: async ({ actor, value: { referral: referralId = '' } }) => {
          const { referral } = await openReferral(deps, { actor, wish: 'see_notes', referralId });
          return { kind: 'private', card: caseCard(referral) };
        },
      },
      {
        actionId: CASES_PAGE,
        handle: async ({ actor, value }) => ({
          kind: 'private',
          card: await listConflicts(deps, actor, placeOf(value)),
          replace: true,
        }),
      },
    ],
    submissions: steps.submissions,
    commands: [
      {
        names: ['conflicts'],
        handle: async ({ actor }) => ({ kind: 'private', card: await listConflicts(deps, actor) }),
      },
    ],
  };
}

function placeOf({ opened, id }: ActionValue): CasePlace | undefined {
  const openedAt = new Date(opened ?? '');
  return id && !Number.isNaN(openedAt.getTime()) ? { openedAt, id } : undefined;
}

/** What waits for a decision, the oldest first, a page at a time. Throws Refused for whoever is not staff. */
async function listConflicts(
  { programs, rivals }: ProtectionDeps,
  actor: Actor,
  after?: CasePlace,
): Promise<Card> {
  const program = await requireProgram(programs);
  requireMay('list_all', actor, program);
  const { referrals, total } = await rivals.openConflicts(program.id, { limit: PAGE_SIZE + 1, after });
  return conflictsCard({
    found: referrals.slice(0, PAGE_SIZE),
    total,
    after,
    hasMore: referrals.length > PAGE_SIZE,
    mayDecide: actor.programManager !== undefined,
  });
}
