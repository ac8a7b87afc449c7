import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import type { Decision } from '../../src/referral/decide.js';
import * as talk from '../../src/referral/decide-conversation.js';
import { shareableText } from '../../src/referral/shareable.js';
import { OPEN_STATES, STATES, TERMINAL_STATES } from '../../src/referral/states.js';
import type { Note } from '../../src/referral/work.js';
import { actOf, DO, JONAS, LENA, MAYA, NOON, PRIYA, referralIn, stored } from './referrals.js';

function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'not refused';
}

describe('ask and answer', () => {
  const asked = (state = referralIn('claimed')) =>
    stored(state, talk.askPartner(state, shareableText('How many?'), actOf(JONAS), 'jonas'));

  test('given it is open, when the rep asks, then the question stands beside the state', () => {
    const after = asked();
    expect(after).toMatchObject({
      state: 'claimed',
      question: { text: 'How many?', askedBy: JONAS, askedByRepId: 'jonas', at: NOON },
    });
    expect(after.events.at(-1)).toMatchObject({ type: 'question_asked', text: 'How many?' });
  });

  test('given a program manager asks, then no rep is named', () => {
    const { after } = talk.askPartner(referralIn('routed'), shareableText('Who?'), actOf(PRIYA));
    expect(after.question).toEqual({ text: 'Who?', askedBy: PRIYA, at: NOON });
  });

  test('when it is answered, then the answer is kept with the question; a second answer is refused', () => {
    const answered = stored(asked(), talk.answerQuestion(asked(), 'Forty.', actOf(MAYA)));
    expect(answered.question?.answer).toEqual({ text: 'Forty.', by: MAYA, at: NOON });
    expect(reasonOf(() => talk.answerQuestion(answered, 'Fifty.', actOf(LENA)))).toBe(
      'already_taken: Maya Okafor has answered already.',
    );
  });

  test('a new question takes the place of the old one and waits for an answer of its own', () => {
    const answered = stored(asked(), talk.answerQuestion(asked(), 'Forty.', actOf(MAYA)));
    expect(asked(answered).question?.answer).toBeUndefined();
  });

  test('given nothing was asked, then there is nothing to answer', () => {
    expect(reasonOf(() => talk.answerQuestion(referralIn('claimed'), 'Forty.', actOf(MAYA)))).toBe(
      'out_of_date: There is no open question on R-7K3M9Q.',
    );
  });

  test.each(TERMINAL_STATES)('given it is %s, then nobody is asked any more', (state) => {
    expect(reasonOf(() => asked(referralIn(state)))).toBe('too_late: R-7K3M9Q is closed. Reopen it to ask.');
  });

  test('given it was closed meanwhile, then the answer to an open question is still kept', () => {
    const closed = stored(asked(), DO.reject(asked(), actOf(JONAS)) as Decision);
    expect(talk.answerQuestion(closed, 'Forty.', actOf(MAYA)).after.question?.answer?.text).toBe('Forty.');
  });
});

describe('information and notes', () => {
  test.each(OPEN_STATES)(
    'given it is %s, when the partner adds something, then it is a note it may read',
    (state) => {
      const { after, events } = talk.addInformation(referralIn(state), 'They moved.', actOf(MAYA));
      expect(after.notes).toEqual([{ audience: 'partner', text: 'They moved.', by: MAYA, at: NOON }]);
      expect(after.state).toBe(state);
      expect(events).toMatchObject([{ type: 'information_added', text: 'They moved.' }]);
    },
  );

  test('what the partner’s people may not read again stays with staff', () => {
    const some = talk.addInformation(referralIn('routed'), 'Role: CIO\nPhone: 1', actOf(MAYA), 'Role: CIO');
    expect(some.after.notes).toMatchObject([{ audience: 'partner', text: 'Role: CIO' }]);
    expect(some.events).toMatchObject([{ text: 'Role: CIO\nPhone: 1' }]);
    const none = talk.addInformation(referralIn('routed'), 'Phone: 1', actOf(MAYA), '');
    expect(none.after.notes).toMatchObject([{ audience: 'internal', text: 'Phone: 1' }]);
  });

  test.each(TERMINAL_STATES)('given it is %s, then nothing can be added', (state) => {
    expect(reasonOf(() => talk.addInformation(referralIn(state), 'More', actOf(MAYA)))).toBe(
      'too_late: R-7K3M9Q is closed, so nothing can be added.',
    );
  });

  test.each(STATES)(
    'given it is %s, then staff can note something down; the event does not repeat it',
    (state) => {
      const note: Note = { audience: 'internal', text: 'Secret', by: JONAS, at: NOON };
      const { after, events } = talk.addNote(referralIn(state), note, actOf(JONAS));
      expect(after.notes).toEqual([note]);
      expect(events).toMatchObject([{ type: 'note_added', audience: 'internal' }]);
      expect(JSON.stringify(events)).not.toContain('Secret');
    },
  );
});
