import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import { both, type Decision, following } from '../../src/referral/decide.js';
import * as talk from '../../src/referral/decide-conversation.js';
import { accept } from '../../src/referral/decide-progress.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import type { Note } from '../../src/referral/work.js';
import { actOf, DO, JONAS, LENA, MAYA, minutesAfter, NOON, PRIYA, referralIn, stored } from './referrals.js';

function reasonOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'not refused';
}

const partnerNote = (text: string, at = NOON): Note => ({
  audience: 'partner',
  text: shareableText(text),
  by: JONAS,
  at,
});

describe('undo', () => {
  const step = (before: Referral, verb: keyof typeof DO, by = JONAS) =>
    stored(before, DO[verb](before, actOf(by)) as Decision);

  test('the same person within the window gets every field back, also those that were absent', () => {
    const before = referralIn('routed');
    const claimed = step(before, 'claim', LENA);
    const undone = stored(claimed, talk.undo(claimed, actOf(LENA, { at: minutesAfter(4) })));
    for (const field of ['state', 'claim', 'claimBy', 'declinedBy', 'route', 'outcome', 'wakeAt'] as const)
      expect(undone[field]).toEqual(before[field]);
    expect('claim' in undone).toBe(false);
    expect(undone.undo).toBeUndefined();
    expect(undone.stateSince).toEqual(minutesAfter(4));
    expect(undone.undone).toEqual([claimed.undo?.eventId]);
    expect(undone.events.at(-1)).toMatchObject({ type: 'undone', undoneType: 'claimed', state: 'routed' });
  });

  test.each([
    ['claimed', 'accept'],
    ['claimed', 'release'],
    ['accepted', 'log_contact'],
    ['contacted', 'book_meeting'],
    ['meeting_scheduled', 'hold_meeting'],
    ['meeting_held', 'qualify'],
    ['qualified', 'open_opportunity'],
    ['opportunity', 'win'],
    ['opportunity', 'lose'],
    ['contacted', 'disqualify'],
    ['contacted', 'postpone'],
    ['in_review', 'reject'],
    ['won', 'reopen'],
  ] as const)('given %s, %s can be taken back', (state, verb) => {
    const before = referralIn(state);
    const done = step(before, verb);
    const { after } = talk.undo(done, actOf(JONAS));
    const undone = stored(done, { after, events: [] });
    const left = ({
      version: _v,
      undone: _u,
      updatedAt: _a,
      stateSince: _s,
      events: _e,
      ...rest
    }: Referral) => rest;
    expect(left(undone)).toEqual(left(stored(before, { after: before, events: [] })));
  });

  test('another person, too late, and twice are refused, and nothing changes', () => {
    const claimed = step(referralIn('routed'), 'claim', LENA);
    const copy = structuredClone(claimed);
    expect(reasonOf(() => talk.undo(claimed, actOf(PRIYA)))).toBe(
      'not_allowed: Only Lena Fischer can undo that step.',
    );
    expect(
      reasonOf(() => talk.undo(claimed, actOf(LENA, { at: new Date(minutesAfter(5).getTime() + 1) }))),
    ).toBe('too_late: It is too late to undo that step.');
    expect(claimed).toEqual(copy);
    const undone = stored(claimed, talk.undo(claimed, actOf(LENA, { at: minutesAfter(5) })));
    expect(reasonOf(() => talk.undo(undone, actOf(LENA)))).toBe(
      'too_late: There is nothing to undo on R-7K3M9Q.',
    );
  });

  test('the same user id on another platform is another person', () => {
    const claimed = step(referralIn('routed'), 'claim', LENA);
    expect(reasonOf(() => talk.undo(claimed, actOf({ ...LENA, platform: 'teams' })))).toContain(
      'not_allowed',
    );
  });

  test('what the partner does cannot be taken back by it', () => {
    expect(step(referralIn('routed'), 'withdraw', MAYA).undo).toBeUndefined();
  });

  test('a program without an undo window offers none; neither does what the clock does', () => {
    expect(accept(referralIn('claimed'), actOf(JONAS), 0).after.undo).toBeUndefined();
    expect(DO.wake(referralIn('nurture'), actOf(PRIYA))?.after.undo).toBeUndefined();
  });

  test('a note for the partner that waited with the end was never told: it stays with colleagues', () => {
    const earlier = partnerNote('Good talk.', minutesAfter(-200));
    const before = referralIn('opportunity', { notes: [earlier] });
    const act = actOf(JONAS);
    const won = both(DO.win(before, act) as Decision, (after) =>
      talk.addNote(after, partnerNote('They signed!'), following(act, 'note-0')),
    );
    const undone = talk.undo(stored(before, won), actOf(JONAS)).after;
    expect(undone.notes).toEqual([earlier, { ...partnerNote('They signed!'), audience: 'internal' }]);
  });

  test('a note with a step the partner has heard of stays the partner’s', () => {
    const before = referralIn('meeting_scheduled');
    const act = actOf(JONAS);
    const held = both(DO.hold_meeting(before, act) as Decision, (after) =>
      talk.addNote(after, partnerNote('It went well.'), following(act, 'note-0')),
    );
    expect(talk.undo(stored(before, held), actOf(JONAS)).after.notes).toEqual([partnerNote('It went well.')]);
  });
});

describe('reopen', () => {
  const ended = (at = NOON) => {
    const before = referralIn('claimed');
    return stored(before, DO.reject(before, actOf(JONAS, { at })) as Decision);
  };

  test('given the partner has heard of the end, then reopening is told and can be undone', () => {
    const { after } = DO.reopen(ended(minutesAfter(-60)), actOf(PRIYA)) as Decision;
    expect(after).toMatchObject({ state: 'routed', undone: [], declinedBy: [] });
    expect(after.outcome).toBeUndefined();
    expect(after.claim).toBeUndefined();
    expect(after.undo).toMatchObject({ by: PRIYA });
  });

  test('given it could still be undone, then the end counts as taken back and the reopening stands', () => {
    const rejected = ended();
    const { after } = DO.reopen(rejected, actOf(PRIYA, { at: minutesAfter(3) })) as Decision;
    expect(after.undone).toEqual([rejected.undo?.eventId]);
    expect(after.undo).toBeUndefined();
  });
});
