import { createHash } from 'node:crypto';
import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import { type FieldErrors, type Form, textValue } from '../messages/form.js';
import type { Submission, SubmissionReply } from '../messages/interaction.js';
import { type ReferralDeps, repAccounts, requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { RoutePort } from '../program/judge.js';
import { answerChannel, findPartner, type Program, partnerChannelOf } from '../program/program.js';
import type { TermsAcceptances } from '../program/terms.js';
import type { Vet } from '../program/vet.js';
import { announce } from '../referral/announcements.js';
import type { Act } from '../referral/decide.js';
import { addInformation } from '../referral/decide-conversation.js';
import type { AcceptedTerms, Answer, Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { termsVerdict } from './accept-terms.js';
import { newReferral, type Origin, submittedReferral } from './new-referral.js';
import { type Intake, readAnswers } from './read-answers.js';
import { type FormRequest, PARTNER_FIELD, referralForm } from './referral-form.js';
import type { AskedTerms } from './terms-field.js';

export interface IntakeDeps extends ReferralDeps {
  /** Routes a fresh referral, or leaves it for a program manager; routing owns the rules. */
  route: RoutePort;
  /** What every rule says of a referral that has just come. Reads only. Throws StoreUnavailable. */
  vet: Vet;
  acceptances: TermsAcceptances;
}

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
  const { referral, existed } = await store(deps, {
    program,
    submission,
    origin,
    intake: read.intake,
    terms,
  });
  deps.outbox.wake();
  if (existed) await amend(deps, program, submission, referral, read.intake.answers);
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

interface Storing {
  program: Program;
  submission: Submission<Actor>;
  origin: Origin;
  intake: Intake;
  terms: AcceptedTerms | undefined;
}

async function store(
  deps: IntakeDeps,
  { program, submission, origin, intake, terms }: Storing,
): Promise<{ referral: Referral; existed: boolean }> {
  const act: Act = { key: submission.submissionKey, by: submission.actor.person, at: deps.clock.now() };
  const { submissionKey } = submission;
  const referral = submittedReferral({ program, origin, intake, act, submissionKey, terms });
  const found = await deps.vet(referral, program);
  const decision = newReferral({ referral, program, origin, act, found, route: deps.route });
  const pending = announce(undefined, decision, repAccounts(program));
  return deps.referrals.insert({ ...decision.after, events: decision.events, pending });
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

/**
 * The same form again with other words: the first one had been stored although its answer got lost, and the person
 * has edited and pressed Send again. The edit is added to the referral instead of being dropped.
 */
async function amend(
  deps: IntakeDeps,
  program: Program,
  submission: Submission<Actor>,
  stored: Referral,
  answers: Answer[],
): Promise<void> {
  const changed = answers.filter(
    (answer) => stored.answers.find((one) => one.key === answer.key)?.shown !== answer.shown,
  );
  if (changed.length === 0 || isTerminal(stored.state)) return;
  const written = (some: Answer[]): string => some.map(({ label, shown }) => `${label}: ${shown}`).join('\n');
  const text = written(changed);
  const forPartner = written(changed.filter(({ shareable }) => shareable));
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 12);
  const act: Act = {
    key: `${submission.submissionKey}/again/${digest}`,
    by: submission.actor.person,
    at: deps.clock.now(),
  };
  await deps.referrals.change(stored.id, (current) => {
    if (isTerminal(current.state) || current.events.some((event) => event.id === act.key)) return undefined;
    const decision = addInformation(current, text, act, forPartner);
    return { ...decision, messages: announce(current, decision, repAccounts(program)) };
  });
  deps.outbox.wake();
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
