import { describe, expect, test } from 'vitest';
import type { AccountRef } from '../../src/messages/address.js';
import type { PendingMessage } from '../../src/messages/pending.js';
import { announce } from '../../src/referral/announcements.js';
import { both, type Decision, following } from '../../src/referral/decide.js';
import * as talk from '../../src/referral/decide-conversation.js';
import { decline, leaveUnmatched, setPartner } from '../../src/referral/decide-ownership.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import type { Verb } from '../../src/referral/transitions.js';
import { actOf, DO, JONAS, LENA, MAYA, minutesAfter, PRIYA, referralIn, stored } from './referrals.js';

const account = (repId: string): AccountRef => ({ platform: 'slack', userId: `U-${repId}` });
const FJORD = { platform: 'slack', id: 'CFJORD' } as const;

/** `template -> where`, in words short enough to compare whole. */
function said(messages: PendingMessage[]): string[] {
  return messages.map(({ template, to, notBefore }) => {
    const later = notBefore ? ' later' : '';
    switch (to.kind) {
      case 'card':
        return `${template} -> card ${'channel' in to ? to.channel.id : to.account.userId}${later}`;
      case 'thread':
        return `${template} -> thread of ${to.under} in ${to.channel.id}${later}`;
      case 'direct':
        return `${template} -> ${to.account.userId}${to.fallback ? ` else ${to.fallback.channel.id}` : ''}${later}`;
      default:
        return `${template} -> ${to.kind}${later}`;
    }
  });
}

function announced(before: Referral, decision: Decision | undefined): PendingMessage[] {
  return decision ? announce(before, decision, account) : [];
}

function saidOf(verb: Verb, before: Referral, by = JONAS): string[] {
  return said(announced(before, DO[verb](before, actOf(by))));
}

const CARDS = ['status-card -> card CFJORD', 'claim-card -> card COFFENSIVE'];
const HANDED_OFF = [...CARDS, 'handoff-card -> card COFFENSIVE', 'handoff-direct-card -> card U-jonas'];
const UPDATE = 'partner-update -> thread of status in CFJORD';
const TO_REPS = 'staff-update -> thread of claim in COFFENSIVE';
const THE_END = ['status-card -> card CFJORD later', 'loop-closed -> thread of status in CFJORD later'];

describe('what is said', () => {
  test('when it is routed: the partner’s card and the claim card, nothing more', () => {
    expect(saidOf('route', referralIn('submitted'), MAYA)).toEqual(CARDS);
  });

  test('when it is claimed: the handoff in the thread and in person, and who has it to the partner', () => {
    const messages = announced(referralIn('routed'), DO.claim(referralIn('routed'), actOf(LENA)));
    expect(said(messages)).toEqual([
      ...CARDS,
      'handoff-card -> card COFFENSIVE',
      'handoff-direct-card -> card U-lena',
      UPDATE,
    ]);
    expect(messages.at(-1)?.facts).toEqual({
      type: 'claimed',
      repName: 'Lena Fischer',
      by: minutesAfter(1500),
    });
  });

  test.each([
    ['accept', 'claimed'],
    ['log_contact', 'accepted'],
    ['hold_meeting', 'contacted'],
    ['qualify', 'meeting_held'],
    ['open_opportunity', 'qualified'],
    ['postpone', 'qualified'],
  ] as const)('at a milestone (%s): every card, and one line to the partner', (verb, state) => {
    expect(saidOf(verb, referralIn(state))).toEqual([...HANDED_OFF, UPDATE]);
  });

  test('when a meeting is booked or it is put off, the day is told as it was set', () => {
    const booked = announced(referralIn('accepted'), DO.book_meeting(referralIn('accepted'), actOf(JONAS)));
    expect(booked.at(-1)?.facts).toMatchObject({ type: 'meeting_booked', at: minutesAfter(5000) });
    const putOff = announced(referralIn('accepted'), DO.postpone(referralIn('accepted'), actOf(JONAS)));
    expect(putOff.at(-1)?.facts).toMatchObject({ type: 'postponed', at: minutesAfter(100_000) });
  });

  test('when it is passed on: both reps’ copies, the thread, the partner', () => {
    expect(saidOf('assign', referralIn('claimed'), PRIYA)).toEqual([
      ...HANDED_OFF,
      'handoff-direct-card -> card U-lena',
      UPDATE,
      TO_REPS,
    ]);
    expect(saidOf('release', referralIn('claimed'))).toEqual([...HANDED_OFF, UPDATE, TO_REPS]);
  });

  test('when a rep is given back what they once had: in person too, as their old copy is only edited', () => {
    const claimed = stored(referralIn('routed'), DO.claim(referralIn('routed'), actOf(LENA)) as Decision);
    const released = stored(claimed, DO.release(claimed, actOf(LENA)) as Decision);
    const given = announced(released, DO.assign(released, actOf(PRIYA)));
    expect(said(given)).toContain('staff-update -> U-lena');
    expect(saidOf('assign', referralIn('claimed'), PRIYA)).not.toContain('staff-update -> U-lena');
  });

  test('when it is rerouted: both channels’ claim cards; the handoff only where it had been handed off', () => {
    expect(saidOf('reroute', referralIn('accepted'))).toEqual([
      'status-card -> card CFJORD',
      'claim-card -> card COFFENSIVE',
      'claim-card -> card CCLOUD',
      'handoff-card -> card COFFENSIVE',
      'handoff-direct-card -> card U-jonas',
      UPDATE,
      'staff-update -> thread of claim in CCLOUD',
    ]);
  });

  test.each([
    ['reject', 'claimed'],
    ['win', 'opportunity'],
    ['lose', 'opportunity'],
    ['disqualify', 'contacted'],
  ] as const)('at an end that can be undone (%s): the partner hears of it only afterwards', (verb, state) => {
    const before = referralIn(state);
    const act = actOf(JONAS);
    const messages = announced(before, DO[verb](before, act));
    expect(said(messages)).toEqual([...HANDED_OFF, ...THE_END]);
    for (const message of messages.filter(({ notBefore }) => notBefore))
      expect(message).toMatchObject({ notBefore: minutesAfter(5), unlessUndone: act.key });
  });

  test.each(['withdraw', 'expire'] as const)(
    'at an end that cannot be undone (%s): at once, to everybody',
    (verb) => {
      expect(saidOf(verb, referralIn('claimed'), MAYA)).toEqual([
        ...HANDED_OFF,
        'loop-closed -> thread of status in CFJORD',
        TO_REPS,
        ...(verb === 'withdraw' ? ['staff-update -> U-jonas'] : []),
      ]);
    },
  );

  test('when everybody has declined: the thread, and the program managers', () => {
    const before = referralIn('routed', { declinedBy: ['lena'] });
    const decision = decline(before, { id: 'jonas', name: 'Jonas Weber' }, ['jonas', 'lena'], actOf(JONAS));
    expect(said(announced(before, decision))).toEqual([
      ...CARDS,
      TO_REPS,
      'manager-decision -> program_managers',
    ]);
  });

  test('when no rule matches: the partner is answered all the same, and the program managers are asked', () => {
    const before = referralIn('submitted');
    expect(said(announced(before, leaveUnmatched(before, 'No channel.', actOf(MAYA))))).toEqual([
      'status-card -> card CFJORD',
      'manager-decision -> program_managers',
    ]);
  });

  test('a question goes to the partner, the answer to the thread and to the rep', () => {
    const before = referralIn('claimed');
    const asked = talk.askPartner(before, shareableText('How many?'), actOf(JONAS), 'jonas');
    const question = announced(before, asked);
    expect(said(question)).toEqual([...HANDED_OFF, 'partner-question -> thread of status in CFJORD']);
    expect(question.at(-1)?.facts).toEqual({ text: 'How many?' });
    const answered = talk.answerQuestion(stored(before, asked), 'Forty.', actOf(MAYA));
    expect(said(announced(before, answered))).toEqual([...HANDED_OFF, TO_REPS, 'staff-update -> U-jonas']);
  });

  test('information from the partner is not sent back to it', () => {
    const before = referralIn('claimed');
    expect(said(announced(before, talk.addInformation(before, 'More.', actOf(MAYA))))).toEqual([
      ...HANDED_OFF,
      TO_REPS,
      'staff-update -> U-jonas',
    ]);
  });

  test('a note for colleagues changes the handoff and is told to nobody', () => {
    const before = referralIn('claimed');
    const act = actOf(JONAS);
    const note = { audience: 'internal', text: 'Secret', by: JONAS, at: act.at } as const;
    const messages = announced(before, talk.addNote(before, note, act));
    expect(said(messages)).toEqual(HANDED_OFF);
    expect(JSON.stringify(messages)).not.toContain('Secret');
  });

  test('a note for the partner goes to its thread by its number; with an end it waits with it', () => {
    const note = {
      audience: 'partner',
      text: shareableText('Hello'),
      by: JONAS,
      at: minutesAfter(0),
    } as const;
    const before = referralIn('opportunity', { notes: [note, { ...note, audience: 'internal' }] });
    const alone = announced(before, talk.addNote(before, note, actOf(JONAS)));
    expect(said(alone)).toEqual([...HANDED_OFF, 'partner-note -> thread of status in CFJORD']);
    expect(alone.at(-1)?.facts).toEqual({ noteNumber: 2 });
    const act = actOf(JONAS);
    const withEnd = both(DO.win(before, act) as Decision, (after) =>
      talk.addNote(after, note, following(act, 'note-0')),
    );
    const messages = announced(before, withEnd);
    expect(said(messages)).toEqual([
      ...HANDED_OFF,
      'partner-note -> thread of status in CFJORD later',
      ...THE_END,
    ]);
    expect(messages.find(({ template }) => template === 'partner-note')).toMatchObject({
      unlessUndone: act.key,
      facts: { noteNumber: 2 },
    });
  });

  test('taking a step back that the partner has heard of is told as a correction; an end was not heard of', () => {
    const accepted = stored(
      referralIn('claimed'),
      DO.accept(referralIn('claimed'), actOf(JONAS)) as Decision,
    );
    const correction = announced(accepted, talk.undo(accepted, actOf(JONAS)));
    expect(said(correction)).toEqual([...HANDED_OFF, UPDATE, TO_REPS]);
    expect(correction.find(({ template }) => template === 'partner-update')?.facts).toMatchObject({
      type: 'undone',
    });
    const won = stored(
      referralIn('opportunity'),
      DO.win(referralIn('opportunity'), actOf(JONAS)) as Decision,
    );
    expect(said(announced(won, talk.undo(won, actOf(JONAS))))).toEqual([...HANDED_OFF, TO_REPS]);
  });

  test('reopening is told, except where the end was not', () => {
    const end = (minutes: number) => {
      const act = actOf(JONAS, { at: minutesAfter(minutes) });
      return stored(referralIn('routed'), DO.reject(referralIn('routed'), act) as Decision);
    };
    expect(saidOf('reopen', end(-60), PRIYA)).toContain(UPDATE);
    expect(saidOf('reopen', end(0), PRIYA)).not.toContain(UPDATE);
  });
});

describe('somebody without a channel', () => {
  const unknown = (state: Referral['state']) => {
    const { partner: _partner, ...rest } = referralIn(state);
    return rest;
  };

  test('given nobody knows the person, then only program managers are asked, and nothing is posted', () => {
    expect(saidOf('send_to_review', unknown('submitted'), MAYA)).toEqual(['review-card -> program_managers']);
  });

  test('given it is turned down, then the person is told so in person, after the undo window', () => {
    expect(saidOf('reject', unknown('in_review'), PRIYA)).toEqual([
      'review-card -> program_managers',
      'unknown-submitter-closed -> UMAYA else CFJORD later',
    ]);
  });

  test('given it expires, then the person is told so at once', () => {
    expect(saidOf('expire', unknown('in_review'), PRIYA)).toEqual([
      'review-card -> program_managers',
      'unknown-submitter-closed -> UMAYA else CFJORD',
    ]);
  });

  test('given the partner is known but has no channel, then each end is told to who sent it, but for its own', () => {
    const { partnerChannel: _channel, ...before } = referralIn('opportunity');
    const cards = HANDED_OFF.slice(1);
    expect(saidOf('win', before)).toEqual([...cards, 'unknown-submitter-closed -> UMAYA later']);
    expect(saidOf('withdraw', before).join()).not.toContain('unknown-submitter-closed');
  });

  test('given a partner is chosen later, then its channel gets the card from then on', () => {
    const before = unknown('in_review');
    const chosen = setPartner(before, { id: 'fjord', name: 'Fjord', channel: FJORD }, actOf(PRIYA));
    expect(said(announced(before, chosen))).toEqual([
      'status-card -> card CFJORD',
      'review-card -> program_managers',
    ]);
  });

  test('given the rep has no account, then the thread is enough', () => {
    const before = referralIn('routed');
    const messages = announce(before, DO.claim(before, actOf(LENA)) as Decision, () => undefined);
    expect(said(messages)).toEqual([...CARDS, 'handoff-card -> card COFFENSIVE', UPDATE]);
  });
});

test('without an event nothing is said', () => {
  expect(announce(undefined, { after: referralIn('routed'), events: [] }, account)).toEqual([]);
});
