import { randomUUID } from 'node:crypto';
import type { Db } from 'mongodb';
import type { ConversationStore } from './conversations.js';
import { withinLimit } from './within-limit.js';

/** What the server says about itself, for whoever checks a configuration. @throws StoreUnavailable */
export async function serverFacts(db: Db) {
  const { version } = await withinLimit(() => db.command({ buildInfo: 1 }));
  const hello = await withinLimit(() => db.command({ hello: 1 }));
  const kind = hello.msg === 'isdbgrid' ? 'sharded cluster' : hello.setName ? 'replica set' : 'standalone';
  return {
    version: String(version),
    kind: kind as 'replica set' | 'sharded cluster' | 'standalone',
    ...(hello.setName ? { name: String(hello.setName) } : {}),
    time: hello.localTime as Date,
  };
}

const WRITTEN_WITHIN_MS = 4_000;

/**
 * Writes a document of its own with the promise everything is written with, and takes it out again with its collection.
 * @throws StoreUnavailable, or the server's refusal when the user may not write or no majority is there
 */
export async function tryWrite(db: Db): Promise<void> {
  const collection = db.collection<{ _id: string }>(`doctor_${randomUUID()}`);
  const writeConcern = { w: 'majority' as const, journal: true, wtimeoutMS: WRITTEN_WITHIN_MS };
  try {
    await withinLimit(() => collection.insertOne({ _id: 'written by doctor' }, { writeConcern }));
  } finally {
    await withinLimit(() => collection.drop()).catch(() => {});
  }
}

/** What is known of a channel on Teams; of one that was never heard of, where others of its tenant are reached. */
export async function whereIsTeamsChannel(
  conversations: Pick<ConversationStore, 'get' | 'newest'>,
  channelId: string,
  tenantId: string,
) {
  const known = await conversations.get('channel', channelId);
  if (known) return known;
  const [other] = await conversations.newest(tenantId, 1);
  return other && { serviceUrl: other.serviceUrl, state: 'open' as const };
}
