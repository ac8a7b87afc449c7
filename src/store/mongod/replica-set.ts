import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, type MongoClient, MongoServerError } from 'mongodb';
import { LOOPBACK } from './ports.js';

export const REPLICA_SET = 'desk';

const ALREADY_INITIALIZED = 23;
const LOOK_AGAIN_MS = 20;

/** The address under which a replica set of one must know itself to become writable. */
export function hostAt(port: number): string {
  return `${LOOPBACK}:${port}`;
}

/**
 * The addresses that the data remember as the replica set's members. Read from where they are stored, since a server
 * that does not find itself among them first asks those addresses, for up to 30 s, and knows no configuration until
 * then.
 * @returns undefined for data that were never a replica set
 */
export async function rememberedHosts(client: MongoClient): Promise<string[] | undefined> {
  const config = await storedConfig(client).findOne();
  return config?.members.map(({ host }: { host: string }) => host);
}

/** Whether the server can become writable under its present port: its data are new, or remember this address alone. */
export async function isAddressedAs(client: MongoClient, port: number): Promise<boolean> {
  const hosts = await rememberedHosts(client);
  return hosts === undefined || (hosts.length === 1 && hosts[0] === hostAt(port));
}

/** Rewrites the remembered configuration to one member at `port`. The server must be running as a standalone. */
export async function readdress(client: MongoClient, port: number): Promise<void> {
  const config = await storedConfig(client).findOne();
  if (!config) return;
  const members = [{ ...config.members[0], host: hostAt(port) }];
  await storedConfig(client).updateOne({ _id: config._id }, { $set: { members }, $inc: { version: 1 } });
}

function storedConfig(client: MongoClient) {
  return client.db('local').collection<Document>('system.replset', {
    readPreference: 'nearest',
    writeConcern: { w: 1, journal: true },
  });
}

/**
 * Waits until the server is the writable primary; gives a new one its configuration first.
 * @throws Error if that takes longer than `withinMs`
 */
export async function makeWritable(client: MongoClient, port: number, withinMs: number): Promise<void> {
  const admin = client.db('admin');
  const deadline = Date.now() + withinMs;
  if ((await rememberedHosts(client)) === undefined) await initiate(client, port);
  while (!(await admin.command({ hello: 1 })).isWritablePrimary) {
    if (Date.now() > deadline) {
      throw new Error(`mongod at ${hostAt(port)} did not become writable in ${withinMs / 1000} s`);
    }
    await sleep(LOOK_AGAIN_MS);
  }
}

async function initiate(client: MongoClient, port: number): Promise<void> {
  const config = { _id: REPLICA_SET, members: [{ _id: 0, host: hostAt(port) }] };
  await client
    .db('admin')
    .command({ replSetInitiate: config })
    .catch((error: unknown) => {
      if (!(error instanceof MongoServerError && error.code === ALREADY_INITIALIZED)) throw error;
    });
}

/** Whether the server runs as a member of a replica set, which one left in the middle of `readdress` does not. */
export async function isReplicaSet(client: MongoClient): Promise<boolean> {
  const hello = await client.db('admin').command({ hello: 1 });
  return hello.setName !== undefined || hello.isreplicaset === true;
}
