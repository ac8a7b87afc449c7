import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import { textValue } from '../messages/form.js';
import type { Step } from '../people/step.js';
import type { TriageChannel } from '../program/definition.js';
import {
  activePartners,
  answerChannel,
  findPartner,
  type Program,
  serviceLine,
  triageChannel,
  triageChannels,
} from '../program/program.js';
import { both, following } from '../referral/decide.js';
import * as own from '../referral/decide-ownership.js';
import { reopen } from '../referral/decide-progress.js';
import type { Referral } from '../referral/referral.js';
import { chosen } from './chosen.js';
import { claimDeadline, routeOrLeave, routingFacts } from './placing.js';
import { rememberContact } from './remember-contact.js';
import { chooseTriage } from './rules.js';

/** What is asked of a program manager when no rule can say, and taking a closed referral up again. */
export const DECISION_STEPS: readonly Step[] = [
  {
    name: 'reopen',
    wish: 'reopen',
    decide: ({ referral, program, act }) => {
      const choice = chooseTriage(program, routingFacts(referral, program));
      if (!choice.matched) throw new Refused('invalid', `${choice.why} Set one up first, then reopen.`);
      return reopen(
        referral,
        choice.route,
        claimDeadline(program, referral, act.at),
        act,
        program.undoSeconds,
      );
    },
  },
  {
    name: 'setPartner',
    wish: 'set_partner',
    form: ({ program, referral }) => ({
      title: 'Which partner is it?',
      submitLabel: 'Confirm',
      intro: [
        `${referral.submittedBy.name} is not listed as a contact of a partner. Choose whom they speak for; from then on they are a contact of that partner.`,
      ],
      fields: [
        {
          key: 'partner',
          label: 'Partner',
          kind: 'select',
          required: true,
          options: activePartners(program).map((one) => ({ value: one.id, label: one.name })),
        },
      ],
    }),
    check: (values, program) =>
      findPartner(program, textValue(values, 'partner'))
        ? undefined
        : { partner: 'Choose a partner of the program.' },
    decide: ({ referral, program, act, values }) => {
      const partner = chosen(findPartner(program, textValue(values, 'partner')));
      return both(
        own.setPartner(
          referral,
          { id: partner.id, name: partner.name, ...channelIn(program, partner.id, referral) },
          act,
        ),
        (after) => routeOrLeave(after, program, following(act, 'route')),
      );
    },
    afterwards: rememberContact,
  },
  {
    name: 'route',
    wish: 'set_partner',
    form: ({ program }) => ({
      title: 'Send to a channel',
      submitLabel: 'Send',
      fields: [
        {
          key: 'triage',
          label: 'Triage channel',
          kind: 'select',
          required: true,
          options: triageChannels(program).map((channel) => ({
            value: channel.id,
            label: triageLabel(program, channel),
          })),
        },
      ],
    }),
    check: (values, program) =>
      triageChannel(program, textValue(values, 'triage'))
        ? undefined
        : { triage: 'Choose a triage channel.' },
    decide: ({ referral, program, act, actor, values }) => {
      const triage = chosen(triageChannel(program, textValue(values, 'triage')));
      const reason = `${actor.person.name} chose it.`;
      return own.route(
        referral,
        { assignmentId: triage.id, channel: triage.channel, reason },
        claimDeadline(program, referral, act.at),
        act,
      );
    },
  },
];

/** By what it takes: ids made in chat (`triage-c0abc123`) tell nobody anything. */
function triageLabel(program: Program, { id, serviceLines }: TriageChannel): string {
  const takes = serviceLines.map((line) => serviceLine(program, line)?.name ?? line).join(', ');
  return `${takes || 'Every service line'} (${id})`;
}

function channelIn(program: Program, partnerId: string, referral: Referral): { channel?: ChannelRef } {
  const channel = answerChannel(program, partnerId, referral.partnerChannel);
  return channel ? { channel } : {};
}
