import { describe, expect, test } from 'vitest';
import { testDatabase } from '../store/database.js';
import { brokenPromises } from './invariants.js';
import { simulate } from './simulate.js';

/** Six months in some seconds; `npm run soak` lives through two years with 300 partners. */
describe.each([1, 7, 20261125])('six months from seed %i', async (seed) => {
  const store = await testDatabase();
  test('every promise of the clock holds', { timeout: 120_000, retry: 0 }, async () => {
    const soaked = await simulate(store, {
      seed,
      partners: 15,
      reps: 2,
      days: 183,
      referralsADay: 0.12,
      actsADay: 0.6,
    });
    expect(await brokenPromises(store, soaked)).toEqual([]);
    expect(soaked.world.deaths).toBeGreaterThan(0);
    expect(soaked.ticks).toBeGreaterThan(100);
  });
});
