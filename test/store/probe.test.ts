import { mkdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { connectStore } from '../../src/store/connect.js';
import { embeddedFiles } from '../../src/store/mongod/files.js';
import { launch } from '../../src/store/mongod/launch.js';
import { serverFacts, tryWrite } from '../../src/store/probe.js';
import { testDatabase } from './database.js';
import { binary, endAfterwards, temporaryFolder } from './mongod/running.js';

const store = await testDatabase();
const folder = await temporaryFolder();

test('a replica set says so, with its name, version and time', async () => {
  const before = Date.now();
  const facts = await serverFacts(store.db);
  expect(facts).toMatchObject({ kind: 'replica set', name: 'desk', version: binary.version });
  // Whole milliseconds on the one side, a busy machine on the other.
  expect(facts.time.getTime()).toBeGreaterThan(before - 1_000);
  expect(facts.time.getTime()).toBeLessThan(Date.now() + 1_000);
});

test('a write leaves nothing behind, and two at once do not meet', async () => {
  await Promise.all([tryWrite(store.db), tryWrite(store.db)]);
  expect(await store.db.listCollections().toArray()).toEqual([]);
});

test('a server that runs alone says so', async () => {
  const files = embeddedFiles(folder);
  await mkdir(files.dbPath, { recursive: true });
  const alone = await launch(binary, files, 'standalone');
  endAfterwards(alone.pid);
  await alone.owner.close();
  const other = await connectStore({ uri: `mongodb://127.0.0.1:${alone.port}/`, database: 'desk' });
  expect(await serverFacts(other.db)).toMatchObject({ kind: 'standalone', version: binary.version });
  await other.close();
});
