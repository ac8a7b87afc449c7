import type { Card, CardElement } from '../messages/card.js';
import { showAmount } from '../program/amount.js';
import { fitOf, fitWords } from '../program/fit.js';
import {
  accountsOf,
  activeManagers,
  findRep,
  type Program,
  repsOf,
  triageChannel,
} from '../program/program.js';
import { type StaffContext, staffTemplate, type Template } from '../program/template.js';
import { CLAIM_STEPS, FORWARD_STEPS, SIDE_STEPS, stepButtons } from '../referral/next-steps.js';
import { REASON_LABELS } from '../referral/reasons.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, stateLabel } from '../referral/states.js';
import { fourParts, origin, prospectFields, ruleNotes, standing, summaryOf } from './parts.js';

/** The claim card in a triage channel. */
const claimCard = staffTemplate(
  'claim-card',
  (context) => ({ ...commonClaimCard(context), ...ownClaim(context) }),
  ({ staff }) => [
    { shows: 'waiting', context: staff('routed'), facts: {} },
    { shows: 'claimed', context: staff('claimed'), facts: {} },
    { shows: 'rejected', context: staff('rejected'), facts: {} },
  ],
);

/** Whoever works on a referral finds the next steps on the claim card, too, where nobody else sees them. */
export const OWN_CLAIM = 'referral.own_claim';

type ClaimContext = Pick<StaffContext, 'referral' | 'program' | 'now'>;

/** For somebody who may work on it. */
export function ownClaimCard(context: ClaimContext): Card {
  const common = commonClaimCard(context);
  const rows = context.referral.claim ? [FORWARD_STEPS, SIDE_STEPS] : [];
  const elements = rows.flatMap((steps) => buttonRow(context.referral, steps));
  return { ...common, elements: [...common.elements, ...elements], ...ownClaim(context) };
}

/** While there is something to do, for whoever has it and for the program managers. */
function ownClaim({ referral, program }: ClaimContext): Required<Pick<Card, 'own'>> {
  const { id, claim, state } = referral;
  const rep = findRep(program, claim?.repId);
  const workers = claim && !isTerminal(state) ? [...(rep ? [rep] : []), ...activeManagers(program)] : [];
  return { own: { id: OWN_CLAIM, value: { referral: id }, viewers: workers.flatMap(accountsOf) } };
}

export function commonClaimCard({ referral, program, now }: ClaimContext): Card {
  return {
    summary: `${claimSummary(referral)}: ${referral.prospect.company} (${referral.reference})`,
    elements: [
      { kind: 'title', text: `${referral.prospect.company} · referred by ${referrer(referral)}` },
      { kind: 'text', text: standing(referral, program, now) },
      ...fourParts(summaryOf(referral, program)),
      { kind: 'fields', fields: prospectFields(referral, program) },
      ...ruleNotes(referral),
      ...fitLine(referral, program),
      ...whoDeclined(referral, program),
      { kind: 'context', text: origin(referral) },
      ...(referral.state === 'routed' ? buttonRow(referral, CLAIM_STEPS) : []),
    ],
  };
}

/** For the order in which reps look at what is open; what it is made of can be read. */
function fitLine(referral: Referral, program: Program): CardElement[] {
  const fit = isTerminal(referral.state) ? undefined : fitOf(referral, program);
  return fit ? [{ kind: 'context', text: fitWords(fit) }] : [];
}

/** The handoff in the claim card's thread. */
const handoffCard = staffTemplate(
  'handoff-card',
  (context) => handoff(context),
  ({ staff }) => [
    { shows: 'claimed', context: staff('claimed'), facts: {} },
    { shows: 'meeting', context: staff('meeting_scheduled'), facts: {} },
    { shows: 'won', context: staff('won'), facts: {} },
    { shows: 'lost', context: staff('lost'), facts: {} },
  ],
);

/** The same in the rep's direct messages; to a rep who no longer has it, one line that says who has. */
const handoffDirectCard = staffTemplate<{ repId?: string }>(
  'handoff-direct-card',
  (context, { repId }) =>
    repId && context.referral.claim?.repId !== repId ? passedOn(context) : handoff(context),
  ({ staff }) => [
    { shows: 'yours', context: staff('claimed'), facts: {} },
    { shows: 'passed on', context: staff('claimed'), facts: { repId: 'somebody-else' } },
  ],
);

export const HANDOFF_TEMPLATES: readonly Template[] = [claimCard, handoffCard, handoffDirectCard];

function handoff({ referral, program, now }: StaffContext): Card {
  const summary = summaryOf(referral, program);
  if (!referral.claim) return passedOn({ referral });
  return {
    summary: `Handoff: ${referral.prospect.company} to ${referral.claim.repName} (${referral.reference})`,
    elements: [
      { kind: 'title', text: `Handoff: ${referral.prospect.company}` },
      { kind: 'text', text: standing(referral, program, now) },
      ...outcome(referral),
      ...fourParts(summary),
      { kind: 'fields', fields: prospectFields(referral, program) },
      ...ruleNotes(referral),
      ...conversation(referral),
      ...firstMessage(referral, summary.outreach),
      { kind: 'context', text: origin(referral) },
      ...buttonRow(referral, FORWARD_STEPS),
      ...buttonRow(referral, SIDE_STEPS),
    ],
  };
}

/** Until somebody has written to them. */
function firstMessage({ state }: Referral, text: string): CardElement[] {
  if (state !== 'claimed' && state !== 'accepted') return [];
  return [
    { kind: 'text', text: [{ bold: 'A first message you can send' }] },
    { kind: 'quote', text },
  ];
}

function passedOn({ referral }: Pick<StaffContext, 'referral'>): Card {
  const text = referral.claim
    ? `${referral.claim.repName} has ${referral.prospect.company} (${referral.reference}) now.`
    : `${referral.prospect.company} (${referral.reference}) is no longer claimed. Its card in the channel shows where it stands.`;
  return { summary: text, elements: [{ kind: 'text', text }] };
}

function outcome({ outcome: end }: Referral): CardElement[] {
  if (end?.amount) return [{ kind: 'text', text: [{ bold: 'Amount: ' }, showAmount(end.amount)] }];
  if (!end?.reason) return [];
  const own = end.internalText ? [{ kind: 'quote', text: end.internalText } as const] : [];
  return [{ kind: 'text', text: [{ bold: 'Reason: ' }, REASON_LABELS[end.reason]] }, ...own];
}

/** The last five notes and the question, newest last; the whole history is a command away. */
function conversation({ notes, question, reference }: Referral): CardElement[] {
  const asked = question
    ? [{ kind: 'text', text: [{ bold: 'Asked the partner: ' }, question.text] } as const, answered(question)]
    : [];
  const latest = notes.slice(-5);
  const more =
    notes.length > latest.length
      ? [{ kind: 'context', text: ['Older notes: ', { command: reference }] } as const]
      : [];
  const shown = latest.flatMap((note): CardElement[] => [
    {
      kind: 'text',
      text: [
        {
          bold: `${note.by.name}, ${note.audience === 'internal' ? 'for colleagues' : 'shared with the partner'}`,
        },
      ],
    },
    { kind: 'quote', text: note.text },
  ]);
  return [...asked, ...shown, ...more];
}

function answered(question: NonNullable<Referral['question']>): CardElement {
  return question.answer
    ? { kind: 'quote', text: `${question.answer.by.name}: ${question.answer.text}` }
    : { kind: 'context', text: 'No answer yet.' };
}

function claimSummary(referral: Referral): string {
  if (referral.state === 'routed') return 'New referral to claim';
  return referral.state === 'claimed' && referral.claim
    ? `Claimed by ${referral.claim.repName}`
    : stateLabel(referral.state);
}

function whoDeclined(referral: Referral, program: Program): CardElement[] {
  if (referral.state !== 'routed' || referral.declinedBy.length === 0) return [];
  const names = referral.declinedBy.map((id) => findRep(program, id)?.name ?? id).join(', ');
  const triage = triageChannel(program, referral.route?.assignmentId);
  const everyone =
    triage !== undefined && repsOf(program, triage).every((rep) => referral.declinedBy.includes(rep.id));
  return [
    {
      kind: 'context',
      text: everyone
        ? `Everybody has declined (${names}). A program manager has been asked.`
        : `Declined by ${names}.`,
    },
  ];
}

function buttonRow(referral: Referral, steps: Parameters<typeof stepButtons>[1]): CardElement[] {
  const actions = stepButtons(referral, steps);
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

function referrer(referral: Referral): string {
  return referral.partner?.name ?? referral.submittedBy.name;
}
