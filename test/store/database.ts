import { randomBytes } from 'node:crypto';
import { afterAll, inject } from 'vitest';
import { connectStore, type Store } from '../../src/store/connect.js';

/**
 * A store on a fresh, empty database of the run's real MongoDB, for the test file that calls this at its top (not in a
 * hook, where vitest takes no further hooks). Dropped and closed after the file's last test.
 */
export async function testDatabase(): Promise<Store> {
  const store = await connectStore({
    uri: inject('mongoUri'),
    database: `test_${randomBytes(6).toString('hex')}`,
    appName: 'referral-desk test',
  });
  afterAll(async () => {
    await store.connection.dropDatabase();
    await store.close();
  });
  return store;
}
