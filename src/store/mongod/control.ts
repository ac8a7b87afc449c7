import { realpath } from 'node:fs/promises';
import { MongoClient } from 'mongodb';
import { LOOPBACK } from './ports.js';

/** The owner's own connection carries this name, so that others can ask the server whether an owner lives. */
const OWNER = 'referral-desk owner';
const VISITOR = 'referral-desk visitor';
/** A server that was stopped (SIGSTOP) or hangs must not hold up the program's own end for ever. */
const ANSWER_MS = 10_000;

/**
 * Connects straight to the server on a loopback port, whatever its replica set thinks of itself.
 * @throws a driver error if nothing answers within `withinMs`
 */
export async function connectControl(
  port: number,
  as: 'owner' | 'visitor',
  withinMs: number,
): Promise<MongoClient> {
  const client = new MongoClient(`mongodb://${LOOPBACK}:${port}/?directConnection=true`, {
    appName: as === 'owner' ? OWNER : VISITOR,
    minPoolSize: 1,
    maxPoolSize: 1,
    serverSelectionTimeoutMS: withinMs,
    connectTimeoutMS: withinMs,
    socketTimeoutMS: ANSWER_MS,
    // A change is not what this connection is for, and a streaming monitor would outlive a killed owner for a while.
    serverMonitoringMode: 'poll',
  });
  try {
    await client.connect();
    await client.db('admin').command({ ping: 1 });
    return client;
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** Whether the server keeps its data in `dbPath`: the proof that it is ours and not somebody who got the port. */
export async function serves(client: MongoClient, dbPath: string): Promise<boolean> {
  const answer = await client.db('admin').command({ getCmdLineOpts: 1 });
  const theirs: unknown = answer.parsed?.storage?.dbPath;
  if (typeof theirs !== 'string') return false;
  const real = await realpath(theirs).catch(() => undefined);
  return real !== undefined && real === (await realpath(dbPath));
}

/** The server's own word for its process id. */
export async function serverPid(client: MongoClient): Promise<number> {
  const status = await client.db('admin').command({ serverStatus: 1, repl: 0, metrics: 0, wiredTiger: 0 });
  return Number(status.pid);
}

/** Whether a living owner is connected. A process that was killed holds no connection. */
export async function hasOwner(client: MongoClient): Promise<boolean> {
  const owners = await client
    .db('admin')
    .aggregate([
      { $currentOp: { allUsers: true, idleConnections: true } },
      { $match: { appName: OWNER } },
      { $limit: 1 },
    ])
    .toArray();
  return owners.length > 0;
}
