import type { Db } from 'mongodb';
import type { AccountRef, PlatformName } from '../messages/address.js';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

/** What a platform said about one of its users, and when. */
interface PlatformProfile {
  platform: PlatformName;
  userId: string;
  teamId: string;
  name: string;
  email?: string;
  timeZone?: string;
  guest?: boolean;
  admin?: boolean;
  fetchedAt: Date;
}

/** A cache: whoever asks decides by `fetchedAt` whether it is still good enough. */
export interface ProfileStore {
  get(account: AccountRef): Promise<PlatformProfile | undefined>;
  put(profile: PlatformProfile): Promise<void>;
}

const KEPT_FOR_S = 30 * 24 * 3600;
const COLLECTION = 'profiles';

/** Profiles in the collection `profiles`, each for 30 days after it was last fetched. */
export function profileStore(db: Db): ProfileStore {
  const profiles = db.collection<PlatformProfile & { _id: string }>(COLLECTION);
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
      .collection<PlatformProfile & { _id: string }>(COLLECTION)
      .find({ _id: { $in: accounts.map(profileId) } })
      .project<PlatformProfile>({ _id: 0, platform: 1, userId: 1, email: 1 })
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
