import { isDeepStrictEqual } from 'node:util';
import { differingFields, type EntryOf, type ProgramChange, programChanges } from './changes.js';
import { type Definition, definitionSchema, KEYED_LISTS, type KeyedList } from './definition.js';
import { mergeProgram, NO_CHAT_ENTRIES, overlay } from './merge-program.js';
import type { ChatEntries, StoredProgram } from './ports.js';

export interface ApplyOptions {
  /** Ends entries that are absent from the file, and puts settings that are absent back to their defaults. */
  prune?: boolean;
  /** The settings that the file states; the others stay as they were. Absent: all of them. */
  stated?: ReadonlySet<string>;
}

export interface AppliedDefinition {
  after: StoredProgram;
  /** What differs in force. */
  changes: ProgramChange[];
  /** What the file says otherwise than chat, and chat's word was kept. */
  kept: KeptFromChat[];
  /** False when `after` is stored already. */
  differs: boolean;
}

export interface KeptFromChat {
  list: KeyedList;
  id: string;
  fields: string[];
}

/**
 * The program after a file has been applied. Entries are matched by id and taken whole; nothing is ever deleted.
 *
 * - An entry absent from the file stays as it is; with `prune` it ends, whether a file or chat had made it.
 * - An entry that had ended and is in the file again is in force again (unless chat ended it).
 * - Of an entry that chat changed too, the fields stay that chat set: those in which chat's entry differs from what
 *   the last file said, or from the defaults where no file had named it. The file sets all others.
 */
export function applyDefinition(
  before: StoredProgram | undefined,
  file: Definition,
  { prune = false, stated = new Set(Object.keys(definitionSchema.shape)) }: ApplyOptions = {},
): AppliedDefinition {
  const chat = before?.chat ?? { entries: NO_CHAT_ENTRIES };
  const reconciled = reconcileChat(chat.entries, before?.file, file);
  const pruned = prune
    ? endAbsent(before?.file, reconciled.entries, file)
    : { ended: before?.file, entries: reconciled.entries };
  const merged: Definition = {
    ...settings(before?.file, file, prune ? undefined : stated),
    ...mapLists((list) => overlayList(list, pruned.ended, file)),
  };
  const nextChat = { ...chat, entries: pruned.entries };
  const after: StoredProgram = {
    id: before?.id ?? file.id,
    version: (before?.version ?? 0) + 1,
    file: merged,
    chat: nextChat,
    program: mergeProgram(merged, nextChat),
  };
  return {
    after,
    changes: programChanges(before?.program, after.program),
    kept: reconciled.kept,
    differs: !before || !sameData([before.file, before.chat], [after.file, after.chat]),
  };
}

/** Settings that the file does not state stay; shareable reasons stay one by one. `stated` undefined: the file's all. */
function settings(
  before: Definition | undefined,
  file: Definition,
  stated?: ReadonlySet<string>,
): Definition {
  if (!before || !stated) return file;
  const keyed = new Set<string>(KEYED_LISTS);
  const kept = Object.entries(before).filter(([key]) => !stated.has(key) && !keyed.has(key));
  const shareableReasons = { ...before.shareableReasons, ...file.shareableReasons };
  return { ...file, ...Object.fromEntries(kept), shareableReasons } as Definition;
}

const CHAT_LISTS = ['programManagers', 'reps', 'partners', 'channels'] as const;
type ChatList = (typeof CHAT_LISTS)[number];
type AnyEntry = EntryOf<ChatList>;

function reconcileChat(
  chat: ChatEntries,
  before: Definition | undefined,
  file: Definition,
): { entries: ChatEntries; kept: KeptFromChat[] } {
  const kept: KeptFromChat[] = [];
  const entries = mapChatLists((list) =>
    (chat[list] as AnyEntry[]).flatMap((entry) => {
      const wanted = (file[list] as AnyEntry[]).find(({ id }) => id === entry.id);
      if (!wanted) return [entry];
      const old = (before?.[list] as AnyEntry[] | undefined)?.find(({ id }) => id === entry.id);
      const fields = fieldsKept(list, entry, old, wanted);
      if (fields.length === 0) return [];
      kept.push({ list, id: entry.id, fields });
      return [fields.includes('kind') && list === 'channels' ? entry : withFieldsOf(wanted, entry, fields)];
    }),
  );
  return { entries, kept };
}

/** The fields that chat set, and otherwise than the file says. */
function fieldsKept(list: ChatList, chat: AnyEntry, old: AnyEntry | undefined, wanted: AnyEntry): string[] {
  const otherwise = differingFields(chat, wanted);
  if (list === 'channels' && otherwise.includes('kind')) return kindKept(chat, old) ? ['kind'] : [];
  const setInChat = differingFields(old ?? defaultsOf(list, chat), chat);
  return setInChat.filter((field) => otherwise.includes(field));
}

/** A channel of another kind is another thing, whole: the file's when only the file changed the kind, else chat's. */
function kindKept(chat: AnyEntry, old: AnyEntry | undefined): boolean {
  return !old || differingFields(old, chat).includes('kind');
}

function withFieldsOf(wanted: AnyEntry, chat: AnyEntry, fields: string[]): AnyEntry {
  const own = Object.entries(chat).filter(([field]) => fields.includes(field));
  const others = Object.entries(wanted).filter(([field]) => !fields.includes(field));
  return Object.fromEntries([...others, ...own]) as AnyEntry;
}

/** The entry as it would be with only what it cannot do without, and without that: what chat did not have to set. */
function defaultsOf(list: ChatList, entry: AnyEntry): object {
  const needed = list === 'channels' ? ['id', 'kind', 'channel', 'partner'] : ['id', 'name'];
  const minimal = Object.fromEntries(Object.entries(entry).filter(([field]) => needed.includes(field)));
  const parsed = definitionSchema.shape[list].safeParse([minimal]).data?.[0] ?? {};
  const given = needed.filter((field) => field !== 'id' && field !== 'kind');
  return Object.fromEntries(Object.entries(parsed).filter(([field]) => !given.includes(field)));
}

/** Moves chat's absent entries to the file's, ended: what chat says later is chat's again. */
function endAbsent(
  before: Definition | undefined,
  chat: ChatEntries,
  file: Definition,
): { ended: Definition | undefined; entries: ChatEntries } {
  const isIn = (list: KeyedList, id: string) => file[list].some((entry) => entry.id === id);
  const base = before ?? { ...file, ...mapLists(() => []) };
  const ended = mapLists((list) => {
    const made = list in chat ? overlay<{ id: string }>(base[list], chat[list as ChatList]) : base[list];
    // A region cannot end: nothing would tell an ended one from one that is merely not offered.
    if (list === 'regions') return made;
    return made.map((entry) => (isIn(list, entry.id) ? entry : { ...entry, ended: true }));
  });
  const entries = mapChatLists((list) => (chat[list] as AnyEntry[]).filter(({ id }) => isIn(list, id)));
  return { ended: { ...base, ...ended } as Definition, entries };
}

function overlayList(list: KeyedList, before: Definition | undefined, file: Definition): { id: string }[] {
  return overlay<{ id: string }>(before?.[list] ?? [], file[list]);
}

function mapLists(map: (list: KeyedList) => { id: string }[]): Pick<Definition, KeyedList> {
  return Object.fromEntries(KEYED_LISTS.map((list) => [list, map(list)])) as Pick<Definition, KeyedList>;
}

function mapChatLists(map: (list: ChatList) => { id: string }[]): ChatEntries {
  return Object.fromEntries(CHAT_LISTS.map((list) => [list, map(list)])) as unknown as ChatEntries;
}

function sameData(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b)));
}
