import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import { type Form, trimmed } from '../messages/form.js';
import type { Command, Interactions, Reply } from '../messages/interaction.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { activePartners, type Program, partnerChannelOf } from '../program/program.js';
import { termsToAsk } from './accept-terms.js';
import { openFormCard } from './messages.js';
import { type FormRequest, REFERRAL_FORM, referralForm } from './referral-form.js';
import { type IntakeDeps, submitReferral } from './submit-referral.js';

/** The doors: the button, the mention, the command, the message shortcut; and the form behind all of them. */
export function intakeInteractions(deps: IntakeDeps): Omit<Interactions<Actor>, 'home'> {
  return {
    actions: [
      {
        actionId: 'referral.start',
        handle: async ({ actor, channel, value }) => {
          const program = await requireProgram(deps.programs);
          const door = value.door === 'mention' ? 'mention' : 'button';
          return { kind: 'form', form: await openForm(deps, program, { actor, channel, door }) };
        },
      },
    ],
    submissions: [{ formId: REFERRAL_FORM, handle: (submission) => submitReferral(deps, submission) }],
    commands: [{ names: ['refer'], handle: (command) => refer(deps, command) }],
  };
}

async function refer(deps: IntakeDeps, command: Command<Actor>): Promise<Reply> {
  const program = await requireProgram(deps.programs);
  if (!command.canOpenForm) return { kind: 'private', card: openFormCard(program) };
  const door = command.quoted ? 'shortcut' : 'command';
  const prefill = command.quoted ? { problem: quotedText(command.quoted.text) } : companyFrom(command.text);
  const { actor, channel } = command;
  return { kind: 'form', form: await openForm(deps, program, { actor, channel, door, prefill }) };
}

interface Opening {
  actor: Actor;
  channel: ChannelRef | undefined;
  door: FormRequest['door'];
  prefill?: Record<string, string>;
}

async function openForm(
  { acceptances }: Pick<IntakeDeps, 'acceptances'>,
  program: Program,
  { actor, channel, door, prefill }: Opening,
): Promise<Form> {
  requireMay('refer', actor, program);
  const here = partnerChannelOf(program, channel)?.partner;
  const partnerId = isStaff(actor) ? here : actor.partner?.id;
  const choosePartner = isStaff(actor) && here === undefined;
  if (choosePartner && activePartners(program).length === 0) {
    const why =
      'The program has no partner yet. Mention me with the word setup in the channel you share with one.';
    throw new Refused('invalid', why);
  }
  const terms = await termsToAsk(acceptances, program, actor);
  return referralForm({
    program,
    door,
    choosePartner,
    ...(channel ? { channel } : {}),
    ...(partnerId && !choosePartner ? { partnerId } : {}),
    ...(prefill ? { prefill } : {}),
    ...(terms ? { terms } : {}),
  });
}

/** `/refer Acme GmbH` starts with the company filled in. */
function companyFrom(text: string): Record<string, string> {
  const company = trimmed(text);
  return company && company.length <= 120 ? { company } : {};
}

const PROBLEM_LIMIT = 1500;

/** The person sees and edits it before it is sent, so a long message may be shortened, visibly. */
function quotedText(text: string): string {
  return text.length <= PROBLEM_LIMIT ? text : `${text.slice(0, PROBLEM_LIMIT - 2).trimEnd()} …`;
}
