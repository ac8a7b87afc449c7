import { textValue, typedText } from '../messages/form.js';
import { checkReason, INTERNAL_WITH_OTHER, reasonField } from '../people/reason-fields.js';
import { SNOOZING_STEPS } from '../people/snooze-steps.js';
import type { Step } from '../people/step.js';
import { betterLine, betterLineField } from '../program/better-line.js';
import { disputeDeadlineFor } from '../program/judge.js';
import { activeReps, findRep, repsOf, shareableReason, triageChannel } from '../program/program.js';
import { reject } from '../referral/decide-ending.js';
import * as own from '../referral/decide-ownership.js';
import { REJECT_REASONS, type RejectReason } from '../referral/reasons.js';
import { chosen } from './chosen.js';
import { DECISION_STEPS, type RoutingDeps } from './decision-steps.js';
import { claimDeadline, claimFor } from './placing.js';

/** Claiming, passing on and turning down: everything that decides who has a referral. */
export const ROUTING_STEPS: readonly Step<RoutingDeps>[] = [
  {
    name: 'claim',
    wish: 'claim',
    decide: ({ referral, program, actor, act }) =>
      own.claim(referral, claimFor(program, referral, chosen(actor.rep), act), act, program.undoSeconds),
  },
  {
    name: 'decline',
    wish: 'decline',
    decide: ({ referral, program, actor, act }) => {
      const triage = triageChannel(program, referral.route?.assignmentId);
      const eligible = triage ? repsOf(program, triage).map((rep) => rep.id) : [];
      return own.decline(referral, chosen(actor.rep), eligible, act);
    },
  },
  {
    name: 'reject',
    wish: 'reject',
    form: ({ program, referral }) => ({
      title: 'Turn it down',
      submitLabel: 'Turn down',
      intro: [
        'Use this when nobody has spoken with the company yet. The partner is told the reason in friendly words.',
      ],
      fields: [reasonField(REJECT_REASONS), ...betterLineField(program, referral), INTERNAL_WITH_OTHER],
    }),
    check: checkReason(REJECT_REASONS),
    decide: ({ referral, program, act, actor, values }) => {
      const reason = textValue(values, 'reason') as RejectReason;
      const internalText = typedText(values, 'internal');
      const why = {
        reason,
        shareableText: shareableReason(program, reason),
        ...(internalText ? { internalText } : {}),
        ...betterLine(program, values),
        // What a rep finds out about a prospect is not the program's ruling.
        ...(actor.programManager ? { disputableUntil: disputeDeadlineFor(program, reason, act.at) } : {}),
      };
      return reject(referral, why, act, program.undoSeconds);
    },
  },
  {
    name: 'release',
    wish: 'release',
    decide: ({ referral, program, act }) =>
      own.release(referral, claimDeadline(program, referral, act.at), act, program.undoSeconds),
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
      own.assign(
        referral,
        claimFor(program, referral, chosen(findRep(program, textValue(values, 'rep'))), act),
        act,
      ),
  },
  ...SNOOZING_STEPS,
  ...DECISION_STEPS,
];
