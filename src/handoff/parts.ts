import type { CardElement, Span, Text } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { accountOf, findRep, type Program, serviceLine } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, stateLabel } from '../referral/states.js';
import { type HandoffSummary, summarise } from '../referral/summary.js';

/** What the claim card and the handoff both show of a referral, to staff. */

export function summaryOf(referral: Referral, program: Program): HandoffSummary {
  const repName = referral.claim?.repName;
  const sender = { programName: program.name, ...(repName ? { repName } : {}) };
  return summarise(referral, serviceLine(program, referral.serviceLineId), sender);
}

/** Who referred, why it fits, the problem, what the first meeting should cover. */
export function fourParts(summary: HandoffSummary): CardElement[] {
  return [
    { kind: 'text', text: [{ bold: 'Who referred: ' }, summary.whoReferred] },
    { kind: 'text', text: [{ bold: 'Why it fits' }] },
    { kind: 'quote', text: summary.whyItFits },
    { kind: 'text', text: [{ bold: 'The problem to solve' }] },
    { kind: 'quote', text: summary.problem },
    { kind: 'list', title: 'The first meeting should cover', items: [...summary.firstMeeting] },
  ];
}

export function prospectFields(referral: Referral, program: Program): { label: string; value: Text }[] {
  const { contact, prospect } = referral;
  const region = program.regions.find((one) => one.id === referral.region)?.name ?? referral.region;
  const given = (value: string | undefined) => value || 'Not given';
  return [
    { label: 'Contact', value: given([contact.name, contact.role].filter(Boolean).join(', ')) },
    { label: 'Reach them', value: given([contact.email, contact.phone].filter(Boolean).join(', ')) },
    { label: 'Website', value: given(prospect.domain) },
    { label: 'Service line', value: given(serviceLine(program, referral.serviceLineId)?.name) },
    { label: 'Region', value: given(region) },
    { label: 'Urgency', value: given(referral.answers.find((answer) => answer.key === 'urgency')?.shown) },
  ];
}

const NOTES_SHOWN = 3;
const LONGEST_NOTE = 300;

/** What rules said of it that stops nothing: for the rep to know, never for a partner. */
export function ruleNotes({ findings = [], reference }: Referral): CardElement[] {
  const notes = findings.filter(({ outcome }) => outcome === 'accept');
  const left = notes.length - NOTES_SHOWN;
  return [
    ...notes
      .slice(0, NOTES_SHOWN)
      .map(
        ({ staffText }) =>
          ({ kind: 'context', text: `Note: ${shortened(staffText, LONGEST_NOTE)}` }) as const,
      ),
    ...(left > 0 ? [{ kind: 'context', text: [`And ${left} more: `, { command: reference }] } as const] : []),
  ];
}

/** State, who has it, and what is due. */
export function standing(referral: Referral, program: Program, now: Date): Text {
  const { claim } = referral;
  if (referral.state === 'routed')
    return [
      { bold: 'Waiting to be claimed.' },
      ...dueOrOver(' Please claim it by ', ' It was to be claimed by ', referral.claimBy, now),
      ...(referral.queue?.why === 'capacity'
        ? [' Every rep has as many as they can take; it waits its turn.']
        : []),
    ];
  if (!claim) return [{ bold: `${stateLabel(referral.state)}.` }];
  return [
    { bold: `${stateLabel(referral.state)}.` },
    ' ',
    repSpan(referral, program),
    isTerminal(referral.state) ? ' had it.' : ' has it.',
    ...(referral.state === 'claimed'
      ? dueOrOver(' Accept or reject by ', ' It was to be accepted by ', claim.acceptBy, now)
      : []),
    ...(referral.state === 'accepted'
      ? dueOrOver(' First contact by ', ' They were to be contacted by ', claim.contactBy, now)
      : []),
    ...(referral.state === 'meeting_scheduled' ? due(' The meeting is on ', referral.meeting?.at) : []),
    ...(referral.state === 'nurture' ? due(' It comes back on ', referral.wakeAt) : []),
  ];
}

function repSpan(referral: Referral, program: Program): Span {
  const rep = findRep(program, referral.claim?.repId);
  const account = rep && accountOf(rep, referral.route?.channel.platform);
  return { person: referral.claim?.repName ?? '', ...(account ? { account } : {}) };
}

function dueOrOver(before: string, over: string, instant: Date | undefined, now: Date): Span[] {
  return instant && instant < now ? [...due(over, instant), ' Overdue.'] : due(before, instant);
}

function due(words: string, instant: Date | undefined): Span[] {
  return instant ? [words, { instant, show: 'date_time' }, '.'] : [];
}

export function origin(referral: Referral): Text {
  return [
    `${referral.reference} · sent `,
    { instant: referral.createdAt, show: 'date_time' },
    referral.route ? ` · ${referral.route.reason}` : '',
    ` · ${referral.consent.by.name} confirmed that the contact agreed.`,
  ];
}
