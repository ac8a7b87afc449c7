import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import { type Form, textValue } from '../messages/form.js';
import type { Command, Interactions, Reply, Submission, SubmissionReply } from '../messages/interaction.js';
import { type ReferralDeps, requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { may } from '../people/may.js';
import { stepInteractions } from '../people/step.js';
import type { Partner } from '../program/partner-settings.js';
import { partnerNamed } from '../program/partners-named.js';
import { activePartners, findPartner, type Program, partnerChannelOf } from '../program/program.js';
import { CODE_ACTIONS, choosePartnerCard, codeCard } from './code-cards.js';
import { type CodeDeps, replaceCode, workingCodes } from './partner-codes.js';
import { ATTRIBUTION_STEPS } from './steps.js';

export interface CodeInteractionDeps extends CodeDeps {
  programs: ReferralDeps['programs'];
  /** Where one of our pages is reached; undefined when nobody has said it. */
  pageUrl: (path: string) => string | undefined;
}

/** Codes and links of partners, and crediting a referral to another. */
export function attributionInteractions(
  deps: ReferralDeps & { attribution: CodeInteractionDeps },
): Omit<Interactions<Actor>, 'home'> {
  const codes = deps.attribution;
  const steps = stepInteractions(deps, ATTRIBUTION_STEPS);
  return {
    actions: [
      ...steps.actions,
      {
        actionId: CODE_ACTIONS.choose,
        handle: async ({ actor, channel }) => {
          const program = await requireProgram(deps.programs);
          requireMay('list_all', actor, program);
          return { kind: 'form', form: chooseForm(program, channel) };
        },
      },
      {
        actionId: CODE_ACTIONS.replace,
        handle: ({ actor, value }) =>
          manage(codes, actor, value, async (program, partner) => {
            const request = { programId: program.id, partnerId: partner.id, by: actor.person };
            await replaceCode(codes, request, value.code ?? '');
          }),
      },
      {
        actionId: CODE_ACTIONS.revoke,
        handle: ({ actor, value }) =>
          manage(codes, actor, value, async (program) => {
            await codes.codes.revoke(program.id, value.code ?? '', actor.person, codes.clock.now());
          }),
      },
    ],
    submissions: [
      ...steps.submissions,
      { formId: CODE_ACTIONS.choose, handle: (submission) => chosen(codes, submission) },
    ],
    commands: [{ names: ['code', 'link'], handle: (command) => showCode(codes, command) }],
  };
}

/** The partner's own people get theirs; staff the one of the channel, of the partner they name, or a choice. */
async function showCode(deps: CodeInteractionDeps, command: Command<Actor>): Promise<Reply> {
  const { actor, channel, text } = command;
  const program = await requireProgram(deps.programs);
  requireMay('see_codes', actor, program);
  if (!isStaff(actor)) {
    const partner = findPartner(program, actor.partner?.id);
    if (!partner) throw new Refused('not_allowed', 'You are not listed as a contact of a partner yet.');
    return { kind: 'private', card: await cardFor(deps, program, partner, actor) };
  }
  const partner = text.trim()
    ? partnerNamed(activePartners(program), text)
    : findPartner(program, partnerChannelOf(program, channel)?.partner);
  if (partner) return { kind: 'private', card: await cardFor(deps, program, partner, actor) };
  if (activePartners(program).length === 0) throw new Refused('invalid', 'The program has no partner yet.');
  return command.canOpenForm
    ? { kind: 'form', form: chooseForm(program, channel) }
    : { kind: 'private', card: choosePartnerCard() };
}

async function cardFor(
  deps: CodeInteractionDeps,
  program: Program,
  partner: Partner,
  actor: Actor,
): Promise<Card> {
  const request = { programId: program.id, partnerId: partner.id, by: actor.person };
  const codes = await workingCodes(deps, request);
  const isManager = may('manage_codes', actor, program).allowed;
  const reader = isManager ? 'manager' : isStaff(actor) ? 'staff' : 'partner';
  return codeCard({ partner, codes, pageUrl: deps.pageUrl, reader });
}

/** Does it and shows the codes as they are then, in place of the card that was pressed. */
async function manage(
  deps: CodeInteractionDeps,
  actor: Actor,
  value: Readonly<Record<string, string>>,
  act: (program: Program, partner: Partner) => Promise<void>,
): Promise<Reply> {
  const program = await requireProgram(deps.programs);
  requireMay('manage_codes', actor, program);
  const partner = findPartner(program, value.partner);
  if (!partner) throw new Refused('out_of_date', 'This partner is not in the program any more.');
  await act(program, partner);
  return { kind: 'private', card: await cardFor(deps, program, partner, actor), replace: true };
}

/** Pure; exported for previews. */
export function chooseForm(program: Program, channel?: ChannelRef): Form {
  return {
    id: CODE_ACTIONS.choose,
    title: 'Referral link',
    submitLabel: 'Show',
    fields: [
      {
        key: 'partner',
        label: 'Partner',
        kind: 'select',
        required: true,
        options: activePartners(program).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    carried: channel ? { platform: channel.platform, channel: channel.id } : {},
  };
}

async function chosen(
  deps: CodeInteractionDeps,
  { actor, carried, values }: Submission<Actor>,
): Promise<SubmissionReply> {
  const program = await requireProgram(deps.programs);
  requireMay('list_all', actor, program);
  const partner = findPartner(program, textValue(values, 'partner'));
  if (!partner) return { kind: 'errors', errors: { partner: 'Choose a partner of the program.' } };
  const card = await cardFor(deps, program, partner, actor);
  const { platform, channel } = carried;
  if (!platform || !channel) return { kind: 'form', form: closingWord(card) };
  return { kind: 'close', afterwards: { card, channel: { platform, id: channel } as ChannelRef } };
}

/** Where there is no channel to be answered in. */
function closingWord({ summary }: Card): Form {
  return {
    id: CODE_ACTIONS.choose,
    title: 'Referral link',
    submitLabel: 'Done',
    intro: [summary],
    fields: [],
    carried: {},
  };
}
