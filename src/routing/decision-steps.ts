import { Refused } from '../errors.js';
import { textValue } from '../messages/form.js';
import type { ReferralDeps } from '../people/act-on-referral.js';
import type { Step } from '../people/step.js';
import type { TriageChannel } from '../program/channel-settings.js';
import { judge } from '../program/judge.js';
import type { Partner } from '../program/partner-settings.js';
import {
  activePartners,
  answerChannel,
  findPartner,
  type Program,
  serviceLine,
  triageChannel,
  triageChannels,
} from '../program/program.js';
import type { Vet } from '../program/vet.js';
import { both, following } from '../referral/decide.js';
import * as own from '../referral/decide-ownership.js';
import { heldAnew } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { chosen } from './chosen.js';
import { claimDeadline, reopenByRules, routeOrLeave } from './placing.js';
import { rememberContact } from './remember-contact.js';

export interface RoutingDeps extends ReferralDeps {
  /** What every rule says of a referral. Reads only. Throws StoreUnavailable. */
  vet: Vet;
}

/** What is asked of a program manager when no rule can say, and taking a closed referral up again. */
export const DECISION_STEPS: readonly Step<RoutingDeps>[] = [
  {
    name: 'reopen',
    wish: 'reopen',
    decide: ({ referral, program, act }) => reopenByRules(referral, program, act),
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
    tooLate: alreadyKnown,
    // With its partner known, the rules look at it as if it had just come.
    vet: ({ deps, referral, program, values }) => {
      const partner = findPartner(program, textValue(values, 'partner'));
      return partner && !referral.partner
        ? deps.vet(fromPartner(referral, program, partner), program)
        : Promise.resolve([]);
    },
    decide: ({ referral, program, act, values, found }) => {
      const why = alreadyKnown(referral);
      if (why !== undefined) throw new Refused('already_taken', why);
      const partner = chosen(findPartner(program, textValue(values, 'partner')));
      const { partnerChannel: channel } = fromPartner(referral, program, partner);
      const from = { id: partner.id, name: partner.name, ...(channel ? { channel } : {}) };
      return both(own.setPartner(referral, from, act), (after) => {
        const findings = heldAnew(after.findings ?? [], found);
        const held = { ...after, findings: findings.length > 0 ? findings : undefined };
        return judge(held, program, following(act, 'route'), routeOrLeave);
      });
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

function alreadyKnown({ reference, partner }: Referral): string | undefined {
  return partner && `${reference} is from ${partner.name} already.`;
}

/** As it would have come from somebody known to speak for the partner. */
function fromPartner(referral: Referral, program: Program, { id, name }: Partner): Referral {
  const channel = answerChannel(program, id, referral.partnerChannel);
  const { partnerChannel: _elsewhere, ...rest } = referral;
  return { ...rest, partner: { id, name }, ...(channel ? { partnerChannel: channel } : {}) };
}
