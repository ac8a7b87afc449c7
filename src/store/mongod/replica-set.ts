import { setTimeout as sleep } from 'node:timers/promises';
import { type Document, type MongoClient, MongoServerError } from 'mongodb';
import { LOOPBACK } from './ports.js';

export const REPLICA_SET = 'desk';

const NOT_YET_INITIALIZED = 94;
const ALREADY_INITIALIZED = 23;
const LOOK_AGAIN_MS = 20;

/**
 * Makes the server the writable primary of a replica set of one under its present address, and waits for it.
 * A new server gets its configuration; one that remembers another address (its port had to change) is given this one
 * by a forced reconfiguration, which a server that no longer finds itself in its configuration waits for.
 * @returns what had to be done
 * @throws Error if it does not become writable within `withinMs`
 */
export async function makeWritable(
  client: MongoClient,
  port: number,
  withinMs: number,
): Promise<'nothing' | 'initiated' | 'moved'> {
  const admin = client.db('admin');
  const host = `${LOOPBACK}:${port}`;
  const deadline = Date.now() + withinMs;
  let done: 'nothing' | 'initiated' | 'moved' = 'nothing';
  for (;;) {
    const hello = await admin.command({ hello: 1 });
    if (hello.isWritablePrimary && hello.me === host && hello.hosts?.length === 1) return done;
    const config = await currentConfig(client);
    if (config === undefined) {
      if (await initiate(client, host)) done = 'initiated';
    } else if (config.members.length !== 1 || config.members[0].host !== host) {
      await admin.command({
        replSetReconfig: { ...config, ...membersAt(host), version: config.version + 1 },
        force: true,
      });
      done = 'moved';
    }
    if (Date.now() > deadline)
      throw new Error(`mongod at ${host} did not become writable in ${withinMs / 1000} s`);
    await sleep(LOOK_AGAIN_MS);
  }
}

function membersAt(host: string): Document {
  return { members: [{ _id: 0, host }] };
}

async function currentConfig(client: MongoClient): Promise<Document | undefined> {
  try {
    return (await client.db('admin').command({ replSetGetConfig: 1 })).config;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === NOT_YET_INITIALIZED) return undefined;
    throw error;
  }
}

/** @returns false if the server turned out to have a configuration it had not finished loading */
async function initiate(client: MongoClient, host: string): Promise<boolean> {
  try {
    await client.db('admin').command({ replSetInitiate: { _id: REPLICA_SET, ...membersAt(host) } });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === ALREADY_INITIALIZED) return false;
    throw error;
  }
}
