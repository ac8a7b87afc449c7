import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { expect, test } from 'vitest';
import { inTransaction } from '../../../src/store/in-transaction.js';
import { bundleForNode } from '../../bundle-for-node.js';
import { endAfterwards, start, temporaryFolder } from './running.js';

const folder = await temporaryFolder();
const program = await bundleForNode(new URL('./holding-process.ts', import.meta.url));

test('what a killed process had begun is in the way for some seconds, and whoever waits gets through', {
  timeout: 60_000,
}, async () => {
  const mongod = await start(folder);
  const client = new MongoClient(mongod.uri);
  const counts = client.db('kept').collection<{ _id: string; count: number }>('counts');
  try {
    await counts.insertOne({ _id: 'one', count: 0 });
    const child = spawn(process.execPath, [program, mongod.uri], { stdio: ['ignore', 'pipe', 'inherit'] });
    if (child.pid) endAfterwards(child.pid);
    await once(createInterface({ input: child.stdout }), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    // Within the one attempt that a booking has.
    await inTransaction(client, async (session) => {
      await counts.updateOne({ _id: 'one' }, { $inc: { count: 10 } }, { session });
    });
    expect(await counts.findOne({ _id: 'one' })).toEqual({ _id: 'one', count: 10 });
  } finally {
    await client.close();
    await mongod.stop();
  }
});
