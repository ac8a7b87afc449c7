import { beforeEach, describe, expect, test } from 'vitest';
import { type ComposeDeps, composer, holdsOthers } from '../src/compose.js';
import { DeliveryError } from '../src/errors.js';
import type { ChannelFacts } from '../src/messages/delivery.js';
import type { PendingMessage } from '../src/messages/pending.js';
import type { Composed } from '../src/outbox/ports.js';
import type { Referral } from '../src/referral/referral.js';
import { type Desk, openDesk } from './people/desk.js';
import { PROGRAM } from './people/people.js';
import { actOf, DO, JONAS, NOON, referralIn, stored } from './referral/referrals.js';
import { testDatabase } from './store/database.js';

const database = await testDatabase();
const FJORD = { platform: 'slack', id: 'CFJORD' } as const;
let desk: Desk;
let warned: string[];

beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
  warned = [];
});

const facts = (...otherTeamIds: string[]): ChannelFacts => ({
  channel: FJORD,
  archived: false,
  botIsMember: true,
  otherTeamIds,
});

function message(changes: Partial<PendingMessage> = {}): PendingMessage {
  return {
    key: 'k',
    subject: { kind: 'referral', id: referralIn('routed').id },
    template: 'status-card',
    to: { kind: 'card', slot: 'status', channel: FJORD },
    facts: {},
    at: NOON,
    ...changes,
  };
}

async function compose(
  about: PendingMessage,
  channelFacts: () => Promise<ChannelFacts> = async () => facts('TFJORD'),
): Promise<Composed> {
  const deps: ComposeDeps = {
    ...desk,
    forReader: async () => undefined,
    onRestricted: async (_program, referral) => void warned.push(`restricted ${referral.reference}`),
    onUnseen: async (_program, _message, why) => void warned.push(why),
  };
  return composer(deps)(about, { channelFacts });
}

const textOf = (composed: Composed) => JSON.stringify(composed);
const insert = (referral: Referral) => desk.referrals.insert(referral);

describe('a card', () => {
  test('is drawn from what is so now, not from when it was decided', async () => {
    await insert(referralIn('routed'));
    expect(textOf(await compose(message()))).toContain('Waiting to be claimed');
    await desk.referrals.change(referralIn('routed').id, (current) => {
      const decision = DO.claim(current, actOf(JONAS));
      return decision && { ...decision, messages: [] };
    });
    expect(textOf(await compose(message()))).toContain('Claimed');
  });

  test('hides an end from the partner until it stands, and not from colleagues', async () => {
    const before = referralIn('claimed');
    const decision = DO.reject(before, actOf(JONAS));
    await insert(stored(before, decision as NonNullable<typeof decision>));
    const handoff = message({
      template: 'handoff-card',
      to: { kind: 'card', slot: 'handoff', under: 'claim', channel: { platform: 'slack', id: 'COFFENSIVE' } },
    });
    expect(textOf(await compose(message()))).toContain('Claimed');
    expect(textOf(await compose(handoff, async () => facts()))).toContain('Not taken up');
    desk.pass(5);
    expect(textOf(await compose(message()))).toContain('Not taken up');
  });
});

describe('what is said no more', () => {
  test.each<[string, Partial<PendingMessage>, string]>([
    ['a template that was retired', { template: 'gone' }, 'There is no message called gone any more.'],
    [
      'a referral that is gone',
      { subject: { kind: 'referral', id: 'f'.repeat(24) } },
      'The referral is gone.',
    ],
    ['a step that was undone', { unlessUndone: 'e-undone' }, 'The step was undone.'],
  ])('%s', async (_name, changes, why) => {
    await insert(referralIn('routed', { undone: ['e-undone'] }));
    expect(await compose(message(changes))).toEqual({ kind: 'cancel', why });
  });

  test('anything without a program', async () => {
    desk = await openDesk(database, undefined);
    expect(await compose(message())).toEqual({ kind: 'cancel', why: 'There is no program any more.' });
  });
});

describe('who else is in the channel', () => {
  const restricted = async (look: () => Promise<ChannelFacts>, about = message()) =>
    !textOf(await compose(about, look)).includes('Acme');

  beforeEach(async () => {
    await insert(referralIn('routed'));
  });

  test('the partner alone reads everything', async () => {
    expect(await restricted(async () => facts('TFJORD'))).toBe(false);
    expect(warned).toEqual([]);
  });

  test('with another organisation there is only that something is there, and somebody is told', async () => {
    expect(await restricted(async () => facts('TFJORD', 'TOTHER'))).toBe(true);
    expect(warned).toEqual(['restricted R-7K3M9Q']);
  });

  test('a channel that became another partner’s reads nothing of this one’s', async () => {
    const channels = PROGRAM.channels.map((one) =>
      one.id === 'fjord-channel' ? { ...one, partner: 'delta' } : one,
    );
    await desk.apply({ ...PROGRAM, channels });
    for (const teams of [['TFJORD'], ['TDELTA'], []]) {
      const card = textOf(await compose(message(), async () => facts(...teams)));
      expect(card).toContain('Referral received.');
      expect(card).not.toMatch(/Acme|Fjord|Alex|Maya/);
      const news = message({
        template: 'partner-update',
        to: { kind: 'thread', under: 'status', channel: FJORD },
      });
      expect((await compose(news, async () => facts(...teams))).kind).toBe('cancel');
    }
  });

  test('what cannot be seen is taken to hold others, and somebody is told why', async () => {
    const lost = async (): Promise<ChannelFacts> => {
      throw new DeliveryError('final', 'missing_scope', 'The app lacks a scope.');
    };
    expect(await restricted(lost)).toBe(true);
    expect(warned).toEqual(['The app lacks a scope.']);
  });

  test('what cannot be seen just now is tried again later', async () => {
    const later = async (): Promise<ChannelFacts> => {
      throw new DeliveryError('retryable', 'ratelimited', 'Too fast.');
    };
    await expect(compose(message(), later)).rejects.toThrow('Too fast.');
  });

  test('a direct message is nobody else’s, so nobody is looked for', async () => {
    const direct = message({
      template: 'unknown-submitter-closed',
      to: { kind: 'direct', account: { platform: 'slack', userId: 'UMAYA' } },
    });
    const never = async (): Promise<ChannelFacts> => {
      throw new Error('Nobody should look.');
    };
    expect((await compose(direct, never)).kind).toBe('card');
  });

  test('colleagues’ cards are withheld where outsiders read, but not in their direct messages', async () => {
    const claim = message({ template: 'claim-card', to: { kind: 'card', slot: 'claim', channel: FJORD } });
    expect(await restricted(async () => facts('TFJORD'), claim)).toBe(true);
    expect(await restricted(async () => facts(), claim)).toBe(false);
  });
});

describe('whether a channel holds others', () => {
  const unknown = {
    ...PROGRAM,
    partners: [
      { ...(PROGRAM.partners[1] as (typeof PROGRAM.partners)[0]), workspaces: { slack: [], teams: [] } },
    ],
  };

  test.each([
    ['nobody from outside', [], false, false],
    ['the partner', ['TDELTA'], false, false],
    ['somebody else alone', ['TOTHER'], true, false],
    ['both', ['TDELTA', 'TOTHER'], true, true],
  ])('%s: where the partner’s workspace is known, and where it is not', (_name, teams, known, guessed) => {
    expect(holdsOthers(facts(...teams), PROGRAM, 'delta')).toBe(known);
    expect(holdsOthers(facts(...teams), unknown, 'delta')).toBe(guessed);
  });

  test('without a partner two are one too many', () => {
    expect(holdsOthers(facts('TA', 'TB'), PROGRAM, undefined)).toBe(true);
  });
});
