import { describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/messages/address.js';
import { attentionOf } from '../../src/referral/attention.js';
import type { EventData, ReferralEvent } from '../../src/referral/events.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { TERMINAL_STATES } from '../../src/referral/states.js';
import { JONAS, minutesAfter, NOON, referralIn } from './referrals.js';

function event(minutes: number, data: EventData, by: ReferralEvent['by'] = SYSTEM): ReferralEvent {
  return { id: `e${minutes}`, at: minutesAfter(minutes), by, state: 'contacted', ...data };
}
const asked = (minutes: number) => event(minutes, { type: 'reminded', kind: 'follow_up' });
const followedBy = (referral: Referral, ...events: ReferralEvent[]): Referral => ({
  ...referral,
  events: [...referral.events, ...events],
});

describe('why somebody may have to look at a referral', () => {
  test.each([
    ['routed', minutesAfter(120)],
    ['claimed', minutesAfter(300)],
    ['accepted', minutesAfter(1500)],
  ] as const)('%s: its next deadline', (state, dueBy) => {
    expect(attentionOf(referralIn(state))).toEqual({ dueBy });
  });

  test('the rep was asked and has not said; from the first time on', () => {
    const silent = followedBy(referralIn('contacted'), asked(10), asked(20));
    expect(attentionOf(silent)).toEqual({ quietSince: minutesAfter(10) });
    const told = followedBy(silent, event(30, { type: 'still_working' }, JONAS));
    expect(attentionOf(told)).toBeUndefined();
    expect(attentionOf(followedBy(told, asked(40)))).toEqual({ quietSince: minutesAfter(40) });
  });

  test('a program manager was told of silence; being asked not to be reminded is no news', () => {
    const told = event(10, { type: 'escalated', kind: 'escalation', why: 'Silence.' });
    const snoozed = event(20, { type: 'snoozed', until: NOON }, JONAS);
    expect(attentionOf(followedBy(referralIn('qualified'), told, snoozed))).toEqual({
      quietSince: minutesAfter(10),
    });
  });

  test('a question without an answer, beside a deadline', () => {
    const question = { text: shareableText('How many?'), askedBy: JONAS, at: NOON };
    const open = referralIn('accepted', { question });
    expect(attentionOf(open)).toEqual({ dueBy: minutesAfter(1500), unansweredSince: NOON });
    const answer = { text: 'Two.', by: JONAS, at: NOON };
    expect(attentionOf({ ...open, question: { ...question, answer } })).toEqual({
      dueBy: minutesAfter(1500),
    });
  });

  test('a decision only a program manager can take', () => {
    expect(attentionOf(referralIn('in_review'))).toEqual({ undecidedSince: minutesAfter(-60) });
    expect(attentionOf(referralIn('submitted'))).toBeUndefined();
    expect(attentionOf(referralIn('submitted', { unmatched: 'No channel.' }))?.undecidedSince).toBeDefined();
  });

  test.each([...TERMINAL_STATES, 'nurture'] as const)('%s: nothing', (state) => {
    expect(attentionOf(followedBy(referralIn(state), asked(10)))).toBeUndefined();
  });
});
