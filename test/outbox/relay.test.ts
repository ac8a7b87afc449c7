import { describe, expect, test } from 'vitest';
import { fallbackMessage } from '../../src/outbox/notices.js';
import { relay } from '../../src/outbox/relay.js';
import { NOBODY_TO_TELL, rowsFor } from '../../src/outbox/to-rows.js';
import { wayFor } from '../../src/outbox/way.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { referralStore } from '../../src/store/referrals.js';
import { testDatabase } from '../store/database.js';
import { exampleReferral } from '../store/example-referral.js';
import { desk, inThread, program, statusCard } from './desk.js';

const database = await testDatabase();
const referrals = referralStore(database.connection);

describe('the relay', () => {
  test('empties referrals into the outbox, two at once and over more than a batch, each message once', async () => {
    const { store } = await desk(database);
    for (let count = 0; count < 130; count += 1) {
      const pending = [statusCard({ key: `${count}:card` }), inThread('hello', { key: `${count}:thread` })];
      await referrals.insert(exampleReferral({ pending }));
    }
    const deps = {
      store,
      sources: [pendingSource(database.db, 'referrals')],
      program: async () => undefined,
    };
    await Promise.all([relay(deps), relay(deps)]);
    expect(await database.db.collection('outbox').countDocuments({ state: 'pending' })).toBe(260);
    expect(await database.db.collection('referrals').countDocuments({ 'pending.0': { $exists: true } })).toBe(
      0,
    );
  });

  test('does not deliver again what comes a second time under the same key', async () => {
    const { store, outbox, platform } = await desk(database);
    const message = statusCard({ key: 'once' });
    const deps = {
      store,
      sources: [pendingSource(database.db, 'referrals')],
      program: async () => undefined,
    };
    for (let time = 0; time < 2; time += 1) {
      await referrals.insert(exampleReferral({ pending: [message] }));
      await relay(deps);
      await outbox.runOnce();
    }
    expect(platform.done).toHaveLength(1);
  });

  test('messages decided together keep their order', async () => {
    const { store, outbox, platform } = await desk(database);
    const at = new Date('2026-11-21T08:00:00.000Z');
    const pending = [statusCard({ at }), ...['a', 'b', 'c'].map((say) => inThread(say, { at }))];
    await referrals.insert(exampleReferral({ pending }));
    await relay({
      store,
      sources: [pendingSource(database.db, 'referrals')],
      program: async () => undefined,
    });
    await outbox.runOnce();
    expect(platform.done.map(({ text }) => text)).toEqual(['Routed', 'a', 'b', 'c']);
  });
});

describe('a message to every program manager', () => {
  const message = statusCard({ key: 'k', to: { kind: 'program_managers' } });
  const keys = (changes: object) =>
    rowsFor(message, 0, program(changes)).map(({ key, lane }) => `${key} -> ${lane}`);

  test('goes to each directly', () => {
    expect(keys({})).toEqual(['k:manager:paula -> slack:UPAULA', 'k:manager:per -> slack:UPER']);
  });

  test('goes to the digest channel too when somebody has no account, but not to those who left', () => {
    const programManagers = [
      { id: 'paula', name: 'Paula', accounts: { slack: 'UPAULA' } },
      { id: 'mail', name: 'Mail only', email: 'mail@acme.example' },
      { id: 'gone', name: 'Gone', accounts: { slack: 'UGONE' }, ended: true },
    ];
    expect(keys({ programManagers })).toEqual([
      'k:manager:paula -> slack:UPAULA',
      'k:digest -> slack:CDIGEST',
    ]);
  });

  test('as a card it is one for each, edited in place, and has where to go when it is refused', () => {
    const card = statusCard({ key: 'k', to: { kind: 'program_managers', card: 'review' } });
    const rows = rowsFor(
      card,
      0,
      program({ programManagers: [{ id: 'paula', name: 'Paula', accounts: { slack: 'UPAULA' } }] }),
    );
    const [row] = rows;
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({
      key: 'k:manager:paula',
      lane: 'slack:UPAULA',
      cardKey: expect.stringMatching(/:review:slack:UPAULA$/),
      message: { to: { kind: 'card', slot: 'review', fallback: { channel: { id: 'CDIGEST' } } } },
    });
    expect(row && wayFor(row, new Map())).toEqual({
      kind: 'post',
      address: { kind: 'direct', userId: 'UPAULA' },
    });
    const [instead] = row ? fallbackMessage(row, undefined, card.at) : [];
    expect(instead).toMatchObject({
      key: 'k:manager:paula:fallback',
      to: { kind: 'card', slot: 'review', channel: { id: 'CDIGEST' } },
    });
    const [there] = instead ? rowsFor(instead, 0, program({})) : [];
    expect(there).toMatchObject({ lane: 'slack:CDIGEST' });
    expect(rowsFor(card, 0, program({ programManagers: [] }))).toMatchObject([
      { cardKey: expect.stringMatching(/:review:slack:CDIGEST$/) },
    ]);
  });

  test('goes to the digest channel when there is nobody, and is parked when there is none', () => {
    expect(keys({ programManagers: [] })).toEqual(['k:digest -> slack:CDIGEST']);
    const [row] = rowsFor(message, 0, undefined);
    expect(row).toMatchObject({ key: 'k', state: 'parked', reason: NOBODY_TO_TELL });
  });
});
