import { expect, test } from 'vitest';
import type { TermsAcceptance } from '../../src/program/terms.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { termsAcceptanceStore } from '../../src/store/terms-acceptances.js';
import { testDatabase } from './database.js';

const database = await testDatabase();
await ensureIndexes(database);
const acceptances = termsAcceptanceStore(database.db);
const at = (minute: number) => new Date(Date.UTC(2026, 10, 24, 12, minute));
const by = (userId: string, minute: number, more: Partial<TermsAcceptance> = {}): TermsAcceptance => ({
  programId: 'p',
  version: '1',
  by: { platform: 'slack', userId, teamId: 'T', name: userId },
  at: at(minute),
  how: 'form',
  ...more,
});
async function listed(...only: Parameters<typeof acceptances.all>): Promise<string[]> {
  const found: string[] = [];
  for await (const one of acceptances.all(...only)) found.push(`${one.by.userId} ${one.version}`);
  return found;
}

test('whoever accepts a version many times at once has accepted it once, and the first stays', async () => {
  const first = await acceptances.accept(by('UA', 1));
  expect(first).toEqual(by('UA', 1));
  expect(await acceptances.accept(by('UA', 5, { how: 'command' }))).toEqual(by('UA', 1));
  const both = await Promise.all(
    Array.from({ length: 20 }, (_, index) => acceptances.accept(by('UB', 10 + index))),
  );
  expect(new Set(both.map((one) => one.at.getTime())).size).toBe(1);
  expect(await acceptances.count('p', '1')).toBe(2);
});

test('is found by any account of the person, of this program and version alone', async () => {
  const partner = { id: 'fjord', name: 'Fjord' };
  await acceptances.accept(by('UC', 40, { version: '2', partner }));
  const accounts = [
    { platform: 'teams', userId: 'aad' },
    { platform: 'slack', userId: 'UC' },
  ] as const;
  expect(await acceptances.of('p', accounts, '2')).toEqual(by('UC', 40, { version: '2', partner }));
  expect(await acceptances.of('p', accounts, '1')).toBeUndefined();
  expect(await acceptances.of('other', accounts, '2')).toBeUndefined();
  expect(await acceptances.of('p', [{ platform: 'teams', userId: 'UC' }], '2')).toBeUndefined();
});

test('are listed from the earliest on, all or of a version or partner', async () => {
  expect(await listed('p')).toEqual(['UA 1', expect.stringMatching('UB 1'), 'UC 2']);
  expect(await listed('p', { version: '2' })).toEqual(['UC 2']);
  expect(await listed('p', { partnerId: 'fjord' })).toEqual(['UC 2']);
  expect(await listed('p', { partnerId: '$ne' })).toEqual([]);
});
