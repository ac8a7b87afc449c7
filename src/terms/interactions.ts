import type { Clock } from '../clock.js';
import type { Card } from '../messages/card.js';
import type { ActionHandler, CommandHandler } from '../messages/interaction.js';
import { acceptanceBy } from '../people/acceptance-by.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff, ownAccounts } from '../people/actor.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import type { ProgramTerms, TermsAcceptances } from '../program/terms.js';
import { ACCEPT_TERMS, noTermsCard, type Standing, TERMS_PAGE, termsCard } from './terms-card.js';

export interface TermsDeps {
  programs: ProgramStore;
  acceptances: TermsAcceptances;
  clock: Clock;
}

/** The program terms: read at any time, and accepted without a referral. */
export function termsInteractions(deps: TermsDeps): {
  actions: ActionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  return {
    actions: [
      {
        actionId: TERMS_PAGE,
        handle: async ({ actor, value }) => ({
          kind: 'private',
          card: await showTerms(deps, actor, Number(value.page) || 0),
          replace: true,
        }),
      },
      {
        actionId: ACCEPT_TERMS,
        handle: async ({ actor, value }) => ({
          kind: 'private',
          card: await acceptTerms(deps, actor, value.version),
          replace: true,
        }),
      },
    ],
    commands: [
      {
        names: ['terms'],
        handle: async ({ actor }) => ({ kind: 'private', card: await showTerms(deps, actor, 0) }),
      },
    ],
  };
}

/** A page of the terms in force, for anybody: whoever may refer may read them. Throws StoreUnavailable. */
async function showTerms(deps: TermsDeps, actor: Actor, page: number): Promise<Card> {
  const program = await requireProgram(deps.programs);
  const { terms } = program;
  if (!terms) return noTermsCard(program.name, actor.programManager !== undefined);
  return cardOf(deps, program, terms, await standingOf(deps, program, terms, actor), page);
}

/**
 * Keeps that this person has accepted the version they have read. Twice is once. When another version is in force by now
 * nothing is kept, and that one is shown. Throws Refused to staff, who are not asked; StoreUnavailable.
 */
async function acceptTerms(deps: TermsDeps, actor: Actor, version: string | undefined): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('accept_terms', actor, program);
  const { terms } = program;
  if (!terms) return noTermsCard(program.name, false);
  const standing = await standingOf(deps, program, terms, actor);
  if (standing.kind !== 'asked') return cardOf(deps, program, terms, standing, LAST);
  if (version !== terms.version) return cardOf(deps, program, terms, { kind: 'asked', changed: true }, 0);
  const acceptance = await deps.acceptances.accept(
    acceptanceBy(actor, { programId: program.id, version, at: deps.clock.now(), how: 'command' }),
  );
  return cardOf(deps, program, terms, { kind: 'accepted', acceptance, justNow: true }, LAST);
}

const LAST = Number.MAX_SAFE_INTEGER;

async function standingOf(
  { acceptances }: TermsDeps,
  program: Program,
  { version }: ProgramTerms,
  actor: Actor,
): Promise<Standing> {
  if (isStaff(actor)) {
    return actor.programManager
      ? { kind: 'staff', accepted: await acceptances.count(program.id, version) }
      : { kind: 'staff' };
  }
  const acceptance = await acceptances.of(program.id, ownAccounts(actor), version);
  return acceptance ? { kind: 'accepted', acceptance } : { kind: 'asked' };
}

async function cardOf(
  { programs }: TermsDeps,
  program: Program,
  terms: ProgramTerms,
  standing: Standing,
  page: number,
): Promise<Card> {
  const versions = await programs.termsVersions();
  const since = versions.findLast(({ version }) => version === terms.version)?.since;
  return termsCard({ programName: program.name, terms, since, standing, page });
}
