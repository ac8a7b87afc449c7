import { typedText } from '../messages/form.js';
import type { StepInput } from '../people/step.js';
import { type Act, both, type Decision, following } from '../referral/decide.js';
import { addNote as noteDown } from '../referral/decide-conversation.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';
import type { Note } from '../referral/work.js';

/** The step's notes, each to its own readers. With no decision and no note nothing happens. */
export function withNotes(
  { referral, values, act }: StepInput,
  decision: Decision | undefined,
): Decision | undefined {
  const hasOutcome = decision?.after.outcome?.reason !== undefined;
  const texts = {
    internal: typedText(values, 'internal'),
    partner: typedText(values, 'for_partner'),
  };
  const notes: Note[] = [];
  if (texts.internal && !hasOutcome)
    notes.push({ audience: 'internal', text: texts.internal, by: act.by, at: act.at });
  if (texts.partner)
    notes.push({ audience: 'partner', text: shareableText(texts.partner), by: act.by, at: act.at });
  return notes.reduce<Decision | undefined>(
    (before, note, index) => addNote(before, referral, note, act, index),
    decision,
  );
}

function addNote(
  before: Decision | undefined,
  referral: Referral,
  note: Note,
  act: Act,
  index: number,
): Decision {
  if (before) return both(before, (after) => noteDown(after, note, following(act, `note-${index}`)));
  return noteDown(referral, note, act);
}
