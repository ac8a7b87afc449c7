import { type Definition, definitionSchema } from './definition.js';
import type { ChatEntries, StoredProgram } from './ports.js';
import type { Program } from './program.js';

export const NO_CHAT_ENTRIES: ChatEntries = { programManagers: [], reps: [], partners: [], channels: [] };

/** What is in force: the file's entries, with chat's entries in place of those of the same id, and chat's own added. */
export function mergeProgram(file: Definition | undefined, chat: StoredProgram['chat']): Program {
  const base = file ?? definitionSchema.parse(chat.base);
  return {
    ...base,
    programManagers: overlay(base.programManagers, chat.entries.programManagers),
    reps: overlay(base.reps, chat.entries.reps),
    partners: overlay(base.partners, chat.entries.partners),
    channels: overlay(base.channels, chat.entries.channels),
  };
}

/** Entries of `over` replace those of the same id, in place; the others follow. */
export function overlay<Entry extends { id: string }>(
  under: readonly Entry[],
  over: readonly Entry[],
): Entry[] {
  const replaced = under.map((entry) => over.find((other) => other.id === entry.id) ?? entry);
  const added = over.filter((entry) => !under.some((other) => other.id === entry.id));
  return [...replaced, ...added];
}

/** The stored program with these entries set in chat: whole entries, which then win over the file's of the same id. */
export function addEntries(stored: StoredProgram, added: Partial<ChatEntries>): StoredProgram {
  const { entries } = stored.chat;
  const chat = {
    ...stored.chat,
    entries: {
      programManagers: overlay(entries.programManagers, added.programManagers ?? []),
      reps: overlay(entries.reps, added.reps ?? []),
      partners: overlay(entries.partners, added.partners ?? []),
      channels: overlay(entries.channels, added.channels ?? []),
    },
  };
  return { ...stored, chat, program: mergeProgram(stored.file, chat) };
}
