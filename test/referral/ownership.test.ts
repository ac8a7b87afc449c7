import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/errors.js';
import type { Decision } from '../../src/referral/decide.js';
import { alreadyDone } from '../../src/referral/decide.js';
import { askPartner } from '../../src/referral/decide-conversation.js';
import * as ownership from '../../src/referral/decide-ownership.js';
import { shareableText } from '../../src/referral/shareable.js';
import {
  actOf,
  CLOUD,
  claimBy,
  DO,
  JONAS,
  LENA,
  MAYA,
  minutesAfter,
  NOON,
  OFFENSIVE,
  PRIYA,
  referralIn,
  stored,
  UNDO_SECONDS,
} from './referrals.js';

const DEADLINE = minutesAfter(240);

function refusalOf(act: () => unknown): Refused {
  try {
    act();
  } catch (error) {
    if (error instanceof Refused) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('claim', () => {
  test('given it waits, when a rep claims, then the rep has it with deadlines, and can take it back for a while', () => {
    const act = actOf(LENA);
    const { after, events } = ownership.claim(referralIn('routed'), claimBy(LENA), act, UNDO_SECONDS);
    expect(after.claim).toEqual({ ...claimBy(LENA), at: NOON });
    expect(after.undo).toMatchObject({ eventId: act.key, by: LENA, until: minutesAfter(5) });
    expect(events).toMatchObject([{ type: 'claimed', repId: 'lena', repName: 'Lena Fischer' }]);
  });

  test('given a colleague was faster, then the loser is told who has it', () => {
    const refusal = refusalOf(() =>
      ownership.claim(referralIn('claimed'), claimBy(LENA), actOf(LENA), UNDO_SECONDS),
    );
    expect(refusal).toMatchObject({
      reason: 'already_taken',
      message: 'Jonas Weber has claimed R-7K3M9Q.',
    });
  });

  test('given the rep has it, when the rep claims again, then that is said, and no second event is made', () => {
    const refusal = refusalOf(() =>
      ownership.claim(referralIn('claimed'), claimBy(JONAS), actOf(JONAS), UNDO_SECONDS),
    );
    expect(refusal).toMatchObject({
      reason: 'already_taken',
      message: 'You have claimed R-7K3M9Q already.',
    });
  });

  test('given the winner has gone on, then a late press is told the state and not a name', () => {
    const refusal = refusalOf(() => DO.claim(referralIn('contacted'), actOf(LENA)));
    expect(refusal).toMatchObject({ reason: 'out_of_date' });
    expect(refusal.message).toContain('contacted');
  });

  test('given the platform delivers the press twice, then the record knows it', () => {
    const act = actOf(LENA);
    const before = referralIn('routed');
    expect(alreadyDone(before, act)).toBe(false);
    expect(alreadyDone(stored(before, DO.claim(before, act) as Decision), act)).toBe(true);
  });
});

describe('decline', () => {
  const eligible = ['jonas', 'lena'];
  const decline = (referral = referralIn('routed'), by = JONAS, ids: readonly string[] = eligible) =>
    ownership.decline(referral, { id: claimBy(by).repId, name: by.name }, ids, actOf(by));

  test('given two reps, when one declines, then it still waits for the other', () => {
    const decision = decline();
    expect(decision?.after).toMatchObject({ state: 'routed', declinedBy: ['jonas'] });
    expect(decision?.events.map(({ type }) => type)).toEqual(['declined']);
  });

  test('given the other has declined too, then that everybody has is an event of its own', () => {
    const decision = decline(referralIn('routed', { declinedBy: ['lena'] }));
    expect(decision?.events.map(({ type }) => type)).toEqual(['declined', 'everyone_declined']);
    const ids = decision?.events.map(({ id }) => id) ?? [];
    expect(new Set(ids).size).toBe(2);
    expect(decision?.after.state).toBe('routed');
  });

  test('given a rep who is no longer of the channel declined before, then only those of today count', () => {
    const decision = decline(referralIn('routed', { declinedBy: ['gone'] }));
    expect(decision?.events.map(({ type }) => type)).toEqual(['declined']);
  });

  test('given the same rep declines again, then nothing happens', () => {
    expect(decline(referralIn('routed', { declinedBy: ['jonas'] }))).toBeUndefined();
  });

  test('given somebody has claimed it meanwhile, then it is too late', () => {
    expect(refusalOf(() => decline(referralIn('claimed'), LENA)).reason).toBe('out_of_date');
  });

  test('given everybody declined, when it is rerouted, then everybody is asked anew', () => {
    const before = referralIn('claimed', { declinedBy: ['lena'] });
    expect(DO.reroute(before, actOf(PRIYA))?.after.declinedBy).toEqual([]);
  });
});

describe('release', () => {
  test('given a claim, when it is released, then nobody has it and the deadline is new', () => {
    const { after, events } = ownership.release(
      referralIn('claimed', { declinedBy: ['lena'] }),
      DEADLINE,
      actOf(JONAS),
      UNDO_SECONDS,
    );
    expect(after.claim).toBeUndefined();
    expect(after).toMatchObject({ state: 'routed', claimBy: DEADLINE, declinedBy: ['lena'] });
    expect(events).toMatchObject([{ type: 'released', repId: 'jonas', repName: 'Jonas Weber' }]);
  });

  test('given nobody has it, then there is nothing to release', () => {
    expect(refusalOf(() => DO.release(referralIn('routed'), actOf(JONAS))).message).toBe(
      'Nobody has claimed R-7K3M9Q.',
    );
  });
});

describe('assign', () => {
  test.each(['routed', 'claimed'] as const)(
    'given it is %s, then it is claimed for the other rep',
    (state) => {
      const decision = DO.assign(referralIn(state), actOf(PRIYA));
      expect(decision?.after).toMatchObject({ state: 'claimed', claim: { repId: 'lena', at: NOON } });
      expect(decision?.after.undo).toBeUndefined();
      const previous = state === 'claimed' ? { previousRepId: 'jonas' } : {};
      expect(decision?.events[0]).toMatchObject({ type: 'assigned', repId: 'lena', ...previous });
      expect('previousRepId' in (decision?.events[0] ?? {})).toBe(state === 'claimed');
    },
  );

  test('given work has been done, then only the rep changes: state, meeting and its date stay', () => {
    const before = referralIn('meeting_scheduled', { meeting: { at: minutesAfter(3000) } });
    const { after } = ownership.assign(before, claimBy(LENA), actOf(PRIYA));
    expect(after).toMatchObject({
      state: 'meeting_scheduled',
      stateSince: before.stateSince,
      meeting: before.meeting,
      claim: { repId: 'lena' },
    });
  });

  test('given a step can still be undone, when another rep gets it, then it cannot any more', () => {
    const accepted = stored(
      referralIn('claimed'),
      DO.accept(referralIn('claimed'), actOf(JONAS)) as Decision,
    );
    expect(accepted.undo).toBeDefined();
    expect(ownership.assign(accepted, claimBy(LENA), actOf(PRIYA)).after.undo).toBeUndefined();
  });

  test('given the rep has it already, then that is said', () => {
    const refusal = refusalOf(() => ownership.assign(referralIn('accepted'), claimBy(JONAS), actOf(PRIYA)));
    expect(refusal).toMatchObject({
      reason: 'already_taken',
      message: 'Jonas Weber has R-7K3M9Q already.',
    });
  });

  test.each([
    ['submitted', 'It has no channel yet: send it to one first.'],
    ['in_review', 'It has no channel yet: send it to one first.'],
    ['nurture', 'It waits for its date and can be claimed then.'],
    ['won', 'It is closed: reopen it first.'],
  ] as const)('given it is %s, then the refusal says what to do', (state, remedy) => {
    expect(refusalOf(() => DO.assign(referralIn(state), actOf(PRIYA))).message).toBe(
      `R-7K3M9Q cannot be assigned now. ${remedy}`,
    );
  });
});

describe('reroute', () => {
  test('given the rep has left, then it waits in the other channel, and the record says whose it was', () => {
    const before = referralIn('meeting_held', { declinedBy: ['lena'] });
    const { after, events } = ownership.reroute(before, CLOUD, DEADLINE, 'Jonas has left', actOf(PRIYA));
    expect(after).toMatchObject({
      state: 'routed',
      route: { ...CLOUD, at: NOON },
      claimBy: DEADLINE,
      declinedBy: [],
    });
    expect(after.claim).toBeUndefined();
    expect(events).toMatchObject([{ type: 'rerouted', why: 'Jonas has left', previousRepId: 'jonas' }]);
  });
});

describe('route, review and partner', () => {
  test('given no rule matches, then it stays where it is and says why', () => {
    const { after, events } = ownership.leaveUnmatched(referralIn('submitted'), 'No channel.', actOf(MAYA));
    expect(after).toMatchObject({ state: 'submitted', unmatched: 'No channel.' });
    expect(events).toMatchObject([{ type: 'unmatched', why: 'No channel.', state: 'submitted' }]);
  });

  test('given it was unmatched, when it is routed after all, then nothing of that is left', () => {
    const before = referralIn('submitted', { unmatched: 'No channel.', declinedBy: ['old'] });
    const { after } = ownership.route(before, OFFENSIVE, DEADLINE, actOf(PRIYA));
    expect(after).toMatchObject({ state: 'routed', route: { ...OFFENSIVE, at: NOON }, declinedBy: [] });
    expect(after.unmatched).toBeUndefined();
  });

  test('given an unknown person wrote, when a partner is chosen, then it is answered in that partner’s channel', () => {
    const before = referralIn('in_review');
    const chosen = ownership.setPartner(
      before,
      { id: 'delta', name: 'Delta', channel: { platform: 'slack', id: 'CDELTA' } },
      actOf(PRIYA),
    );
    expect(chosen.after).toMatchObject({
      state: 'in_review',
      partner: { id: 'delta', name: 'Delta' },
      partnerChannel: { platform: 'slack', id: 'CDELTA' },
    });
    const routed = ownership.route(chosen.after, OFFENSIVE, DEADLINE, actOf(PRIYA));
    expect(routed.after.review).toBeUndefined();
  });

  test('given the chosen partner has no channel, then it is answered in no channel', () => {
    const { after } = ownership.setPartner(referralIn('in_review'), { id: 'd', name: 'D' }, actOf(PRIYA));
    expect(after.partnerChannel).toBeUndefined();
    const asking = refusalOf(() => askPartner(after, shareableText('Who?'), actOf(JONAS)));
    expect(asking.message).toBe('D has no channel here, so nobody would see it. Please ask them yourself.');
  });
});
