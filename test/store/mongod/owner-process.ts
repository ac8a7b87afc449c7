/**
 * A program that owns or attaches to an embedded mongod, to be killed by the tests.
 * Arguments: data folder, mongod. Prints one line of JSON when ready; does what it reads: `stop` or `exit`.
 */
import { createInterface } from 'node:readline';
import { startEmbeddedMongod } from '../../../src/store/mongod/embedded.js';

const [dataDir = '', path = ''] = process.argv.slice(2);
const mongod = await startEmbeddedMongod({ dataDir, binary: { path, version: 'test' }, log: console.error });
console.log(JSON.stringify({ uri: mongod.uri, source: mongod.source, pid: mongod.pid }));

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'stop') await mongod.stop();
  process.exit();
}
