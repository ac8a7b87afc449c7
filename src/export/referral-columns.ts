import type { PersonRef } from '../messages/address.js';
import { typedAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import { serviceLine } from '../program/program.js';
import type { ReferralEventType } from '../referral/events.js';
import { REASON_LABELS } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { stateLabel } from '../referral/states.js';
import type { Column } from './columns.js';

/** A field of the referral form, as an export needs it. */
export interface AnswerField {
  key: string;
  sensitive: boolean;
}

/** Every answer of the form has a column named as its field is; a field that is added adds one. */
export function referralColumns(program: Program, fields: readonly AnswerField[]): Column<Referral>[] {
  return [
    ...aboutTheReferral(program),
    ...fields.map(answerColumn),
    { name: 'other_answers', value: (one) => otherAnswers(one, fields), personal: true },
    ...milestones(),
    ...theEnd(),
  ];
}

function aboutTheReferral(program: Program): Column<Referral>[] {
  return [
    { name: 'reference', value: ({ reference }) => reference },
    { name: 'id', value: ({ id }) => id },
    { name: 'submitted_at', value: ({ createdAt }) => createdAt },
    { name: 'updated_at', value: ({ updatedAt }) => updatedAt },
    { name: 'state', value: ({ state }) => state },
    { name: 'state_label', value: ({ state }) => stateLabel(state) },
    { name: 'state_since', value: ({ stateSince }) => stateSince },
    { name: 'partner_id', value: ({ partner }) => partner?.id },
    { name: 'partner', value: ({ partner }) => partner?.name },
    { name: 'submitted_by', value: ({ submittedBy }) => nameOf(submittedBy), personal: true },
    { name: 'on_behalf', value: ({ onBehalf }) => onBehalf },
    { name: 'door', value: ({ door }) => door },
    { name: 'service_line_id', value: ({ serviceLineId }) => serviceLineId },
    {
      name: 'service_line_name',
      value: ({ serviceLineId }) => serviceLine(program, serviceLineId)?.name ?? serviceLineId,
    },
    { name: 'region_id', value: ({ region }) => region },
    { name: 'rep_id', value: ({ claim }) => claim?.repId },
    { name: 'rep', value: ({ claim }) => claim?.repName },
    { name: 'consent_version', value: ({ consent }) => consent.wordingVersion },
    { name: 'terms_version', value: ({ terms }) => terms?.version },
    // Nobody has accepted anything by what staff wrote down.
    { name: 'terms_accepted_at', value: ({ terms }) => (terms?.onBehalf ? undefined : terms?.at) },
  ];
}

/** As a person reads it: the option's label, not its id. A ticked box is true. */
function answerColumn({ key, sensitive }: AnswerField): Column<Referral> {
  const value = ({ answers }: Referral) => {
    const answer = answers.find((one) => one.key === key);
    return answer?.value === true ? true : answer?.shown;
  };
  return { name: key, value, ...(sensitive ? { personal: true } : {}) };
}

/** To fields that the form has no more: with the label they were asked under. Nobody knows how sensitive they are. */
function otherAnswers({ answers }: Referral, fields: readonly AnswerField[]): string | undefined {
  const others = answers.filter(({ key }) => !fields.some((field) => field.key === key));
  return others.length > 0 ? others.map(({ label, shown }) => `${label}: ${shown}`).join('\n') : undefined;
}

const MILESTONES: readonly [name: string, type: ReferralEventType][] = [
  ['routed_at', 'routed'],
  ['claimed_at', 'claimed'],
  ['accepted_at', 'accepted'],
  ['contacted_at', 'contacted'],
  ['meeting_held_at', 'meeting_held'],
  ['qualified_at', 'qualified'],
  ['opportunity_at', 'opportunity_opened'],
];

/** When it first came so far; a step that was taken back did not happen. */
function milestones(): Column<Referral>[] {
  return [
    ...MILESTONES.map(([name, type]) => ({
      name,
      value: ({ events, undone }: Referral) =>
        events.find((event) => event.type === type && !undone.includes(event.id))?.at,
    })),
    { name: 'meeting_at', value: ({ meeting }) => meeting?.at },
  ];
}

function theEnd(): Column<Referral>[] {
  return [
    { name: 'ended_at', value: ({ outcome }) => outcome?.at },
    { name: 'end_reason', value: ({ outcome }) => outcome?.reason },
    {
      name: 'end_reason_label',
      value: ({ outcome }) => (outcome?.reason ? REASON_LABELS[outcome.reason] : undefined),
    },
    { name: 'amount_minor', value: ({ outcome }) => outcome?.amount?.minorUnits },
    {
      name: 'amount',
      value: ({ outcome }) =>
        outcome?.amount === undefined ? undefined : { decimal: typedAmount(outcome.amount) },
    },
    { name: 'currency', value: ({ outcome }) => outcome?.amount?.currency },
  ];
}

function nameOf({ name }: PersonRef): string {
  return name;
}
