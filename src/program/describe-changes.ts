import type { AppliedDefinition, KeptFromChat } from './apply-definition.js';
import type { ProgramChange } from './changes.js';

const KINDS = ['added', 'changed', 'ended', 'restored'] as const;

/** What an apply did, or would do, line by line for a terminal; ends with a line break. */
export function describeChanges(
  { changes, kept }: Pick<AppliedDefinition, 'changes' | 'kept'>,
  { dryRun = false }: { dryRun?: boolean } = {},
): string {
  const lines = [...changes.map(changeLine), ...kept.map(keptLine), summary(changes, dryRun)];
  return `${lines.join('\n')}\n`;
}

function changeLine(change: ProgramChange): string {
  const fields = change.fields?.length ? `: ${change.fields.join(', ')}` : '';
  return `${change.kind.padEnd(8)} ${change.list}/${change.id}${fields}`;
}

function keptLine({ list, id, fields }: KeptFromChat): string {
  return `${'kept'.padEnd(8)} ${list}/${id}: ${fields.join(', ')} (as set in chat)`;
}

function summary(changes: readonly ProgramChange[], dryRun: boolean): string {
  if (changes.length === 0) return 'No changes.';
  const counts = KINDS.flatMap((kind) => {
    const count = changes.filter((change) => change.kind === kind).length;
    return count > 0 ? [`${count} ${kind}`] : [];
  });
  return dryRun ? `${counts.join(', ')}. Nothing was written (dry run).` : `${counts.join(', ')}.`;
}
