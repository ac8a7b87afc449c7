import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { connectControl } from './control.js';
import type { EmbeddedFiles } from './files.js';
import type { MongodBinary } from './find-binary.js';
import { freePort } from './ports.js';
import { lastComplaints, spawnMongod, turnLog } from './spawn-mongod.js';
import { type MongodState, writeState } from './state-file.js';

interface Launched {
  port: number;
  pid: number;
  owner: MongoClient;
}

/** mongod's exit codes (src/mongo/util/exit_code.h). */
const CANNOT_LISTEN = 48;
const DATA_IN_USE = 100;

const ATTEMPTS = 10;
const ANSWER_MS = 60_000;
const LOOK_AGAIN_MS = 30;

/**
 * Starts a mongod and connects to it, on the remembered port if that is free. A port lost between looking and
 * listening is replaced; a data folder still held by a mongod that is just ending is waited for.
 * @throws Error with mongod's own complaint
 */
export async function launch(
  binary: MongodBinary,
  files: EmbeddedFiles,
  before: MongodState | undefined,
): Promise<Launched> {
  await turnLog(files.log);
  let ended: ExitStatus | undefined;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const port = await freePort(before?.port);
    // Written before the start: if we are killed now, the next run knows where to look for our mongod.
    await writeState(files.state, { port, version: binary.version });
    const child = spawnMongod(binary.path, files, port);
    const result = await answerOrExit(child, port);
    if ('owner' in result) return { port, ...result };
    ended = result;
    if (ended.code === DATA_IN_USE) await sleep(500);
    else if (ended.code !== CANNOT_LISTEN) break;
  }
  throw new Error(await explainFailure(binary, files, before, ended));
}

interface ExitStatus {
  code: number | null;
  reason: string;
}

async function answerOrExit(
  child: ChildProcess,
  port: number,
): Promise<ExitStatus | { pid: number; owner: MongoClient }> {
  let ended: ExitStatus | undefined;
  child.once('error', (error) => {
    ended = { code: null, reason: error.message };
  });
  child.once('exit', (code, signal) => {
    ended = { code, reason: `it ended with ${signal ?? code}` };
  });
  const deadline = Date.now() + ANSWER_MS;
  while (!ended && Date.now() < deadline) {
    const owner = await connectControl(port, 'owner', 500).catch(() => undefined);
    if (owner && child.pid !== undefined && !ended) return { pid: child.pid, owner };
    await owner?.close();
    await sleep(LOOK_AGAIN_MS);
  }
  if (ended) return ended;
  child.kill('SIGKILL');
  return { code: null, reason: `it did not answer on port ${port} in ${ANSWER_MS / 1000} s` };
}

async function explainFailure(
  binary: MongodBinary,
  files: EmbeddedFiles,
  before: MongodState | undefined,
  ended: ExitStatus | undefined,
): Promise<string> {
  const lines = [
    `mongod ${binary.version} (${binary.path}) could not start on ${files.dbPath}: ${ended?.reason}.`,
  ];
  if (ended?.code === DATA_IN_USE) {
    lines.push('Another mongod may hold this folder: end it, or set DATA_DIR to another folder.');
  }
  if (before && before.version !== binary.version) {
    lines.push(
      `The data were last written by mongod ${before.version}: use that version (MONGOMS_SYSTEM_BINARY).`,
    );
  }
  lines.push(await lastComplaints(files.log), `More in ${files.log}.`);
  return lines.filter(Boolean).join('\n');
}
