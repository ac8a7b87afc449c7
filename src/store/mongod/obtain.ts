import type { ChildProcess } from 'node:child_process';
import type { MongoClient } from 'mongodb';
import { connectControl, hasOwner, serverPid, serves } from './control.js';
import type { EmbeddedFiles } from './files.js';
import { findMongod, type MongodBinary } from './find-binary.js';
import { type Launched, launch } from './launch.js';
import { freePort, isListening, LOOPBACK } from './ports.js';
import { isRunning } from './process.js';
import {
  hostAt,
  isAddressedAs,
  isReplicaSet,
  makeWritable,
  readdress,
  rememberedHosts,
} from './replica-set.js';
import { type MongodState, readState, writeState } from './state-file.js';
import { stopMongod } from './stop.js';

/** A writable mongod on our data. */
export interface Running {
  source: 'started' | 'attached' | 'adopted';
  port: number;
  pid: number;
  version: string;
  /** The owner's connection, by which other processes see that it lives. Absent when another process owns it. */
  owner?: MongoClient;
  /** Present if this very process started it. */
  child?: ChildProcess;
}

export interface ObtainOptions {
  log: (line: string) => void;
  binary?: MongodBinary;
  env?: NodeJS.ProcessEnv;
}

const PROBE_MS = 2_000;
const WRITABLE_MS = 30_000;

/**
 * Attaches to the mongod that serves this folder, adopts it if its owner is dead, or starts one. Only to be called
 * under the start lock.
 */
export async function obtain(files: EmbeddedFiles, options: ObtainOptions): Promise<Running> {
  const running = (await join(files)) ?? (await start(files, options));
  if (running.owner) await remember(files, running);
  const done = { started: 'started', attached: 'attached to', adopted: 'adopted (its owner had died)' }[
    running.source
  ];
  options.log(
    `${done} mongod ${running.version} at ${LOOPBACK}:${running.port}, process ${running.pid}, data in ${files.dbPath}`,
  );
  return running;
}

function remember(files: EmbeddedFiles, { port, pid, version }: Running): Promise<void> {
  return writeState(files.state, { port, pid, version, ownerPid: process.pid });
}

async function join(files: EmbeddedFiles): Promise<Running | undefined> {
  const state = await readState(files.state);
  if (!state || !(await isListening(state.port))) return undefined;
  const visitor = await connectControl(state.port, 'visitor', PROBE_MS).catch(() => undefined);
  if (!visitor) return undefined;
  try {
    if (!(await serves(visitor, files.dbPath))) return undefined;
    const found = { port: state.port, version: state.version, pid: await serverPid(visitor) };
    if (await isOwned(visitor, state)) return { ...found, source: 'attached' };
    return await adopt(files, found);
  } finally {
    await visitor.close();
  }
}

/** A dead owner is certain by its process id; a living id may be some other program's, so the server is asked too. */
async function isOwned(visitor: MongoClient, { ownerPid }: MongodState): Promise<boolean> {
  if (ownerPid !== undefined && !isRunning(ownerPid)) return false;
  return hasOwner(visitor);
}

/** @returns undefined if its owner died while giving it a new address: it is stopped, to be started properly */
async function adopt(
  files: EmbeddedFiles,
  found: Pick<Running, 'port' | 'pid' | 'version'>,
): Promise<Running | undefined> {
  const owner = await connectControl(found.port, 'owner', PROBE_MS);
  if (!(await isReplicaSet(owner)) || !(await isAddressedAs(owner, found.port))) {
    await stopMongod(owner, found.pid, files.dbPath);
    return undefined;
  }
  await makeWritable(owner, found.port, WRITABLE_MS);
  return { ...found, source: 'adopted', owner };
}

async function start(files: EmbeddedFiles, { binary, log, env }: ObtainOptions): Promise<Running> {
  const mongod = binary ?? (await findMongod({ log, env }));
  const launched = await launchAtItsAddress(mongod, files, log);
  try {
    await makeWritable(launched.owner, launched.port, WRITABLE_MS);
  } catch (error) {
    await stopMongod(launched.owner, launched.pid, files.dbPath);
    throw error;
  }
  return { source: 'started', version: mongod.version, ...launched };
}

/**
 * A replica set of one whose port changed does not find itself in its configuration and never becomes writable. So
 * when the port must change, or the data turn out to remember another address, the configuration is rewritten first,
 * in a standalone: it takes 1.2 s. (A forced reconfiguration takes 0.03 s, but 31 s where the old port was taken by a
 * program that answers nothing, since the server asks there whether that is itself.)
 */
async function launchAtItsAddress(
  mongod: MongodBinary,
  files: EmbeddedFiles,
  log: (line: string) => void,
): Promise<Launched> {
  const before = await readState(files.state);
  const port = await freePort(before?.port);
  if (before && before.port !== port) await move(mongod, files, port, log);
  const launched = await launch(mongod, files, 'replica set', port);
  if (await isAddressedAs(launched.owner, launched.port)) return launched;
  await stopMongod(launched.owner, launched.pid, files.dbPath);
  await move(mongod, files, launched.port, log);
  return launch(mongod, files, 'replica set', launched.port);
}

async function move(
  mongod: MongodBinary,
  files: EmbeddedFiles,
  port: number,
  log: (line: string) => void,
): Promise<void> {
  const standalone = await launch(mongod, files, 'standalone');
  try {
    const from = await rememberedHosts(standalone.owner);
    await readdress(standalone.owner, port);
    if (from) log(`the database's replica set was moved from ${from} to ${hostAt(port)}`);
  } finally {
    await stopMongod(standalone.owner, standalone.pid, files.dbPath);
  }
}
