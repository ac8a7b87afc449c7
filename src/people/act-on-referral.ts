import type { Clock } from '../clock.js';
import { Refused } from '../errors.js';
import type { PendingMessage } from '../messages/pending.js';
import type { ProgramStore } from '../program/ports.js';
import { accountOf, findRep, type Program } from '../program/program.js';
import type { RepAccount } from '../referral/announced-messages.js';
import { announce } from '../referral/announcements.js';
import { type Act, alreadyDone, type Decision } from '../referral/decide.js';
import type { ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import type { Actor } from './actor.js';
import { may, type Wish } from './may.js';

/** What every use case on a referral needs. */
export interface ReferralDeps {
  referrals: ReferralStore;
  programs: ProgramStore;
  clock: Clock;
  outbox: { enqueue(messages: PendingMessage[]): Promise<void>; wake(): void };
}

export interface ActRequest {
  actor: Actor;
  wish: Wish;
  referralId: string;
  /** The same when the platform delivers the act again; then nothing happens twice. */
  actKey: string;
  decide: (referral: Referral, program: Program, act: Act) => Decision | undefined;
}

/**
 * The one way a person changes a referral: ask may.ts, decide, announce, and write state and messages together.
 * Resolves to the referral afterwards. Throws Refused in words for the person; a card that was out of date is
 * brought up to date then. Throws StoreUnavailable when nothing could be written.
 */
export async function actOnReferral(deps: ReferralDeps, request: ActRequest): Promise<Referral> {
  const program = await requireProgram(deps.programs);
  const act: Act = { key: request.actKey, by: request.actor.person, at: deps.clock.now() };
  const repAccount = repAccounts(program);
  let seen: Referral | undefined;
  try {
    const referral = await deps.referrals.change(request.referralId, (current) => {
      seen = current;
      if (alreadyDone(current, act)) return undefined;
      requireMay(request.wish, request.actor, program, current);
      const decision = request.decide(current, program, act);
      return decision && { ...decision, messages: announce(current, decision, repAccount) };
    });
    deps.outbox.wake();
    return referral;
  } catch (error) {
    if (error instanceof Refused && error.reason === 'out_of_date' && seen)
      await refreshCards(deps, seen, repAccount);
    throw error;
  }
}

/** Reads a referral for somebody who may have it. Throws Refused in words for the person. */
export async function openReferral(
  deps: ReferralDeps,
  { actor, wish, referralId }: Pick<ActRequest, 'actor' | 'wish' | 'referralId'>,
): Promise<{ referral: Referral; program: Program }> {
  const program = await requireProgram(deps.programs);
  const referral = await deps.referrals.byId(referralId);
  if (!referral) throw new Refused('not_found', 'There is no such referral.');
  requireMay(wish, actor, program, referral);
  return { referral, program };
}

export async function requireProgram(programs: Pick<ProgramStore, 'current'>): Promise<Program> {
  const program = await programs.current();
  if (program) return program;
  const why =
    'The referral program is not set up yet. Ask an administrator of the workspace to mention me with the word setup, in the channel you share with a partner.';
  throw new Refused('invalid', why);
}

const UNVERIFIED = 'I cannot find out just now who you are. Please try again in a minute.';

export function requireMay(
  wish: Wish,
  actor: Actor,
  program: Program | undefined,
  referral?: Referral,
): void {
  const verdict = may(wish, actor, program, referral);
  if (verdict.allowed) return;
  throw new Refused('not_allowed', actor.unverified ? UNVERIFIED : verdict.why);
}

export function repAccounts(program: Program): RepAccount {
  return (repId, preferred) => {
    const rep = findRep(program, repId);
    return rep && accountOf(rep, preferred);
  };
}

/** Edits the cards of a referral to what is true now. Once per version: pressing an old card ten times is one edit. */
export async function refreshCards(
  deps: Pick<ReferralDeps, 'outbox' | 'clock'>,
  referral: Referral,
  repAccount: RepAccount,
): Promise<void> {
  const last = referral.events.at(-1);
  if (!last) return;
  const cards = announce(referral, { after: referral, events: [last] }, repAccount).filter(
    ({ to }) => to.kind === 'card' || (to.kind === 'program_managers' && to.card !== undefined),
  );
  const at = deps.clock.now();
  await deps.outbox.enqueue(
    cards.map((card) => ({
      ...card,
      key: `${card.key}:refresh:${referral.version}`,
      notBefore: undefined,
      at,
    })),
  );
  deps.outbox.wake();
}
