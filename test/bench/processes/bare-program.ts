import { readFile } from 'node:fs/promises';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { embeddedFiles } from '../../../src/store/mongod/files.js';
import { findMongod } from '../../../src/store/mongod/find-binary.js';
import { spawnMongod } from '../../../src/store/mongod/spawn-mongod.js';
import { BOT, BOT_TOKEN } from '../office.js';
import { mongooseInsert } from './mongoose-insert.js';

/**
 * The baseline: Bolt as its documentation shows it, with its own HTTPReceiver and bot ids that are known, so that no
 * request calls Slack. `MONGODB_URI` or `DATA_DIR` (a replica set of its own, made before) has submissions stored with
 * mongoose: one insert of the document in `BARE_DOCUMENT`.
 */

const { PORT, SLACK_SIGNING_SECRET = '', MONGODB_URI, DATA_DIR, BARE_DOCUMENT } = process.env;

const uri = MONGODB_URI ?? (DATA_DIR && (await ownMongod(DATA_DIR)));
const insert = uri && BARE_DOCUMENT ? await mongooseInsert(uri, BARE_DOCUMENT) : undefined;
const receiver = new HTTPReceiver({
  signingSecret: SLACK_SIGNING_SECRET,
  logLevel: LogLevel.ERROR,
  customRoutes: [
    { path: '/readyz', method: 'GET', handler: (_request, response) => response.writeHead(200).end() },
  ],
});
const app = new App({
  receiver,
  logLevel: LogLevel.ERROR,
  authorize: async () => ({ botToken: BOT_TOKEN, botId: BOT.botId, botUserId: BOT.userId }),
});
app.command('/referrals', async ({ ack }) => ack());
app.view('referral.submit', async ({ ack, body }) => {
  await insert?.(body.view.id);
  await ack();
});
await app.start(Number(PORT));

/** On the port its replica set was made for. Ends with us. */
async function ownMongod(dataDir: string): Promise<string> {
  const files = embeddedFiles(dataDir);
  const { port } = JSON.parse(await readFile(files.state, 'utf8')) as { port: number };
  const { path } = await findMongod({ log: () => {} });
  const mongod = spawnMongod(path, files, port, 'replica set');
  process.once('SIGTERM', () => {
    mongod.once('exit', () => process.exit(0));
    mongod.ref();
    mongod.kill('SIGTERM');
  });
  return `mongodb://127.0.0.1:${port}/?replicaSet=desk`;
}
