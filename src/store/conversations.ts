import type { Db } from 'mongodb';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

/** How a platform's channel or a person's chat is reached. */
interface ConversationRef {
  kind: 'channel' | 'personal';
  id: string;
  conversationId: string;
  serviceUrl: string;
  tenantId: string;
  teamId?: string;
  name?: string;
  state: 'open' | 'archived' | 'removed';
}

export interface ConversationStore {
  get(kind: ConversationRef['kind'], id: string): Promise<ConversationRef | undefined>;
  /** Adds to what is known; what is not named stays. */
  put(ref: ConversationRef): Promise<void>;
  ofTeam(teamId: string): Promise<ConversationRef[]>;
  /** Those of a tenant that were heard of last. */
  newest(tenantId: string, limit: number): Promise<ConversationRef[]>;
}

type ConversationDocument = ConversationRef & { _id: string; updatedAt: Date };

const COLLECTION = 'conversations';

/** One document a channel or chat in the collection `conversations`. */
export function conversationStore(db: Db): ConversationStore {
  const conversations = db.collection<ConversationDocument>(COLLECTION);
  return {
    async get(kind, id) {
      const found = await withinLimit(() => conversations.findOne({ _id: idOf(kind, id) }));
      return found ? plain(found) : undefined;
    },

    async put(ref) {
      const known = { ...withoutUndefined(ref), updatedAt: new Date() };
      await withinLimit(() =>
        conversations.updateOne({ _id: idOf(ref.kind, ref.id) }, { $set: known }, { upsert: true }),
      );
    },

    async ofTeam(teamId) {
      const found = await withinLimit(() => conversations.find({ teamId: String(teamId) }).toArray());
      return found.map(plain);
    },

    async newest(tenantId, limit) {
      const found = await withinLimit(() =>
        conversations
          .find({ tenantId: String(tenantId), state: 'open' })
          .sort({ updatedAt: -1 })
          .limit(limit)
          .toArray(),
      );
      return found.map(plain);
    },
  };
}

export async function createConversationIndexes(db: Db): Promise<void> {
  await db.collection(COLLECTION).createIndexes([
    { key: { teamId: 1 }, name: 'team', sparse: true },
    { key: { tenantId: 1, updatedAt: -1 }, name: 'newest' },
  ]);
}

function plain({ _id, updatedAt, ...ref }: ConversationDocument): ConversationRef {
  return ref;
}

function idOf(kind: ConversationRef['kind'], id: string): string {
  return `${kind}:${id}`;
}
