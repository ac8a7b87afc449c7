import type { Card } from '../messages/card.js';
import type { Interactions } from '../messages/interaction.js';
import { openReferral, type ReferralDeps, requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { stepInteractions } from '../people/step.js';
import { caseCard, conflictsCard, SHOW_CASE } from './case-card.js';
import type { RivalReads } from './ports.js';
import { protectionSteps, type RouteOn } from './steps.js';

/** A card has room for so many; what is decided makes room for the next. */
const SHOWN = 8;

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

/** What waits for a decision, the oldest first. Throws Refused for whoever is not staff. */
async function listConflicts({ programs, rivals }: ProtectionDeps, actor: Actor): Promise<Card> {
  const program = await requireProgram(programs);
  requireMay('list_all', actor, program);
  const { referrals, total } = await rivals.openConflicts(program.id, SHOWN);
  return conflictsCard(referrals, total, actor.programManager !== undefined);
}
