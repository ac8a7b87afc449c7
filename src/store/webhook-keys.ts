import type { Db } from 'mongodb';
import type { WebhookKeys } from '../attribution/ports.js';
import { duplicateOf, withinLimit } from './within-limit.js';

interface KeyDocument {
  _id: string;
  body: string;
}

/** Hashes alone, in the collection `webhook_keys`; kept as long as the referrals that were filed under them. */
export function webhookKeys(db: Db): WebhookKeys {
  const keys = db.collection<KeyDocument>('webhook_keys');
  return {
    async claim(programId, key, body) {
      const _id = `${programId}:${key}`;
      try {
        await withinLimit(() => keys.insertOne({ _id, body: String(body) }));
        return 'same';
      } catch (error) {
        if (!duplicateOf(error)) throw error;
      }
      const known = await withinLimit(() => keys.findOne({ _id }));
      return known?.body === body ? 'same' : 'other';
    },
  };
}
