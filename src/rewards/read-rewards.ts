import { Refused } from '../errors.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { type Program, partnerName } from '../program/program.js';
import { type Account, emptyAccount } from './account.js';
import type { LedgerDeps } from './keep-ledger.js';
import type { Page, RewardRow } from './ports.js';

const PAGE_SIZE = 6;

/** A partner's own rewards, or what staff ask for. */
export interface Statement {
  program: Program;
  partnerId: string;
  partnerName: string;
  /** Whoever reads it is of the partner: only its words, and it may object. */
  asPartner: boolean;
  /** The program managers decide. */
  mayReview: boolean;
  account: Account;
  page: Page<RewardRow>;
  cursor?: string;
}

/**
 * A page of a partner's statement, the newest first. A partner's people get their own, whatever they ask for.
 * @throws Refused for somebody who is neither of a partner nor staff, and for a partner that is not known
 */
export async function readStatement(
  deps: LedgerDeps,
  actor: Actor,
  { partnerId, cursor }: { partnerId?: string | undefined; cursor?: string | undefined },
): Promise<Statement> {
  const program = await requireProgram(deps.programs);
  requireMay('see_rewards', actor, program);
  const own = isStaff(actor) ? partnerId : actor.partner?.id;
  if (own === undefined) throw new Refused('not_found', 'There is no such partner.');
  const [accounts, page] = await Promise.all([
    deps.rewards.accounts(program.id, [own]),
    deps.rewards.page({
      programId: program.id,
      partnerId: own,
      limit: PAGE_SIZE,
      ...(cursor ? { cursor } : {}),
    }),
  ]);
  return {
    program,
    partnerId: own,
    partnerName: partnerName(program, own),
    asPartner: !isStaff(actor),
    mayReview: actor.programManager !== undefined,
    account: accounts.get(own) ?? emptyAccount(program.id, own),
    page,
    ...(cursor ? { cursor } : {}),
  };
}

/** Of all partners: what waits for a program manager, what partners object to, or everything. */
export interface Overview {
  kind: 'review' | 'disputes' | 'all';
  program: Program;
  page: Page<RewardRow>;
  cursor?: string;
  mayReview: boolean;
}

/** @throws Refused for whoever is not staff */
export async function readOverview(
  deps: LedgerDeps,
  actor: Actor,
  { kind, cursor }: { kind: Overview['kind']; cursor?: string | undefined },
): Promise<Overview> {
  const program = await requireProgram(deps.programs);
  requireMay(kind === 'all' ? 'list_all' : 'review_rewards', actor, program);
  const page = await deps.rewards.page({
    programId: program.id,
    ...(kind === 'review' ? { states: ['in_review'] as const } : {}),
    ...(kind === 'disputes' ? { disputed: true as const } : {}),
    limit: PAGE_SIZE,
    ...(cursor ? { cursor } : {}),
  });
  const mayReview = actor.programManager !== undefined;
  return { kind, program, page, mayReview, ...(cursor ? { cursor } : {}) };
}
