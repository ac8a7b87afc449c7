import { expect, test } from 'vitest';
import { conversationStore } from '../../src/store/conversations.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { sealingKey } from '../../src/store/sealing-key.js';
import { testDatabase } from './database.js';

const database = await testDatabase();
await ensureIndexes(database);
const conversations = conversationStore(database.db);

const channel = (id: string, more: object = {}) => ({
  kind: 'channel' as const,
  id,
  conversationId: id,
  serviceUrl: 'https://smba.example/amer/',
  tenantId: 'home',
  state: 'open' as const,
  ...more,
});

test('what is known of a channel adds up; a person of the same id is somebody else', async () => {
  expect(await conversations.get('channel', '19:a')).toBeUndefined();
  await conversations.put(channel('19:a', { teamId: 'team', name: 'Alder' }));
  await conversations.put(channel('19:a', { serviceUrl: 'https://smba.example/emea/', name: undefined }));
  expect(await conversations.get('channel', '19:a')).toEqual(
    channel('19:a', { teamId: 'team', name: 'Alder', serviceUrl: 'https://smba.example/emea/' }),
  );
  expect(await conversations.get('personal', '19:a')).toBeUndefined();
});

test('the channels of a team are found, and the newest open ones of a tenant', async () => {
  await conversations.put(channel('19:b', { teamId: 'team' }));
  await conversations.put(channel('19:c', { teamId: 'other', tenantId: 'partner' }));
  await conversations.put(channel('19:d', { state: 'removed' }));
  expect((await conversations.ofTeam('team')).map(({ id }) => id).sort()).toEqual(['19:a', '19:b']);
  expect((await conversations.newest('home', 1)).map(({ id }) => id)).toEqual(['19:b']);
  expect(await conversations.newest('nobody', 5)).toEqual([]);
});

test('the sealing key is made once, whoever asks first', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => sealingKey(database.db, 'teams')));
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
  expect(keys[0]).toHaveLength(32);
});
