import { StoreUnavailable } from '../errors.js';
import type { FieldErrors } from '../messages/form.js';
import type { Submission } from '../messages/interaction.js';
import { acceptanceBy } from '../people/acceptance-by.js';
import { type Actor, isStaff, ownAccounts } from '../people/actor.js';
import type { Program } from '../program/program.js';
import type { ProgramTerms, TermsAcceptance, TermsAcceptances } from '../program/terms.js';
import type { AcceptedTerms } from '../referral/submission.js';
import { type AskedTerms, hasAccepted, termsKey } from './terms-field.js';

/** Who is asked to accept the terms with the form, and what is kept of it. */

/**
 * The terms that the form asks this person to accept; undefined where there are none, or they have been accepted. Staff
 * who write for a partner are not asked. While it cannot be found out they are asked: accepting twice changes nothing.
 */
export async function termsToAsk(
  acceptances: TermsAcceptances,
  program: Program,
  actor: Actor,
): Promise<ProgramTerms | undefined> {
  const { terms } = program;
  if (!terms || isStaff(actor)) return undefined;
  try {
    return (await acceptances.of(program.id, ownAccounts(actor), terms.version)) ? undefined : terms;
  } catch (error) {
    if (error instanceof StoreUnavailable) return terms;
    throw error;
  }
}

/** What a submitted form comes to with respect to the terms. */
export type TermsVerdict =
  /** There are none. */
  | { kind: 'none' }
  /** They are accepted as soon as `accept` has been called; it keeps who has, and gives what the referral keeps. */
  | { kind: 'accepted'; accept: (at: Date) => Promise<AcceptedTerms> }
  /** The box is in the form and not ticked. */
  | { kind: 'unticked'; errors: FieldErrors }
  /** The form does not ask for the version in force: it has to be shown again, with everything that was typed. */
  | { kind: 'ask'; terms: AskedTerms };

/** Reads only. Throws StoreUnavailable. */
export async function termsVerdict(
  acceptances: TermsAcceptances,
  program: Program,
  { actor, carried, values }: Submission<Actor>,
): Promise<TermsVerdict> {
  const { terms } = program;
  if (!terms) return { kind: 'none' };
  const { version } = terms;
  const by = actor.person;
  if (isStaff(actor))
    return { kind: 'accepted', accept: async (at) => ({ version, by, at, onBehalf: true }) };
  if (hasAccepted(terms, values)) {
    return {
      kind: 'accepted',
      accept: async (at) =>
        kept(
          await acceptances.accept(acceptanceBy(actor, { programId: program.id, version, at, how: 'form' })),
        ),
    };
  }
  const earlier = await acceptances.of(program.id, ownAccounts(actor), version);
  if (earlier) return { kind: 'accepted', accept: async () => kept(earlier) };
  if (carried.asked === version) return { kind: 'unticked', errors: { [termsKey(version)]: UNTICKED } };
  const why = carried.terms !== undefined && carried.terms !== version ? 'changed' : 'new';
  return { kind: 'ask', terms: { ...terms, why } };
}

const UNTICKED = 'Please read the program terms and tick the box: referrals are sent under them.';

function kept({ version, by, at }: TermsAcceptance): AcceptedTerms {
  return { version, by, at };
}
