import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import { type FieldErrors, type Form, textValue } from '../messages/form.js';
import type { Submission, SubmissionReply } from '../messages/interaction.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { answerChannel, findPartner, isOpenFor, type Program, partnerChannelOf } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { termsVerdict } from './accept-terms.js';
import { fileReferral, type IntakeDeps } from './file-referral.js';
import type { Origin } from './new-referral.js';
import { readAnswers } from './read-answers.js';
import { type FormRequest, PARTNER_FIELD, referralForm } from './referral-form.js';
import type { AskedTerms } from './terms-field.js';

export type { IntakeDeps } from './file-referral.js';

/**
 * A filled-in form becomes a stored referral, exactly once for each opened form, routed in the same write. What a
 * person types is never refused for who they are: from somebody unknown it is kept, and a program manager is asked.
 * Throws StoreUnavailable when it could not be stored; the platform then keeps the form open.
 */
export async function submitReferral(deps: IntakeDeps, sent: Submission<Actor>): Promise<SubmissionReply> {
  // A form that took the place of another is the same submission.
  const submission = { ...sent, submissionKey: sent.carried.first ?? sent.submissionKey };
  const program = await requireProgram(deps.programs);
  requireMay('refer', submission.actor, program);
  const read = readAnswers(program, submission.values);
  const origin = originOf(program, submission);
  const verdict = await termsVerdict(deps.acceptances, program, submission);
  const errors = {
    ...(read.ok ? {} : read.errors),
    ...originErrors(origin, submission),
    ...(verdict.kind === 'unticked' ? verdict.errors : {}),
  };
  if (!read.ok || Object.keys(errors).length > 0) return { kind: 'errors', errors };
  if (verdict.kind === 'ask') return { kind: 'form', form: formAgain(program, submission, verdict.terms) };
  // Before the referral: whoever ticked the box has accepted, even if the rest has to be sent once more.
  const terms = verdict.kind === 'accepted' ? await verdict.accept(deps.clock.now()) : undefined;
  const { submissionKey, actor } = submission;
  const filing = { program, origin, intake: read.intake, by: actor.person, submissionKey, terms };
  const referral = await fileReferral(deps, filing);
  return { kind: 'close', ...afterword(program, referral, origin) };
}

/** The same form with everything that was typed, and the box for the terms that are in force now. */
function formAgain(
  program: Program,
  { carried, values, submissionKey }: Submission<Actor>,
  terms: AskedTerms,
): Form {
  const typed = Object.entries(values).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]);
  return referralForm({
    program,
    door: (carried.door ?? 'button') as FormRequest['door'],
    choosePartner: false,
    ...(carried.channel
      ? { channel: { platform: carried.platform, id: carried.channel } as ChannelRef }
      : {}),
    ...(carried.partner ? { partnerId: carried.partner } : {}),
    prefill: Object.fromEntries(typed.filter(([, value]) => value !== undefined)),
    terms,
    firstKey: submissionKey,
  });
}

/**
 * From where, from whom, and where the answer goes. For whom staff write is what the form said; where that partner is
 * answered is read again: the channel may be another's by now.
 */
function originOf(program: Program, { actor, carried, values }: Submission<Actor>): Origin {
  const channel = carried.channel
    ? ({ platform: carried.platform, id: carried.channel } as ChannelRef)
    : undefined;
  const here = partnerChannelOf(program, channel);
  const onBehalf = isStaff(actor);
  const partner = onBehalf
    ? findPartner(program, carried.partner || textValue(values, PARTNER_FIELD) || here?.partner)
    : actor.partner;
  const answerIn = partner ? answerChannel(program, partner.id, channel) : here?.channel;
  return {
    door: (carried.door ?? 'button') as Referral['door'],
    onBehalf,
    ...(channel ? { channel } : {}),
    ...(partner ? { partner: { id: partner.id, name: partner.name } } : {}),
    ...(answerIn ? { answerIn } : {}),
    ...(here ? { channelPartner: findPartner(program, here.partner)?.name ?? here.partner } : {}),
  };
}

function originErrors({ onBehalf, partner }: Origin, { carried }: Submission<Actor>): FieldErrors {
  if (!onBehalf || partner) return {};
  // The form asks for the partner only where it carries none; an error at a field that is not there would be lost.
  return carried.partner
    ? {
        company:
          'The partner of this form is no longer in the program. Copy your text and open the form again.',
      }
    : { [PARTNER_FIELD]: 'Choose the partner this referral comes from.' };
}

/** Said privately where the status card in the channel does not say it. */
function afterword(
  program: Program,
  referral: Referral,
  { channel, answerIn, partner }: Origin,
): { afterwards?: { card: Card; channel: ChannelRef } } {
  if (!channel) return {};
  const company = referral.prospect.company;
  const say = (text: string) => ({
    afterwards: { channel, card: { summary: text, elements: [{ kind: 'text', text } as const] } },
  });
  if (!partner) {
    return say(
      `Thank you. ${company} is saved as ${referral.reference}. ${program.name} does not know you as a contact yet, so a program manager looks at it first; you will hear back.`,
    );
  }
  if (!isOpenFor(program, partner.id))
    return say(
      `Thank you. ${company} is saved as ${referral.reference}. ${program.name} starts with a few partners and is not open for ${partner.name} yet, so a program manager looks at it and comes back to you.`,
    );
  if (!answerIn)
    return say(
      `${company} is saved as ${referral.reference}. ${partner.name} has no channel yet, so please tell them yourself how it goes.`,
    );
  if (answerIn.id !== channel.id)
    return say(
      `${company} is saved as ${referral.reference} for ${partner.name}. Its card is in that partner's channel.`,
    );
  return {};
}
