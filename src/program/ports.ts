import type { PendingMessage } from '../messages/pending.js';
import type { Definition } from './definition.js';
import type { Program } from './program.js';
import type { AppliedTerms } from './terms.js';

/** What chat may add or change: whole entries by list and id. Wins over the file for the entries it names. */
export type ChatEntries = Pick<Definition, 'programManagers' | 'reps' | 'partners' | 'channels'>;

/** The program as stored: what the file said and what chat said, kept apart so that neither overwrites the other. */
export interface StoredProgram {
  id: string;
  version: number;
  /** The last applied file, merged over all applies; absent while the program was only set up from chat. */
  file?: Definition;
  /** From chat. `base` holds what a program made in chat has besides entries. */
  chat: { base?: Pick<Program, 'id' | 'name' | 'timeZone'>; entries: ChatEntries };
  /** The merge of both: what is in force, but for terms whose day has not come; see terms.ts. */
  program: Program;
  /** Every version of the terms that was applied. The store keeps it itself, with every save. */
  termsVersions?: readonly AppliedTerms[];
}

export interface ProgramStore {
  /**
   * The program in force, from a cache at most 2 s old; a program known before is served while the store is down.
   * `undefined` when there is none yet. Throws StoreUnavailable when the store is down and nothing is cached.
   */
  current(): Promise<Program | undefined>;

  /**
   * Every version of the program terms that has been in force, and the one to come, in the order they were applied; from
   * the same cache. `termsAt` says which was in force when.
   */
  termsVersions(): Promise<readonly AppliedTerms[]>;

  /** As stored, fresh. */
  stored(): Promise<StoredProgram | undefined>;

  /**
   * Writes the program on condition that nobody else has since `before` was read (`undefined`: that there is none),
   * with messages in the same write. Resolves to false when somebody else was first; read again then.
   */
  save(before: StoredProgram | undefined, after: StoredProgram, messages: PendingMessage[]): Promise<boolean>;
}
