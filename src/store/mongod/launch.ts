import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { connectControl } from './control.js';
import type { EmbeddedFiles } from './files.js';
import type { MongodBinary } from './find-binary.js';
import { freePort, isListening } from './ports.js';
import { lastComplaints, spawnMongod, turnLog } from './spawn-mongod.js';
import { readState, writeState } from './state-file.js';

/** A mongod of ours that answers; not yet known to be writable. */
export interface Launched {
  port: number;
  pid: number;
  owner: MongoClient;
  child: ChildProcess;
}

interface ExitStatus {
  code: number | null;
  reason: string;
}

/** mongod's exit codes (src/mongo/util/exit_code.h). */
const CANNOT_LISTEN = 48;
const DATA_IN_USE = 100;

const ATTEMPTS = 6;
const DATA_IN_USE_WAIT_MS = 500;
const ANSWER_MS = 60_000;
const HANDSHAKE_MS = 2_000;
const LOOK_AGAIN_MS = 20;

/**
 * Starts a mongod and connects to it, on `preferredPort` if that is free. A port lost between looking and listening
 * is replaced; a data folder still held by a mongod that is just ending is waited for.
 * @param mode a standalone does not read its replica configuration, which so can be rewritten
 * @throws Error with mongod's own complaint
 */
export async function launch(
  binary: MongodBinary,
  files: EmbeddedFiles,
  mode: 'replica set' | 'standalone',
  preferredPort?: number,
): Promise<Launched> {
  const before = await readState(files.state);
  await turnLog(files.log);
  let ended: ExitStatus = { code: null, reason: 'it was not tried' };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const port = await freePort(preferredPort);
    // Written before the start: if we are killed now, the next run knows where to look for our mongod.
    await writeState(files.state, { port, version: before?.version ?? binary.version });
    const result = await answerOrExit(spawnMongod(binary.path, files, port, mode), port);
    if ('owner' in result) return result;
    ended = result;
    if (ended.code === DATA_IN_USE) await sleep(DATA_IN_USE_WAIT_MS);
    else if (ended.code !== CANNOT_LISTEN) break;
  }
  // Whatever holds the data may still be the mongod that was remembered, too busy to answer just now.
  if (before) await writeState(files.state, before);
  throw new Error(await explainFailure(binary, files, before?.version, ended));
}

async function answerOrExit(child: ChildProcess, port: number): Promise<ExitStatus | Launched> {
  let ended: ExitStatus | undefined;
  child.once('error', (error) => {
    ended = { code: null, reason: error.message };
  });
  child.once('exit', (code, signal) => {
    ended = { code, reason: `it ended with ${signal ?? code}` };
  });
  const deadline = Date.now() + ANSWER_MS;
  while (!ended && Date.now() < deadline) {
    if (await isListening(port)) {
      const owner = await connectControl(port, 'owner', HANDSHAKE_MS).catch(() => undefined);
      if (owner && child.pid !== undefined && !ended) return { port, pid: child.pid, owner, child };
      await owner?.close();
    }
    await sleep(LOOK_AGAIN_MS);
  }
  if (ended) return ended;
  child.kill('SIGKILL');
  return { code: null, reason: `it did not answer on port ${port} in ${ANSWER_MS / 1000} s` };
}

async function explainFailure(
  binary: MongodBinary,
  files: EmbeddedFiles,
  writtenBy: string | undefined,
  { code, reason }: ExitStatus,
): Promise<string> {
  const lines = [`mongod ${binary.version} (${binary.path}) could not start on ${files.dbPath}: ${reason}.`];
  if (code === DATA_IN_USE) {
    lines.push('Another mongod may hold this folder: end it, or set DATA_DIR to another folder.');
  }
  if (writtenBy !== undefined && writtenBy !== binary.version) {
    lines.push(
      `The data were last written by mongod ${writtenBy}: use that version (MONGOMS_SYSTEM_BINARY).`,
    );
  }
  lines.push(await lastComplaints(files.log), `More in ${files.log}.`);
  return lines.filter(Boolean).join('\n');
}
