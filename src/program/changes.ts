import { isDeepStrictEqual } from 'node:util';
import type { Definition, KeyedList } from './definition.js';
import { KEYED_LISTS } from './definition.js';
import type { Program } from './program.js';

export type EntryOf<List extends KeyedList> = Definition[List][number];

/**
 * One difference between two programs in force.
 *  - added:    a new entry that is in force
 *  - changed:  an entry or setting that is as much in force as before (`fields` says which differ)
 *  - ended:    an entry that is in force no more, or came already ended
 *  - restored: an entry that had ended and is in force again (`fields` says what else differs)
 * Settings of the program itself have the list `program` and the program's id.
 */
export type ProgramChange = SettingsChange | { [List in KeyedList]: EntryChange<List> }[KeyedList];

interface EntryChange<List extends KeyedList> {
  list: List;
  id: string;
  kind: 'added' | 'changed' | 'ended' | 'restored';
  /** Names of the fields that differ, without `ended`; absent for an added entry. */
  fields?: string[];
  before?: EntryOf<List>;
  after: EntryOf<List>;
}

interface SettingsChange {
  list: 'program';
  id: string;
  kind: 'added' | 'changed';
  fields?: string[];
}

/** What differs, settings first, then list by list in the order of `after`. Entries are never removed. */
export function programChanges(before: Program | undefined, after: Program): ProgramChange[] {
  return [
    ...settingsChange(before, after),
    ...KEYED_LISTS.flatMap((list) => entryChanges(list, before?.[list] ?? [], after[list])),
  ];
}

function settingsChange(before: Program | undefined, after: Program): SettingsChange[] {
  if (!before) return [{ list: 'program', id: after.id, kind: 'added' }];
  const keyed = new Set<string>(KEYED_LISTS);
  const fields = differingFields(before, after).filter((field) => !keyed.has(field));
  return fields.length > 0 ? [{ list: 'program', id: after.id, kind: 'changed', fields }] : [];
}

function entryChanges(
  list: KeyedList,
  before: readonly EntryOf<KeyedList>[],
  after: readonly EntryOf<KeyedList>[],
): ProgramChange[] {
  return after.flatMap((entry): ProgramChange[] => {
    const old = before.find(({ id }) => id === entry.id);
    if (old && isDeepStrictEqual(plain(old), plain(entry))) return [];
    const fields = old ? differingFields(old, entry).filter((field) => field !== 'ended') : undefined;
    const change = { list, id: entry.id, kind: kindOf(old, entry), fields, before: old, after: entry };
    // The list and its entries come from the same key; the compiler cannot see it through the loop.
    return [withoutUndefined(change) as unknown as ProgramChange];
  });
}

function kindOf(
  before: EntryOf<KeyedList> | undefined,
  after: EntryOf<KeyedList>,
): EntryChange<KeyedList>['kind'] {
  const was = before && isEnded(before);
  if (isEnded(after)) return was ? 'changed' : 'ended';
  if (was === undefined) return 'added';
  return was ? 'restored' : 'changed';
}

/** A region has no end. */
function isEnded(entry: EntryOf<KeyedList>): boolean {
  return 'ended' in entry && entry.ended;
}

/** Names of the fields in which two objects differ; absent and undefined are the same. */
export function differingFields(before: object, after: object): string[] {
  const [old, young] = [plain(before), plain(after)];
  const names = [...new Set([...Object.keys(young), ...Object.keys(old)])];
  return names.filter((name) => !isDeepStrictEqual(old[name], young[name]));
}

/** As stored data compare: without undefined, at any depth. */
function plain(object: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(object)) as Record<string, unknown>;
}

function withoutUndefined<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}
