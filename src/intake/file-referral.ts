import { createHash } from 'node:crypto';
import type { PersonRef } from '../messages/address.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import type { Arrival, Crediting } from '../program/crediting.js';
import type { RoutePort } from '../program/judge.js';
import type { Program } from '../program/program.js';
import type { TermsAcceptances } from '../program/terms.js';
import type { Vet } from '../program/vet.js';
import { announce } from '../referral/announcements.js';
import type { Act } from '../referral/decide.js';
import { addInformation } from '../referral/decide-conversation.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import type { AcceptedTerms, Answer } from '../referral/submission.js';
import { newReferral, type Origin, submittedReferral } from './new-referral.js';
import type { Intake } from './read-answers.js';

export interface IntakeDeps extends ReferralDeps {
  /** Routes a fresh referral, or leaves it for a program manager; routing owns the rules. */
  route: RoutePort;
  /** What every rule says of a referral that has just come. Reads only. Throws StoreUnavailable. */
  vet: Vet;
  acceptances: TermsAcceptances;
  /** Who is credited with it. What others have open about the same prospect is told once it is stored. */
  crediting?: Pick<Crediting, 'credit'>;
}

export interface Filing {
  program: Program;
  origin: Origin;
  intake: Intake;
  by: PersonRef;
  /** Unique to the opened form. */
  submissionKey: string;
  /** What was agreed to, where it is not the program's wording. */
  consent?: { version: string; wording: string };
  /** The program terms it is sent under; absent where there are none. */
  terms?: AcceptedTerms | undefined;
  arrival?: Arrival;
}

/**
 * Checked answers become a stored referral, exactly once for each opened form, whichever door it came by. Sent again with
 * other answers, these are added to it. Throws StoreUnavailable when it could not be stored.
 */
export async function fileReferral(deps: IntakeDeps, filing: Filing): Promise<Referral> {
  const { referral, existed } = await store(deps, filing);
  deps.outbox.wake();
  if (existed) await amend(deps, filing, referral);
  return referral;
}

async function store(deps: IntakeDeps, filing: Filing): Promise<{ referral: Referral; existed: boolean }> {
  const { program, origin, submissionKey, arrival } = filing;
  const act: Act = { key: submissionKey, by: filing.by, at: deps.clock.now() };
  const submitted = submittedReferral({ ...filing, act });
  const referral = (await deps.crediting?.credit(submitted, program, arrival)) ?? submitted;
  const found = await deps.vet(referral, program);
  const decision = newReferral({ referral, program, origin, act, found, route: deps.route });
  const pending = announce(undefined, decision, repAccounts(program));
  return deps.referrals.insert({ ...decision.after, events: decision.events, pending });
}

/**
 * The same form again with other words: the first one had been stored although its answer got lost, and the person
 * has edited and pressed Send again. The edit is added to the referral instead of being dropped.
 */
async function amend(
  deps: IntakeDeps,
  { program, intake, by, submissionKey }: Filing,
  stored: Referral,
): Promise<void> {
  const changed = intake.answers.filter(
    (answer) => stored.answers.find((one) => one.key === answer.key)?.shown !== answer.shown,
  );
  if (changed.length === 0 || isTerminal(stored.state)) return;
  const written = (some: Answer[]): string => some.map(({ label, shown }) => `${label}: ${shown}`).join('\n');
  const text = written(changed);
  const forPartner = written(changed.filter(({ shareable }) => shareable));
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const act: Act = {
    key: `${submissionKey}/again/${digest}`,
    by,
    at: deps.clock.now(),
  };
  await deps.referrals.change(stored.id, (current) => {
    if (isTerminal(current.state) || current.events.some((event) => event.id === act.key)) return undefined;
    const decision = addInformation(current, text, act, forPartner);
    return { ...decision, messages: announce(current, decision, repAccounts(program)) };
  });
  deps.outbox.wake();
}
