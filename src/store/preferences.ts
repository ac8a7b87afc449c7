import type { Db } from 'mongodb';
import { kindsOf, type PersonKey, type Preferences, type ReminderGroup } from '../people/preferences.js';
import { readTogether } from './read-together.js';
import { withinLimit } from './within-limit.js';

interface PreferenceDocument {
  _id: PersonKey;
  muted: ReminderGroup[];
}

/** What people do not want to hear, in the collection `preferences`: one document a person who said anything. */
export function preferenceStore(db: Db): Preferences {
  const preferences = db.collection<PreferenceDocument>('preferences');
  const mutedBy = readTogether(async (people: string[]) => {
    const found = await withinLimit(() =>
      preferences.find({ _id: { $in: people as PersonKey[] } }).toArray(),
    );
    return new Map(found.map(({ _id, muted }) => [_id as string, muted]));
  });
  return {
    mutes: async (person) => kindsOf((await mutedBy(person)) ?? []),

    mutedGroups: async (person) => new Set((await mutedBy(person)) ?? []),

    async setMuted(person, group, muted) {
      const change = muted ? { $addToSet: { muted: group } } : { $pull: { muted: group } };
      await withinLimit(() => preferences.updateOne({ _id: person }, change, { upsert: true }));
    },
  };
}
