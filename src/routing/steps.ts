import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import { type FormValues, textValue, typedText } from '../messages/form.js';
import type { Step } from '../people/step.js';
import { addBusinessHours } from '../program/business-time.js';
import type { Rep, TriageChannel } from '../program/definition.js';
import {
  activePartners,
  activeReps,
  answerChannel,
  findPartner,
  findRep,
  type Program,
  partnerChannelOf,
  repsOf,
  serviceLine,
  shareableReason,
  triageChannel,
  triageChannels,
} from '../program/program.js';
import { type Act, both, following } from '../referral/decide.js';
import * as own from '../referral/decide-ownership.js';
import { reject, reopen } from '../referral/decide-progress.js';
import { REASON_LABELS, REJECT_REASONS, type RejectReason } from '../referral/reasons.js';
import type { Claim, Referral } from '../referral/referral.js';
import { chooseTriage, type RoutingFacts } from './rules.js';

/** Claiming, passing on and turning down: everything that decides who has a referral. */
export const ROUTING_STEPS: readonly Step[] = [
  {
    name: 'claim',
    wish: 'claim',
    decide: ({ referral, program, actor, act }) =>
      own.claim(referral, claimFor(program, required(actor.rep), act), act, program.undoSeconds),
  },
  {
    name: 'decline',
    wish: 'decline',
    decide: ({ referral, program, actor, act }) => {
      const triage = triageChannel(program, referral.route?.assignmentId);
      const eligible = triage ? repsOf(program, triage).map((rep) => rep.id) : [];
      return own.decline(referral, required(actor.rep), eligible, act);
    },
  },
  {
    name: 'reject',
    wish: 'reject',
    form: () => ({
      title: 'Turn it down',
      submitLabel: 'Turn down',
      intro: [
        'Use this when nobody has spoken with the company yet. The partner is told the reason in friendly words.',
      ],
      fields: [
        {
          key: 'reason',
          label: 'Reason',
          kind: 'select',
          required: true,
          options: REJECT_REASONS.map((value) => ({ value, label: REASON_LABELS[value] })),
        },
        {
          key: 'internal',
          label: 'Note for colleagues',
          help: 'Stays with us. Required when the reason is "Other".',
          kind: 'long_text',
          required: false,
          maxLength: 2000,
        },
      ],
    }),
    check: (values) => reasonErrors(values),
    decide: ({ referral, program, act, values }) => {
      const reason = textValue(values, 'reason') as RejectReason;
      const internalText = typedText(values, 'internal');
      const why = {
        reason,
        shareableText: shareableReason(program, reason),
        ...(internalText ? { internalText } : {}),
      };
      return reject(referral, why, act, program.undoSeconds);
    },
  },
  {
    name: 'release',
    wish: 'release',
    decide: ({ referral, program, act }) =>
      own.release(referral, claimDeadline(program, act.at), act, program.undoSeconds),
  },
  {
    name: 'assign',
    wish: 'assign',
    form: ({ program, referral }) => ({
      title: 'Assign to a rep',
      submitLabel: 'Assign',
      fields: [
        {
          key: 'rep',
          label: 'Rep',
          kind: 'select',
          required: true,
          options: activeReps(program)
            .filter((rep) => rep.id !== referral.claim?.repId)
            .map((rep) => ({ value: rep.id, label: rep.name })),
        },
      ],
    }),
    check: (values, program) =>
      findRep(program, textValue(values, 'rep')) ? undefined : { rep: 'Choose a rep who is in the program.' },
    decide: ({ referral, program, act, values }) =>
      own.assign(referral, claimFor(program, required(findRep(program, textValue(values, 'rep'))), act), act),
  },
  {
    name: 'reopen',
    wish: 'reopen',
    decide: ({ referral, program, act }) => {
      const choice = chooseTriage(program, routingFacts(referral, program));
      if (!choice.matched) throw new Refused('invalid', `${choice.why} Set one up first, then reopen.`);
      return reopen(referral, choice.route, claimDeadline(program, act.at), act, program.undoSeconds);
    },
  },
  {
    name: 'setPartner',
    wish: 'set_partner',
    form: ({ program, referral }) => ({
      title: 'Which partner is it?',
      submitLabel: 'Confirm',
      intro: [
        `${referral.submittedBy.name} is not listed as a contact of a partner. Choose whom they speak for.`,
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
      const partner = required(findPartner(program, textValue(values, 'partner')));
      return both(
        own.setPartner(
          referral,
          { id: partner.id, name: partner.name, ...channelIn(program, partner.id, referral) },
          act,
        ),
        (after) => routeOrLeave(after, program, following(act, 'route')),
      );
    },
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
      const triage = required(triageChannel(program, textValue(values, 'triage')));
      const reason = `${actor.person.name} chose it.`;
      return own.route(
        referral,
        { assignmentId: triage.id, channel: triage.channel, reason },
        claimDeadline(program, act.at),
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

/** Routes by the rules; where no rule matches it stays, and a program manager is asked. */
export function routeOrLeave(referral: Referral, program: Program, act: Act): ReturnType<typeof own.route> {
  const choice = chooseTriage(program, routingFacts(referral, program));
  return choice.matched
    ? own.route(referral, choice.route, claimDeadline(program, act.at), act)
    : own.leaveUnmatched(referral, choice.why, act);
}

export function routingFacts(referral: Referral, program: Program): RoutingFacts {
  const partnerTriageId = partnerChannelOf(program, referral.partnerChannel)?.triage;
  return {
    ...(referral.partner ? { partnerId: referral.partner.id } : {}),
    ...(partnerTriageId ? { partnerTriageId } : {}),
    ...(referral.serviceLineId ? { serviceLineId: referral.serviceLineId } : {}),
    ...(referral.region ? { region: referral.region } : {}),
  };
}

function channelIn(program: Program, partnerId: string, referral: Referral): { channel?: ChannelRef } {
  const channel = answerChannel(program, partnerId, referral.partnerChannel);
  return channel ? { channel } : {};
}

/** In the program's business hours. */
export function claimDeadline(program: Program, from: Date): Date {
  return addBusinessHours(program, from, program.serviceLevels.claimHours);
}

function claimFor(program: Program, rep: Pick<Rep, 'id' | 'name'>, act: Act): Omit<Claim, 'at'> {
  const { acceptHours, firstContactHours } = program.serviceLevels;
  return {
    repId: rep.id,
    repName: rep.name,
    acceptBy: addBusinessHours(program, act.at, acceptHours),
    contactBy: addBusinessHours(program, act.at, firstContactHours),
  };
}

function reasonErrors(values: FormValues): Record<string, string> | undefined {
  const reason = textValue(values, 'reason');
  if (!(REJECT_REASONS as readonly string[]).includes(reason)) return { reason: 'Choose a reason.' };
  if (reason === 'other' && !typedText(values, 'internal'))
    return { internal: 'Say in a few words why, for colleagues.' };
  return undefined;
}

function required<Value>(value: Value | undefined): Value {
  if (value === undefined)
    throw new Refused('invalid', 'This choice is no longer possible. Please choose again.');
  return value;
}
