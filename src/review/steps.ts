import { textValue, typedText } from '../messages/form.js';
import type { ReferralDeps } from '../people/act-on-referral.js';
import { checkReason, INTERNAL_FIELD, INTERNAL_WITH_OTHER, reasonField } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import { disputeDeadlineFor, type RoutePort } from '../program/judge.js';
import { type Program, shareableReason } from '../program/program.js';
import { isUndecided } from '../referral/conflict.js';
import { type Act, both, type Decision, following } from '../referral/decide.js';
import { reject } from '../referral/decide-ending.js';
import {
  alreadyDecided,
  clearReview,
  conflictFirst,
  isUnderReview,
  requireUnderReview,
} from '../referral/decide-review.js';
import { dismissDispute, upholdDispute, whyNoOpenDispute } from '../referral/dispute.js';
import { decisive, type Finding, UNKNOWN_PERSON } from '../referral/findings.js';
import { REASON_LABELS, REJECT_REASONS, type RejectReason } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';

export interface ReviewDeps extends ReferralDeps {
  /** Routes a referral that may go on, or leaves it for a program manager; routing owns the rules. */
  route: RoutePort;
  /** Takes a closed one up again since its partner was right. Throws Refused when no channel takes it. */
  reopen: (referral: Referral, program: Program, act: Act, appeal: true) => Decision;
}

const tooLate = (referral: Referral): string | undefined => {
  if (!isUnderReview(referral)) return alreadyDecided(referral);
  return isUndecided(referral) ? conflictFirst(referral) : undefined;
};

/** What a program manager decides about a referral in review, and about an appeal. */
export const DECIDING_STEPS: readonly Step<ReviewDeps>[] = [
  {
    name: 'letThrough',
    wish: 'review',
    form: ({ referral }) => ({
      title: 'Let it through',
      submitLabel: 'Let it through',
      intro: [
        `${referral.prospect.company} goes to a triage channel as if nothing had been found. What the rules found counts as a false alarm of theirs.`,
      ],
      fields: [INTERNAL_FIELD],
    }),
    tooLate,
    decide: ({ deps, referral, program, act, values }) =>
      both(clearReview(referral, act, typedText(values, 'internal') || undefined), (after) =>
        deps.route(after, program, following(act, 'route')),
      ),
  },
  {
    name: 'turnDown',
    wish: 'review',
    form: ({ referral, program }) => ({
      title: 'Turn it down',
      submitLabel: 'Turn down',
      intro: wordings(referral, program),
      fields: [reasonField(REJECT_REASONS, suggested(referral)), INTERNAL_WITH_OTHER],
    }),
    check: checkReason(REJECT_REASONS),
    tooLate,
    decide: ({ referral, program, act, values }) => {
      requireUnderReview(referral);
      const reason = textValue(values, 'reason') as RejectReason;
      const internalText = typedText(values, 'internal');
      const why = {
        reason,
        shareableText: partnerWords(referral, program, reason),
        ...(internalText ? { internalText } : {}),
        disputableUntil: disputeDeadlineFor(program, reason, act.at),
      };
      return reject(referral, why, act, program.undoSeconds);
    },
  },
  {
    name: 'upholdDispute',
    wish: 'review',
    form: ({ referral }) => ({
      title: 'Uphold the appeal',
      submitLabel: 'Uphold',
      intro: [
        `${referral.prospect.company} is opened again and goes to a triage channel; ${referral.partner?.name ?? 'the partner'} is told so. What the rules found counts as a false alarm of theirs.`,
      ],
      fields: [INTERNAL_FIELD],
    }),
    tooLate: whyNoOpenDispute,
    decide: ({ deps, referral, program, act, values }) =>
      both(upholdDispute(referral, act, typedText(values, 'internal') || undefined), (after) =>
        deps.reopen(after, program, following(act, 'reopen'), true),
      ),
  },
  {
    name: 'dismissDispute',
    wish: 'review',
    form: ({ referral }) => ({
      title: 'Stay with it',
      submitLabel: 'Send',
      intro: [
        `${referral.prospect.company} stays closed. ${referral.partner?.name ?? 'The partner'} reads your words as you write them: say nothing of other partners, or of what we know of the company.`,
      ],
      fields: [
        {
          key: 'for_partner',
          label: 'What the partner reads',
          kind: 'long_text',
          required: true,
          maxLength: 1000,
        },
        INTERNAL_FIELD,
      ],
    }),
    check: (values) =>
      typedText(values, 'for_partner') ? undefined : { for_partner: 'Write why it stays as it is.' },
    tooLate: whyNoOpenDispute,
    decide: ({ referral, act, values }) =>
      dismissDispute(
        referral,
        shareableText(typedText(values, 'for_partner')),
        act,
        typedText(values, 'internal') || undefined,
      ),
  },
];

/** The strictest of what was found. Who sent it is a question, whose words are no reason to turn anything down. */
function ruling({ findings = [] }: Referral): Finding | undefined {
  return decisive(findings.filter(({ rule }) => rule !== UNKNOWN_PERSON));
}

/** What the partner would read with each choice: the rule's own words for its own reason, else the program's. */
function wordings(referral: Referral, program: Program): string[] {
  const finding = ruling(referral);
  if (!finding) return ['The partner is told the reason in the program’s friendly words.'];
  return [
    `With "${REASON_LABELS[finding.reason]}" the partner reads: “${partnerWords(referral, program, finding.reason)}”`,
    'Another reason is told in the program’s friendly words. What the rules found is never shown to the partner.',
  ];
}

function suggested({ findings = [] }: Referral): { initial?: string } {
  const finding = decisive(findings);
  return finding ? { initial: finding.reason } : {};
}

function partnerWords(referral: Referral, program: Program, reason: RejectReason) {
  const finding = ruling(referral);
  return finding?.reason === reason ? finding.partnerText : shareableReason(program, reason);
}
