import { InputError } from '../errors.js';
import type { PendingMessage } from '../messages/pending.js';
import { type AppliedDefinition, applyDefinition } from './apply-definition.js';
import type { ProgramChange } from './changes.js';
import { KEYED_LISTS } from './definition.js';
import { checkProgram, type Lists } from './file/check-program.js';
import type { ProgramStore, StoredProgram } from './ports.js';
import type { Program } from './program.js';
import { type ProgramFile, refuseProblems } from './read-program.js';

export interface ApplyProgramDeps {
  store: Pick<ProgramStore, 'stored' | 'save'>;
  /**
   * What is to be said because of the changes: saved in the same write, so neither happens without the other.
   * `version` is the program's after the write, for keys that are new with each.
   */
  afterApply(changes: readonly ProgramChange[], program: Program, version: number): PendingMessage[];
  /** Absent: the system's time. */
  now?: () => Date;
}

export interface ApplyProgramInput {
  file: ProgramFile;
  /** Ends what is absent from the file. */
  prune?: boolean;
  /** Says what would change and writes nothing. */
  dryRun?: boolean;
}

const MAX_TRIES = 10;

/**
 * Applies a program file: see `applyDefinition` for what stays, ends and comes back. Applied again it changes nothing.
 * When somebody else changes the program meanwhile, it starts over from what is stored then.
 * @throws InputError if the file does not fit what is in force (dangling references, another program's id, other words under
 * a version of the terms that people may have accepted)
 * @throws StoreUnavailable
 */
export async function applyProgram(
  { store, afterApply, now = () => new Date() }: ApplyProgramDeps,
  { file, prune, dryRun }: ApplyProgramInput,
): Promise<AppliedDefinition> {
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const before = await store.stored();
    refuseOtherProgram(file, before);
    refuseOtherWords(file, before, now());
    const applied = applyDefinition(before, file.definition, { prune, stated: file.stated });
    refuseProblems(file, checkProgram(fileLast(applied.after.program, file)));
    if (dryRun || !applied.differs) return applied;
    const { program, version } = applied.after;
    const messages = afterApply(applied.changes, program, version);
    if (await store.save(before, applied.after, messages)) return applied;
  }
  throw new Error('The program is being changed by others all the time. Nothing was written; try again.');
}

/** Referrals belong to a program by its id; under another id nobody would find them. */
function refuseOtherProgram(file: ProgramFile, before: StoredProgram | undefined): void {
  if (!before || before.id === file.definition.id) return;
  throw new InputError([
    {
      file: file.name,
      line: file.lineOf(['id']),
      path: 'id',
      problem: `is "${file.definition.id}", but the program in force is "${before.id}"`,
      remedy: `Write \`id: ${before.id}\`; name and everything else may change`,
    },
  ]);
}

/** What somebody accepted stays as it was read: other words are another version, also of one long replaced. */
function refuseOtherWords(file: ProgramFile, before: StoredProgram | undefined, now: Date): void {
  const { terms } = file.definition;
  const changed =
    terms &&
    before?.termsVersions?.some(
      ({ version, since, text }) =>
        version === terms.version && since <= now && text.trim() !== terms.text.trim(),
    );
  if (!changed) return;
  throw new InputError([
    {
      file: file.name,
      line: file.lineOf(['terms', 'version']),
      path: 'terms.version',
      problem: `is "${terms.version}", which has been in force with another text`,
      remedy: 'Give the new text a new version; partners are then asked to accept it',
    },
  ]);
}

/** Of two entries that claim one thing the later is told of: the file's, whose author can do something about it. */
function fileLast(program: Program, { definition }: ProgramFile): Lists {
  const lists = KEYED_LISTS.map((list) => {
    const inFile = (entry: { id: string }) => definition[list].some(({ id }) => id === entry.id);
    const entries: { id: string }[] = program[list];
    return [list, [...entries.filter((entry) => !inFile(entry)), ...entries.filter(inFile)]];
  });
  return { ...program, ...(Object.fromEntries(lists) as Lists) };
}
