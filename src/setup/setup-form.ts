import type { ChannelRef } from '../messages/address.js';
import type { Form, FormField } from '../messages/form.js';
import type { Actor } from '../people/actor.js';
import type { ChannelAssignment } from '../program/channel-settings.js';
import {
  accountsOf,
  activePartners,
  activeReps,
  activeServiceLines,
  assignmentOf,
  type Program,
} from '../program/program.js';

export const SETUP_FORM = 'setup.submit';

export const CHANNEL_KINDS = [
  { value: 'partner', label: 'Partner channel: a partner refers here' },
  { value: 'triage', label: 'Triage channel: reps claim here' },
  { value: 'digest', label: 'Digest channel: program managers read here' },
] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number]['value'];

/** What is this channel, whose is it, who claims in it. Filled in with what is set already. */
export function setupForm(program: Program | undefined, channel: ChannelRef, actor: Actor): Form {
  const present = program && assignmentOf(program, channel);
  return {
    id: SETUP_FORM,
    title: 'Set up this channel',
    submitLabel: 'Save',
    ...(program
      ? {}
      : { intro: ['There is no program yet: this creates it, and makes you its program manager.'] }),
    fields: [
      ...(program ? [] : programFields()),
      kindField(present),
      ...partnerFields(program, present),
      ...triageFields(program, present),
    ],
    carried: {
      platform: channel.platform,
      channel: channel.id,
      ...(actor.timeZone ? { zone: actor.timeZone } : {}),
    },
  };
}

function programFields(): FormField[] {
  return [
    {
      key: 'program_name',
      label: 'Name of the program',
      help: 'Partners read it in the form and on cards.',
      placeholder: 'Northwind partner program',
      kind: 'text',
      required: true,
      maxLength: 120,
    },
  ];
}

function kindField(present: ChannelAssignment | undefined): FormField {
  return {
    key: 'kind',
    label: 'What is this channel?',
    kind: 'radio',
    required: true,
    options: [...CHANNEL_KINDS],
    ...(present ? { initial: present.kind } : {}),
  };
}

function partnerFields(program: Program | undefined, present: ChannelAssignment | undefined): FormField[] {
  const partners = program ? activePartners(program) : [];
  return [
    {
      key: 'partner',
      label: 'Which partner?',
      help: 'For a partner channel.',
      kind: 'select',
      required: false,
      options: partners.map((partner) => ({ value: partner.id, label: partner.name })),
      ...(present?.kind === 'partner' ? { initial: present.partner } : {}),
    },
    {
      key: 'new_partner',
      label: partners.length > 0 ? 'Or a new partner' : 'Name of the partner',
      help: 'For a partner channel: the name of a partner who is not in the program yet.',
      kind: 'text',
      required: false,
      maxLength: 120,
    },
  ];
}

function triageFields(program: Program | undefined, present: ChannelAssignment | undefined): FormField[] {
  const reps = program ? activeReps(program) : [];
  const triage = present?.kind === 'triage' ? present : undefined;
  return [
    {
      key: 'reps',
      label: 'Which reps claim here?',
      help: 'For a triage channel. Nobody chosen means every rep of the program.',
      kind: 'multi_select',
      required: false,
      options: reps.map((rep) => ({ value: rep.id, label: rep.name })),
      ...(triage ? { initial: triage.reps } : {}),
    },
    {
      key: 'new_reps',
      label: reps.length > 0 ? 'Add people as reps' : 'Which people claim here?',
      help: 'For a triage channel: members of your own workspace, not guests.',
      kind: 'people',
      required: false,
    },
    {
      key: 'service_lines',
      label: 'Only for these service lines',
      help: 'For a triage channel. None means every one.',
      kind: 'multi_select',
      required: false,
      options: program
        ? activeServiceLines(program).map((line) => ({ value: line.id, label: line.name }))
        : [],
      ...(triage ? { initial: triage.serviceLines } : {}),
    },
    {
      key: 'default',
      label: 'Everything else',
      kind: 'checkbox',
      statement: 'Referrals that no other channel takes come here.',
      required: false,
      initial:
        triage?.default ??
        (program === undefined || program.channels.every((one) => one.kind !== 'triage' || one.ended)),
    },
  ];
}

/** Accounts that are reps already, so that choosing a person twice makes one rep. */
export function repWithAccount(
  program: Program,
  platform: ChannelRef['platform'],
  userId: string,
): string | undefined {
  return activeReps(program).find((rep) =>
    accountsOf(rep).some((one) => one.platform === platform && one.userId === userId),
  )?.id;
}
