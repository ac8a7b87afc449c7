import { describe, expect, test } from 'vitest';
import { decideCheckIn } from '../../src/checkins/decide-check-in.js';
import { NO_HISTORY, type PartnerRecord } from '../../src/checkins/partner-record.js';
import { broughtUp } from '../../src/checkins/sweep-partners.js';
import { composer } from '../../src/compose.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { PartnerState } from '../../src/program/partner-state.js';
import type { Program } from '../../src/program/program.js';
import { windowSteps } from '../../src/protection/plan-protection.js';
import { shareableText } from '../../src/referral/shareable.js';
import { followUps } from '../../src/updates/follow-up-plan.js';
import { JONAS, minutesAfter, NOON, referralIn } from '../referral/referrals.js';

/** What the clock says to a partner in each of its states: the table of docs/operations.md. */

const CHANNEL = { platform: 'slack', id: 'CFJORD' } as const;
const SPELT: Record<PartnerState, object> = {
  invited: {},
  active: {},
  dormant: {},
  paused: { paused: true },
  suspended: { standing: 'suspended' },
  ended: { ended: true },
};

function programWith(state: PartnerState, changes: object = {}): Program {
  const partner = { kind: 'partner', id: 'c', partner: 'fjord', channel: CHANNEL };
  return definitionSchema.parse({
    ...{ id: 'p', name: 'Shield', timeZone: 'UTC', protection: { warnDays: 14 } },
    programManagers: [{ id: 'priya', name: 'Priya Nair', accounts: { slack: 'U0PRIYA' } }],
    partners: [{ id: 'fjord', name: 'Fjord Consulting', since: '2025-01-01', ...SPELT[state], ...changes }],
    channels: state === 'invited' ? [] : [partner],
  });
}

/** Its record when a check-in is due. */
function due(state: PartnerState): PartnerRecord {
  const until = minutesAfter(60 * 24 * 30);
  const silent = ['2026-Q1', '2026-Q2'].map((slot) => ({
    ...{ slot, at: minutesAfter(-60 * 24 * 100), shown: NO_HISTORY, answers: [] },
  }));
  return {
    ...{
      programId: 'p',
      partnerId: 'fjord',
      version: 1,
      joinedAt: minutesAfter(-60 * 24 * 400),
      pending: [],
    },
    ...{ state, checkIns: state === 'dormant' ? silent : [], updatedAt: NOON },
    ...{ next: { slot: '2026-Q4', at: NOON, until }, nextAt: NOON },
  };
}

async function isReminded(program: Program): Promise<boolean> {
  const compose = composer({
    programs: { current: async () => program },
    referrals: { byId: async () => undefined },
    clock: { now: () => NOON },
    hasReferred: async () => false,
    forReader: async () => undefined,
    onRestricted: async () => {},
    onUnseen: async () => {},
  });
  const message = {
    ...{ key: 'k', template: 'first-referral-nudge', facts: {}, at: NOON },
    subject: { kind: 'partner', id: 'fjord' } as const,
    to: { kind: 'channel', channel: CHANNEL } as const,
  };
  const facts = { channel: CHANNEL, archived: false, botIsMember: true, otherTeamIds: ['T'] };
  return (await compose(message, { channelFacts: async () => facts })).kind === 'card';
}

const kinds = (steps: { kind: string }[]) => steps.map(({ kind }) => kind);

describe.each<[PartnerState, { checkIn: string; reminder: boolean; asked: boolean }]>([
  ['invited', { checkIn: 'no_channel', reminder: false, asked: true }],
  ['active', { checkIn: 'sent', reminder: true, asked: true }],
  ['dormant', { checkIn: 'dormant', reminder: true, asked: true }],
  ['paused', { checkIn: 'paused', reminder: false, asked: true }],
  ['suspended', { checkIn: 'suspended', reminder: false, asked: true }],
  ['ended', { checkIn: 'ended', reminder: false, asked: false }],
])('a partner that is %s', (state, said) => {
  const program = programWith(state);

  test('has that state in its record', () => {
    const [change] = broughtUp('fjord', due(state), program, new Map(), minutesAfter(-1));
    expect((change?.after ?? due(state)).state).toBe(state);
  });

  test('has a check-in, or it is kept why not', () => {
    const { after, messages } = decideCheckIn(due(state), program, NO_HISTORY, NOON);
    const sent = messages.some(({ template }) => template === 'check-in');
    expect(sent ? 'sent' : after.checkIns.at(-1)?.skipped).toBe(said.checkIn);
  });

  test('is reminded of its first referral, or not', async () => {
    expect(await isReminded(program)).toBe(said.reminder);
  });

  test('is warned before a protection ends, or it merely ends', () => {
    const protection = { from: minutesAfter(-60), until: minutesAfter(60 * 24 * 60) };
    const steps = kinds(windowSteps(referralIn('claimed', { protection }), program));
    expect(steps).toEqual(said.asked ? ['protection_warning', 'protection_end'] : ['protection_end']);
  });

  test('is asked once more for an answer, or the rep is told that there is none', () => {
    const question = { text: shareableText('How many?'), askedBy: JONAS, at: NOON };
    const rows = followUps(referralIn('claimed', { question }), program);
    expect(rows.map(kinds)).toContainEqual([said.asked ? 'question_reminder' : 'question_overdue']);
  });
});

test('who may not refer at all is left in peace like one that is suspended', async () => {
  const program = programWith('active', { standing: 'not_eligible' });
  expect(decideCheckIn(due('active'), program, NO_HISTORY, NOON).messages).toEqual([]);
  expect(await isReminded(program)).toBe(false);
});

test('a partner whose channel is gone is not invited again, and one that is no longer suspended has its next check-in', () => {
  const { channels, ...rest } = programWith('active');
  const gone = { ...rest, channels: channels.map((one) => ({ ...one, ended: true })) };
  const stateIn = (program: Program, from: PartnerState) =>
    broughtUp('fjord', { ...due(from), nextAt: minutesAfter(60) }, program, new Map(), NOON)[0]?.after;
  expect(stateIn(gone, 'suspended')?.state).toBe('active');
  expect(stateIn(programWith('active'), 'suspended')).toMatchObject({
    state: 'active',
    nextAt: expect.any(Date),
  });
});
