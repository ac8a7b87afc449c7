import { type Card, type CardElement, cardButton, type Text } from '../messages/card.js';
import { shortened } from '../messages/shorten.js';
import { openReferral, type ReferralDeps } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { Program } from '../program/program.js';
import type { CreditModel } from '../referral/attribution.js';
import { ruleName, strictestFirst } from '../referral/findings.js';
import { stepButtons } from '../referral/next-steps.js';
import { partnerView } from '../referral/partner-view.js';
import type { Referral } from '../referral/referral.js';
import { stateLabel } from '../referral/states.js';
import { headline } from './event-words.js';
import { nextSentence } from './partner-words.js';
import { protectionLine } from './protection-line.js';
import { standingFacts } from './record-facts.js';
import { appeal as appealWords, partnerActions } from './status-card.js';

const EVENTS_SHOWN = 30;
/** Of up to 2,000 characters each, so that a page is never shortened. */
const NOTES_A_PAGE = 4;
const LONGEST_FINDING = 400;

/** One referral with all that was sent and its history, for staff; in the partner's words for its partner. */
export async function showReferral(deps: ReferralDeps, actor: Actor, referralId: string): Promise<Card> {
  const { referral, program } = await openReferral(deps, { actor, wish: 'see', referralId });
  if (isStaff(actor)) return recordCard(referral, program, actor.programManager !== undefined);
  const speaksForPartner = actor.partner !== undefined && actor.partner.id === referral.partner?.id;
  return partnerDetails(referral, deps.clock.now(), speaksForPartner);
}

/** Pure, as are the others; exported for previews. */
export function recordCard(referral: Referral, program: Program, canCredit = false): Card {
  const events = referral.events.slice(-EVENTS_SHOWN);
  const older = referral.events.length - events.length;
  return {
    summary: `${referral.prospect.company} (${referral.reference})`,
    elements: [
      { kind: 'title', text: `${referral.prospect.company} · ${referral.reference}` },
      {
        kind: 'text',
        text: [
          { bold: stateLabel(referral.state) },
          ` · ${referral.partner?.name ?? 'Unknown partner'} · ${referral.claim?.repName ?? 'nobody has it'}`,
        ],
      },
      ...creditLines(referral),
      ...protectionLine(referral),
      {
        kind: 'list',
        title: 'What was sent',
        items: referral.answers.map((answer) => [{ bold: `${answer.label}: ` }, answer.shown]),
      },
      ...rules(referral),
      ...appeal(referral),
      ...standingFacts(referral, program),
      ...(older > 0 ? [{ kind: 'context', text: `${older} older entries are not shown.` } as const] : []),
      {
        kind: 'list',
        title: 'History',
        items: events.map((event) => [{ instant: event.at, show: 'date_time' }, ` · ${headline(event)}`]),
      },
      ...recordButtons(referral, canCredit),
    ],
  };
}

/** What the rules found, the strictest first, and what people made of it. */
function rules({ findings = [] }: Referral): CardElement[] {
  if (findings.length === 0) return [];
  const items = strictestFirst(findings).map(({ rule, outcome, staffText, overruled, confirmed }) => {
    const judged = overruled
      ? ` (a false alarm, says ${overruled.by})`
      : confirmed
        ? ` (${confirmed.by} agrees)`
        : '';
    const text = `, ${outcome}: ${shortened(staffText, LONGEST_FINDING)}${judged}`;
    return [{ bold: ruleName(rule) }, text];
  });
  return [{ kind: 'list', title: 'What the rules found', items }];
}

function appeal({ dispute }: Referral): CardElement[] {
  if (!dispute) return [];
  const { by, text, decision } = dispute;
  const answer = decision
    ? `${decision.by.name} ${decision.upheld ? 'upheld it' : 'stayed with the rejection'}.`
    : 'Nobody has answered yet.';
  return [
    { kind: 'text', text: [{ bold: 'Appeal: ' }, `${by.name} asked to look again. ${answer}`] },
    { kind: 'quote', text },
    ...(decision?.words ? [{ kind: 'quote', text: decision.words } as const] : []),
  ];
}

function recordButtons(referral: Referral, canCredit: boolean): CardElement[] {
  const { id, notes } = referral;
  const label = notes.length === 1 ? 'Read the note' : `Read the ${notes.length} notes`;
  const actions = [
    ...(notes.length > 0 ? [cardButton('referral.notes', label, { referral: id })] : []),
    ...(canCredit ? stepButtons(referral, ['reattribute']) : []),
    ...stepButtons(referral, ['decideConflict', 'extendProtection']),
  ];
  return actions.length > 0 ? [{ kind: 'actions', actions }] : [];
}

/** Who is credited, by what, and who else had a part. Nothing where there is nothing to tell but the partner itself. */
function creditLines({ attribution, partner }: Referral): CardElement[] {
  if (!attribution) return [];
  const { touches, partnerId, code, decided, model } = attribution;
  const nameOf = (id: string) =>
    touches.find((touch) => touch.partnerId === id)?.partnerName ?? partner?.name;
  const others = [...new Set(touches.map((touch) => touch.partnerId))].filter((id) => id !== partnerId);
  const name = partnerId === partner?.id ? partner.name : nameOf(partnerId);
  const by = decided ? `decided by ${decided.by}: ${decided.reason}` : MODEL_WORDS[model];
  const items: Text[] = [
    ...(others.length > 0 || decided ? [[{ bold: 'Sourced by: ' }, `${name} (${by})`]] : []),
    ...(others.length > 0 ? [[{ bold: 'Influenced by: ' }, others.map(nameOf).join(', ')]] : []),
    ...(code ? [[{ bold: 'Came by: ' }, `the referral link ${code}`]] : []),
  ];
  return items.length > 0 ? [{ kind: 'list', title: 'Credit', items }] : [];
}

const MODEL_WORDS: Record<CreditModel, string> = {
  registration_wins: 'the first registration',
  first_touch: 'the first touch',
  last_touch: 'the last touch',
};

/** The notes in full, newest first, a page at a time. For staff. */
export async function showNotes(
  deps: ReferralDeps,
  actor: Actor,
  referralId: string,
  page: number,
): Promise<Card> {
  const { referral } = await openReferral(deps, { actor, wish: 'see_notes', referralId });
  return notesCard(referral, Math.max(0, page));
}

export function notesCard(referral: Referral, page: number): Card {
  const { id, notes, prospect, reference } = referral;
  const from = page * NOTES_A_PAGE;
  const shown = notes.toReversed().slice(from, from + NOTES_A_PAGE);
  const elements: CardElement[] = [{ kind: 'title', text: `Notes on ${prospect.company}` }];
  if (shown.length === 0) elements.push({ kind: 'text', text: 'There is no note.' });
  for (const { by, at, audience, text } of shown) {
    const readers = audience === 'internal' ? ' · for colleagues' : ' · shared with the partner';
    elements.push({ kind: 'context', text: [`${by.name} · `, { instant: at, show: 'date_time' }, readers] });
    elements.push({ kind: 'quote', text });
  }
  if (notes.length > from + NOTES_A_PAGE) {
    const next = cardButton('referral.notes', 'Older notes', { referral: id, page: String(page + 1) });
    elements.push({ kind: 'actions', actions: [next] });
  }
  return { summary: `Notes on ${prospect.company} (${reference})`, elements };
}

/** In the partner's words. With what the partner's people can do, as the card in a shared channel offers none of it. */
export function partnerDetails(referral: Referral, now: Date, canAct = false): Card {
  const view = partnerView(referral, now);
  return {
    summary: `${view.company} (${view.reference})`,
    elements: [
      { kind: 'title', text: `${view.company} · ${view.reference}` },
      {
        kind: 'text',
        text: [{ bold: view.stateLabel }, '. ', ...nextSentence(view)],
      },
      ...(view.protectedUntil
        ? [
            {
              kind: 'context',
              text: ['Protected for you until ', { instant: view.protectedUntil, show: 'date' }, '.'],
            } as const,
          ]
        : []),
      ...(view.ending ? [{ kind: 'text', text: view.ending } as const] : []),
      ...appealWords(view),
      ...(view.question && !view.question.answered
        ? [{ kind: 'text', text: [{ bold: 'We have a question: ' }, view.question.text] } as const]
        : []),
      ...view.notes.slice(-5).flatMap((note): CardElement[] => [
        { kind: 'context', text: note.by },
        { kind: 'quote', text: note.text },
      ]),
      {
        kind: 'list',
        title: 'What you sent',
        items: view.answers.map((answer) => [{ bold: `${answer.label}: ` }, answer.shown]),
      },
      ...(canAct ? partnerActions({ view }) : []),
    ],
  };
}
