import type { Db } from 'mongodb';
import type { AccountRef } from '../messages/address.js';
import type { Profile, ProfileStore } from '../people/inbound-ports.js';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

const KEPT_FOR_S = 30 * 24 * 3600;
const COLLECTION = 'profiles';

/** Profiles in the collection `profiles`, each for 30 days after it was last fetched. */
export function profileStore(db: Db): ProfileStore {
  const profiles = db.collection<Profile & { _id: string }>(COLLECTION);
  return {
    async get(account) {
      const found = await withinLimit(() => profiles.findOne({ _id: profileId(account) }));
      if (!found) return undefined;
      const { _id, ...profile } = found;
      return profile;
    },

    async put(profile) {
      const _id = profileId(profile);
      await withinLimit(() => profiles.replaceOne({ _id }, withoutUndefined(profile), { upsert: true }));
    },
  };
}

/** The addresses of those who are known and have one. */
export async function profileEmails(
  db: Db,
  accounts: readonly AccountRef[],
): Promise<(AccountRef & { email: string })[]> {
  if (accounts.length === 0) return [];
  const found = await withinLimit(() =>
    db
      .collection<Profile & { _id: string }>(COLLECTION)
      .find({ _id: { $in: accounts.map(profileId) } })
      .project<Profile>({ _id: 0, platform: 1, userId: 1, email: 1 })
      .toArray(),
  );
  return found.flatMap(({ platform, userId, email }) =>
    email === undefined ? [] : [{ platform, userId, email }],
  );
}

export async function createProfileIndexes(db: Db): Promise<void> {
  await db
    .collection(COLLECTION)
    .createIndex({ fetchedAt: 1 }, { name: 'retention', expireAfterSeconds: KEPT_FOR_S });
}

function profileId({ platform, userId }: AccountRef): string {
  return `${platform}:${userId}`;
}
