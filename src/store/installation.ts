import type { Db } from 'mongodb';
import type { PlatformName } from '../messages/address.js';
import { withoutUndefined } from './plain.js';
import { withinLimit } from './within-limit.js';

/** What a platform says about our being installed in it: home team id, bot user id and the like. Never a secret. */
type InstallationFacts = Record<string, string>;

export interface InstallationStore {
  /** Empty when nothing is known. */
  read(platform: PlatformName): Promise<InstallationFacts>;
  /** Adds to what is known; `undefined` forgets. */
  write(platform: PlatformName, facts: Record<string, string | undefined>): Promise<void>;
}

/** One document a platform in the collection `installations`. */
export function installationStore(db: Db): InstallationStore {
  const installations = db.collection<{ _id: PlatformName; facts: InstallationFacts }>('installations');
  return {
    async read(platform) {
      const found = await withinLimit(() => installations.findOne({ _id: platform }));
      return found?.facts ?? {};
    },

    async write(platform, facts) {
      const known = Object.entries(withoutUndefined(facts)).map(([name, value]) => [`facts.${name}`, value]);
      const gone = Object.keys(facts).filter((name) => facts[name] === undefined);
      const update = {
        ...(known.length > 0 ? { $set: Object.fromEntries(known) } : {}),
        ...(gone.length > 0
          ? { $unset: Object.fromEntries(gone.map((name) => [`facts.${name}`, 1 as const])) }
          : {}),
      };
      if (Object.keys(update).length === 0) return;
      await withinLimit(() => installations.updateOne({ _id: platform }, update, { upsert: true }));
    },
  };
}
