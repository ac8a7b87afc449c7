import { Refused } from '../errors.js';
import { samePerson } from '../messages/address.js';
import { type Act, type Decision, happen, restore } from './decide.js';
import type { Referral } from './referral.js';
import { type Shareable, shareableText } from './shareable.js';
import { isTerminal } from './states.js';
import type { Note } from './work.js';

/** What is said about it beside the state: questions, additions, notes, and taking the last step back. */

export function askPartner(referral: Referral, text: Shareable, act: Act, repId?: string): Decision {
  if (isTerminal(referral.state))
    throw new Refused('too_late', `${referral.reference} is closed. Reopen it to ask.`);
  if (!referral.partnerChannel) {
    const whom = referral.partner?.name ?? referral.submittedBy.name;
    throw new Refused(
      'invalid',
      `${whom} has no channel here, so nobody would see it. Please ask them yourself.`,
    );
  }
  const question = { text, askedBy: act.by, ...(repId ? { askedByRepId: repId } : {}), at: act.at };
  return happen({ ...referral, question }, act, { type: 'question_asked', text });
}

export function answerQuestion(referral: Referral, text: string, act: Act): Decision {
  if (!referral.question)
    throw new Refused('out_of_date', `There is no open question on ${referral.reference}.`);
  if (referral.question.answer)
    throw new Refused('already_taken', `${referral.question.answer.by.name} has answered already.`);
  const question = { ...referral.question, answer: { text, by: act.by, at: act.at } };
  return happen({ ...referral, question }, act, { type: 'question_answered', text });
}

/** `forPartner` is what of it the partner's people may read again: not its contact details. */
export function addInformation(referral: Referral, text: string, act: Act, forPartner = text): Decision {
  if (isTerminal(referral.state))
    throw new Refused('too_late', `${referral.reference} is closed, so nothing can be added.`);
  const said = { by: act.by, at: act.at };
  const note: Note = forPartner
    ? { audience: 'partner', text: shareableText(forPartner), ...said }
    : { audience: 'internal', text, ...said };
  return happen({ ...referral, notes: [...referral.notes, note] }, act, { type: 'information_added', text });
}

export function addNote(referral: Referral, note: Note, act: Act): Decision {
  return happen({ ...referral, notes: [...referral.notes, note] }, act, {
    type: 'note_added',
    audience: note.audience,
  });
}

/**
 * Takes the last transition back: the same person, within the window, once. What was recorded stays recorded; the
 * messages of the undone event that still wait are cancelled by its id. A note to the partner that waited with an end
 * was never told, and stays with colleagues.
 */
export function undo(referral: Referral, act: Act): Decision {
  const window = referral.undo;
  if (!window) throw new Refused('too_late', `There is nothing to undo on ${referral.reference}.`);
  if (!samePerson(window.by, act.by))
    throw new Refused('not_allowed', `Only ${window.by.name} can undo that step.`);
  if (act.at > window.until) throw new Refused('too_late', 'It is too late to undo that step.');
  const undoneType = referral.events.find((event) => event.id === window.eventId)?.type ?? 'step';
  const restored: Referral = {
    ...restore(referral, window.before),
    undo: undefined,
    notes: isTerminal(referral.state) ? untold(referral) : referral.notes,
    stateSince: act.at,
    undone: [...referral.undone, window.eventId],
  };
  return happen(restored, act, { type: 'undone', undoneEventId: window.eventId, undoneType });
}

function untold({ notes, stateSince }: Referral): Note[] {
  return notes.map((note) =>
    note.audience === 'partner' && note.at >= stateSince ? { ...note, audience: 'internal' } : note,
  );
}
