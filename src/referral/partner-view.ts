import { type PersonRef, SYSTEM } from '../messages/address.js';
import { isHandedOver } from './attribution.js';
import { restore } from './decide.js';
import { disputableUntil } from './dispute.js';
import { decisive } from './findings.js';
import { isProtected } from './protection.js';
import type { Referral } from './referral.js';
import { type Shareable, shareableText } from './shareable.js';
import { isTerminal, type ReferralState, stateLabel } from './states.js';

/**
 * A referral as its partner may see it: all that messages to partners are given. It holds the partner's own words,
 * the program's shareable wordings and facts every partner is told; nothing else of the record can be reached from it.
 */
export interface PartnerView {
  id: string;
  reference: Shareable;
  partnerName: Shareable;
  company: Shareable;
  contactName: Shareable;
  submittedBy: PersonRef;
  submittedAt: Date;
  onBehalf: boolean;
  state: ReferralState;
  stateLabel: Shareable;
  isOpen: boolean;
  next: { text: Shareable; by?: Date };
  repName?: Shareable;
  meetingAt?: Date;
  /** While it is open and nobody else may register the company. */
  protectedUntil?: Date;
  question?: { text: Shareable; answered: boolean };
  /** The words about the end, once it is final. */
  ending?: Shareable;
  /** Until when its people may ask to look again at the end; absent when they may not (any more). */
  disputableUntil?: Date;
  /** They have asked to look again. `words`: why it stays as it is. */
  dispute?: { by: Shareable; at: Date; answered: boolean; words?: Shareable };
  /** How far it had come, in a sentence, where it got as far as a conversation. */
  reached?: Shareable;
  notes: { text: Shareable; by: Shareable; at: Date }[];
  answers: { label: string; shown: Shareable }[];
}

/**
 * Until a step that ends the referral can no longer be undone, the partner is shown the state before it:
 * nobody should read "closed" and then hear that it was a slip.
 */
export function partnerView(referral: Referral, now: Date): PartnerView {
  const undoable = referral.undo && now < referral.undo.until && isTerminal(referral.state);
  const seen = withoutOthersWords(
    undoable && referral.undo ? restore(referral, referral.undo.before) : referral,
  );
  const open = !isTerminal(seen.state);
  return {
    id: seen.id,
    reference: shareableText(seen.reference),
    partnerName: shareableText(seen.partner?.name ?? ''),
    company: shareableText(seen.prospect.company),
    contactName: shareableText(seen.contact.name),
    submittedBy: seen.submittedBy,
    submittedAt: seen.createdAt,
    onBehalf: seen.onBehalf,
    state: seen.state,
    stateLabel: shareableText(stateLabel(seen.state)),
    isOpen: open,
    next: nextStep(seen, now),
    ...(seen.claim ? { repName: shareableText(seen.claim.repName) } : {}),
    ...(seen.meeting?.at ? { meetingAt: seen.meeting.at } : {}),
    ...(open && seen.protection && isProtected(seen, now) ? { protectedUntil: seen.protection.until } : {}),
    ...(seen.question
      ? { question: { text: seen.question.text, answered: seen.question.answer !== undefined } }
      : {}),
    ...endingWords(seen),
    ...reachedWords(seen),
    ...appeal(withoutOthersWords(referral), now),
    notes: seen.notes.flatMap((note) =>
      note.audience === 'partner' && !(undoable && note.at >= referral.stateSince)
        ? [{ text: note.text, by: shareableText(note.by.name), at: note.at }]
        : [],
    ),
    answers: seen.answers.flatMap((answer) =>
      answer.shareable ? [{ label: answer.label, shown: shareableText(answer.shown) }] : [],
    ),
  };
}

/** Credited to another partner than the one that sent it: what was written with that one stays with it. */
function withoutOthersWords(referral: Referral): Referral {
  const since = referral.attribution?.decided?.at;
  if (!since || !isHandedOver(referral)) return referral;
  const { outcome, dispute } = referral;
  const endedBefore = outcome !== undefined && outcome.at < since;
  return {
    ...referral,
    ...(endedBefore ? { outcome: { ...outcome, shareableText: undefined } } : {}),
    // What rules said to the other one is about the other one.
    findings: undefined,
    dispute: dispute && dispute.at >= since ? dispute : undefined,
    submittedBy: SYSTEM,
    onBehalf: false,
    contact: { name: '' },
    answers: [],
    notes: referral.notes.filter(({ at }) => at >= since),
    question: referral.question && referral.question.at >= since ? referral.question : undefined,
  };
}

/** A time that has passed is no promise any more. */
function future(instant: Date | undefined, now: Date): Date | undefined {
  return instant && instant > now ? instant : undefined;
}

/** Why it ended, and what would fit better where there is something. */
function endingWords({ outcome }: Referral): { ending?: Shareable } {
  const { shareableText: why, betterServiceLine: better } = outcome ?? {};
  if (!why) return {};
  if (!better) return { ending: why };
  return {
    ending: shareableText(
      `${why} Our service "${better}" may fit them better: you are welcome to refer them for it.`,
    ),
  };
}

/** Its own people asked, and its own words answer; who decided stays with us. */
function appeal(referral: Referral, now: Date): Pick<PartnerView, 'disputableUntil' | 'dispute'> {
  const until = disputableUntil(referral, now);
  const { dispute, state } = referral;
  if (!dispute || state !== 'rejected') return until ? { disputableUntil: until } : {};
  const { by, at, decision } = dispute;
  const words = decision?.words ? { words: decision.words } : {};
  return { dispute: { by: shareableText(by.name), at, answered: decision !== undefined, ...words } };
}

/** What every partner has been told on the way; so it names nothing new. */
function reachedWords({ events, undone, claim, state }: Referral): { reached?: Shareable } {
  if (!isTerminal(state) || !claim) return {};
  const happened = new Set(events.filter(({ id }) => !undone.includes(id)).map(({ type }) => type));
  const { repName } = claim;
  if (happened.has('opportunity_opened'))
    return { reached: shareableText(`${repName} came as far as an offer with them.`) };
  if (happened.has('qualified')) return { reached: shareableText(`${repName} found a real need there.`) };
  return happened.has('meeting_held') ? { reached: shareableText(`${repName} has met them.`) } : {};
}

/** What the rule that stopped it lets its partner read. */
function whatToDo({ findings = [] }: Referral): string {
  const stopped = decisive(findings);
  return stopped ? `${stopped.partnerText} ` : '';
}

function nextStep(referral: Referral, now: Date): PartnerView['next'] {
  const rep = referral.claim?.repName ?? 'Our specialist';
  const contact = referral.contact.name || 'the contact';
  const say = (text: string, by?: Date) => ({ text: shareableText(text), ...(by ? { by } : {}) });
  switch (referral.state) {
    case 'submitted':
    case 'in_review':
      return say(`${whatToDo(referral)}We are checking it and will come back to you here.`);
    case 'routed':
      if (referral.queue?.why === 'capacity')
        return say('It waits in line until one of our specialists has a hand free.');
      return say('One of our specialists will pick it up', future(referral.claimBy, now));
    case 'claimed':
    case 'accepted':
      return say(`${rep} will reach out to ${contact}`, future(referral.claim?.contactBy, now));
    case 'contacted':
      return say(`${rep} is in touch with ${contact} and is arranging a meeting.`);
    case 'meeting_scheduled':
      return say(`${rep} meets them`, referral.meeting?.at);
    case 'meeting_held':
      return say(`${rep} is following up on the first meeting.`);
    case 'qualified':
      return say(`It is a real opportunity. ${rep} is preparing the next step with them.`);
    case 'opportunity':
      return say(`${rep} is working on an offer with them.`);
    case 'nurture':
      return say('The timing is not right yet. We will take it up again', referral.wakeAt);
    case 'won':
      return say('They have become a customer. Thank you!');
    case 'lost':
    case 'rejected':
    case 'disqualified':
      return say('We have closed this one. Thank you for the introduction.');
    case 'withdrawn':
      return say('You have withdrawn it; nobody will follow up.');
    case 'expired':
      return say('It was closed as too much time has passed. You are welcome to refer them again.');
  }
}
