import { Document, isMap, type Node, visit } from 'yaml';
import { KEYED_LISTS } from './definition.js';
import type { Program } from './program.js';

const HEAD = ` The referral program as it is in force, chat's changes included.
 Edit it and apply it: npm run --silent cli -- program apply FILE --dry-run
 docs/program.example.yaml explains every key.`;

/**
 * The program as YAML that `program apply` reads back to the same program. Ended entries are in it, marked.
 * What equals the default of an entry's field (empty lists, `ended: false`) is left out.
 */
export function exportProgram(program: Program): string {
  const document = new Document(withoutDefaults(program), { aliasDuplicateObjects: false });
  document.commentBefore = HEAD;
  for (const list of KEYED_LISTS) markEnded(document, list);
  visit(document, {
    Scalar(key, node) {
      // A text of several lines reads best as a block.
      if (key === 'value' && typeof node.value === 'string' && /\S\n/.test(node.value))
        node.type = 'BLOCK_LITERAL';
    },
  });
  return document.toString({ lineWidth: 110 });
}

function markEnded(document: Document, list: string): void {
  const entries = document.get(list) as { items?: Node[] } | undefined;
  for (const entry of entries?.items ?? [])
    if (isMap(entry) && entry.get('ended') === true) entry.commentBefore = ' Ended: takes no part any more.';
}

/** Of these nothing is not the default: no warning before a deadline is another wish than the usual two. */
const MEANT_EMPTY = [
  'warnAt',
  'serviceLevels',
  'digest',
  'closedStages',
  'criteria',
  'decidingRoles',
  'mayRefer',
];

/** All of these are the schema's defaults where they occur; see definition.ts. */
function isDefault(key: string, value: unknown): boolean {
  if (value === undefined) return true;
  if (value === false) return ['ended', 'default', 'paused'].includes(key);
  if (MEANT_EMPTY.includes(key)) return false;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, withoutDefaults(inner)] as const);
  return Object.fromEntries(entries.filter(([key, inner]) => !isDefault(key, inner)));
}
