import { expect, inject, test } from 'vitest';
import { connectStore } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { installationStore } from '../../src/store/installation.js';
import { snapshotStore } from '../../src/store/playground.js';
import { profileStore } from '../../src/store/profiles.js';
import { testDatabase } from './database.js';

const database = await testDatabase();

test('a profile comes back as it was put last', async () => {
  const profiles = profileStore(database.db);
  const account = { platform: 'slack', userId: 'UPIA' } as const;
  expect(await profiles.get(account)).toBeUndefined();
  const profile = {
    ...account,
    teamId: 'T',
    name: 'Pia',
    email: 'pia@northwind.example',
    fetchedAt: new Date(0),
  };
  await profiles.put(profile);
  await profiles.put({ ...profile, email: undefined, guest: true });
  const read = await profiles.get(account);
  expect(read).toEqual({ ...account, teamId: 'T', name: 'Pia', guest: true, fetchedAt: new Date(0) });
  expect(read && 'email' in read).toBe(false);
});

test('facts about the installation add up, and can be forgotten', async () => {
  const installation = installationStore(database.db);
  expect(await installation.read('slack')).toEqual({});
  await installation.write('slack', { homeTeamId: 'T1', botUserId: 'B1' });
  await installation.write('slack', { homeTeamId: 'T2', botUserId: undefined });
  expect(await installation.read('slack')).toEqual({ homeTeamId: 'T2' });
  expect(await installation.read('teams')).toEqual({});
});

test('the playground finds its snapshot again, whatever names its keys have', async () => {
  const snapshots = snapshotStore(database.db);
  expect(await snapshots.load()).toBeUndefined();
  await snapshots.save({ 'C1.topic': { $set: [1, null] } });
  expect(await snapshots.load()).toEqual({ 'C1.topic': { $set: [1, null] } });
});

test('indexes are made once and again without harm', async () => {
  await ensureIndexes(database);
  await ensureIndexes(database);
  const names = async (collection: string) =>
    (await database.db.collection(collection).indexes()).map(({ name }) => name);
  expect(await names('referrals')).toContain('programId_1_submissionKey_1');
  expect(await names('outbox')).toEqual(expect.arrayContaining(['due', 'retention', 'card']));
  expect(await names('inbox')).toEqual(expect.arrayContaining(['unfinished', 'retention']));
});

test('a store that is gone says so, within its time', async () => {
  const leaving = await connectStore({ uri: inject('mongoUri'), database: database.db.databaseName });
  const profiles = profileStore(leaving.db);
  await leaving.close();
  await expect(profiles.get({ platform: 'slack', userId: 'U' })).rejects.toMatchObject({
    name: 'StoreUnavailable',
  });
});
