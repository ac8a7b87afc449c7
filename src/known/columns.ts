import { InputError, type InputProblem } from '../errors.js';
import type { KnownKind } from './known-company.js';

/** What a column of a list may be: the keys of `--map`. */
export const COLUMN_FIELDS = [
  'name',
  'domain',
  'email',
  'phone',
  'country',
  'opened',
  'touched',
  'owner',
  'id',
  'stage',
] as const;
export type ColumnField = (typeof COLUMN_FIELDS)[number];

/** Which column each field stands in, by its title. */
export type ColumnMap = ReadonlyMap<ColumnField, string>;

/** The same by the column's place. */
export type ColumnPlaces = ReadonlyMap<ColumnField, number>;

const EXAMPLE = "Write it as --map name='Account Name'";

/**
 * Reads the values of `--map`.
 * @throws InputError with everything that is wrong
 */
export function readColumnMap(pairs: readonly string[], kind: KnownKind): ColumnMap {
  const map = new Map<ColumnField, string>();
  const problems: InputProblem[] = [];
  const wrong = (problem: string, remedy: string) =>
    problems.push({ file: 'command line', path: '--map', problem, remedy });
  for (const pair of pairs) {
    const [, key = '', title = ''] = /^([^=]*)=(.*)$/s.exec(pair) ?? [];
    const field = COLUMN_FIELDS.find((one) => one === key.trim());
    if (!pair.includes('=') || title.trim() === '') wrong(`"${pair}" names no column`, EXAMPLE);
    else if (!field) wrong(`"${key}" is not a field`, `Use one of ${COLUMN_FIELDS.join(', ')}`);
    else if (map.has(field)) wrong(`"${field}" is given twice`, 'Map each field once');
    else map.set(field, title.trim());
  }
  const enough = kind === 'do_not_contact' ? (['name', 'domain', 'email'] as const) : (['name'] as const);
  if (problems.length === 0 && !enough.some((field) => map.has(field)))
    wrong(
      kind === 'do_not_contact'
        ? 'says neither name, domain nor e-mail address'
        : 'does not say which column holds the name',
      EXAMPLE,
    );
  if (problems.length > 0) throw new InputError(problems);
  return map;
}

/**
 * Finds the mapped columns among a file's titles, exactly as written or, if nothing is, whatever their capitals and spaces.
 * @throws InputError for a title that is missing or that stands there twice
 */
export function placeColumns(
  map: ColumnMap,
  titles: readonly string[],
  file: string,
  line: number,
): ColumnPlaces {
  const places = new Map<ColumnField, number>();
  const problems: InputProblem[] = [];
  for (const [field, title] of map) {
    const found = placesOf(title, titles);
    const [place, second] = found;
    if (place !== undefined && second === undefined) {
      places.set(field, place);
      continue;
    }
    problems.push({
      file,
      line,
      path: field,
      ...(place === undefined
        ? {
            problem: `there is no column "${title}"`,
            remedy: `Its columns are ${listed(titles)}`,
          }
        : {
            problem: `${found.length} columns are called "${title}" (${found.map((at) => at + 1).join(', ')})`,
            remedy: 'Rename all but one, so that it is clear which is meant',
          }),
    });
  }
  if (problems.length > 0) throw new InputError(problems);
  return places;
}

function placesOf(title: string, titles: readonly string[]): number[] {
  const alike = (plain: (text: string) => string) =>
    titles.flatMap((one, place) => (plain(one) === plain(title) ? [place] : []));
  const exact = alike((text) => text.trim());
  return exact.length > 0 ? exact : alike((text) => text.replaceAll(/\s+/g, ' ').trim().toLowerCase());
}

const MOST_TITLES = 20;

function listed(titles: readonly string[]): string {
  const shown = titles.slice(0, MOST_TITLES).map((title) => `"${title.slice(0, 60)}"`);
  const rest = titles.length - shown.length;
  return shown.join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
