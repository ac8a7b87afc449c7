import { describe, expect, test } from 'vitest';
import type { DeliveryError } from '../../src/errors.js';
import { afterFailure, RETRY_RULES } from '../../src/outbox/after-failure.js';
import { coalesce } from '../../src/outbox/coalesce.js';
import type { Row } from '../../src/outbox/row.js';
import { rowsFor } from '../../src/outbox/to-rows.js';
import { inChannel, inThread, statusCard } from './desk.js';
import { channelGone, lostReply, rateLimited } from './test-platform.js';

const NOW = new Date('2026-11-21T09:00:00.000Z');

function row(message = inChannel('x'), changes: Partial<Row> = {}): Row {
  const [made] = rowsFor(message, 0, undefined);
  if (!made) throw new Error('no row');
  return { ...made, attempts: 1, ...changes };
}

function wait(error: DeliveryError, changes: Partial<Row>, random = 1): number | undefined {
  const { holdUntil } = afterFailure(
    error,
    { row: row(undefined, changes), editing: false, now: NOW, random },
    RETRY_RULES,
  );
  return holdUntil && holdUntil.getTime() - NOW.getTime();
}

describe('after a failure', () => {
  test('waits double each time, up to half an hour, half of it chance', () => {
    expect([1, 2, 3, 20, 90].map((attempts) => wait(rateLimited(), { attempts }))).toEqual([
      2_000, 4_000, 8_000, 1_800_000, 1_800_000,
    ]);
    expect(wait(rateLimited(), { attempts: 3 }, 0)).toBe(4_000);
    expect(wait(rateLimited(7_000), { attempts: 9 })).toBe(7_000);
  });

  test('what was refused is known not to be there, unless an earlier attempt may have arrived', () => {
    const refused = (changes: Partial<Row>) =>
      afterFailure(
        channelGone(),
        { row: row(undefined, changes), editing: false, now: NOW, random: 0 },
        RETRY_RULES,
      ).settlement;
    expect(refused({})).toMatchObject({ state: 'parked', neverSent: true });
    expect(refused({ repeated: true })).not.toHaveProperty('neverSent');
  });

  test('gives up after a day of trying, however few attempts, but not for having been away', () => {
    const tried = (hoursAgo: number) => ({ firstTriedAt: new Date(NOW.getTime() - hoursAgo * 3_600_000) });
    expect(wait(rateLimited(), { ...tried(24), attempts: 2 })).toBeUndefined();
    expect(wait(rateLimited(), { ...tried(23), attempts: 2 })).toBe(4_000);
    const old = row(inChannel('x', 'C', { at: new Date(0) }));
    const { settlement } = afterFailure(
      rateLimited(),
      { row: old, editing: false, now: NOW, random: 0 },
      RETRY_RULES,
    );
    expect(settlement.state).toBe('pending');
  });

  test.each([
    ['a card', statusCard(), false, 'pending'],
    ['a thread message', inThread('x'), false, 'pending'],
    ['the second time', statusCard(), true, 'unknown'],
    ['a reminder', inChannel('x', 'C', { neverTwice: true }), false, 'unknown'],
    [
      'what only one person saw',
      inChannel('x', 'C', {
        to: {
          kind: 'private',
          account: { platform: 'slack', userId: 'U' },
          channel: { platform: 'slack', id: 'C' },
        },
      }),
      false,
      'unknown',
    ],
  ] as const)('%s whose reply was lost', (_, message, repeated, state) => {
    const attempt = { row: row(message, { repeated }), editing: false, now: NOW, random: 0 };
    expect(afterFailure(lostReply(), attempt, RETRY_RULES).settlement.state).toBe(state);
    expect(afterFailure(lostReply(), { ...attempt, editing: true }, RETRY_RULES).settlement.state).toBe(
      'pending',
    );
  });
});

test('what is due for one card stands together at the place of the first', () => {
  const rows = [statusCard({ key: 'a' }), inThread('x', { key: 'x' }), statusCard({ key: 'b' })].map((m) =>
    row(m),
  );
  expect(coalesce(rows).map((group) => group.map(({ key }) => key))).toEqual([['a', 'b'], ['x']]);
});
