import type { z } from 'zod/v4';
import { knownKeys, type Path } from './known-keys.js';
import { suggest } from './nearest.js';

export interface Explained {
  path: Path;
  problem: string;
  remedy: string;
}

type Issue = z.core.$ZodIssue;

/** What to do about a value of a wrong form, by the key it stands under, or by two where one alone is not enough. */
const REMEDIES: Record<string, string> = {
  id: 'Use small letters, digits, - and _, at most 63 characters',
  timeZone: 'Give a name of the IANA list such as Europe/Berlin or America/New_York',
  currency: 'Give the three letters of ISO 4217 such as EUR or USD',
  from: 'Write it as "09:00", 24 hours, earlier than `to`',
  to: 'Write it as "17:00", 24 hours, later than `from`; "24:00" is the end of the day',
  businessHours: 'Set `from` to the opening and `to` to the closing time',
  at: 'Write it as "09:00", 24 hours',
  since: 'Write the day it joined as 2025-03-01, or leave it out',
  outOfOffice: 'Give the first day away as `from` and the last as `until`, such as 2026-12-24',
  'outOfOffice.from': 'Write the first day away as 2026-12-24',
  'outOfOffice.until': 'Write the last day away as 2026-12-31; it is included',
  agreement: 'Give the day of signing as `signed` and, where it ends, the last day as `until`',
  signed: 'Write the day of signing as 2025-03-01',
  country: 'Give the two letters of ISO 3166-1 such as DE or US',
  email: 'Write it as name@company.example, or leave it out',
  domains: 'Write it as company.example, without https:// and without a path',
  slack: 'In Slack: a person’s profile > ⋮ > Copy member ID; a workspace’s id is the T… in its web address',
};

const TYPE_WORDS: Record<string, string> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

/** One of zod's issues as problems a person can act on; an issue about several keys is one problem each. */
export function explainIssue(issue: Issue, file: unknown): Explained[] {
  const path = issue.path as Path;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(path, key, file));
    case 'invalid_key':
      return [unknownKey(path.slice(0, -1), String(path.at(-1)), file)];
    case 'invalid_type':
      return [wrongType(path, issue.expected, valueAt(file, path))];
    case 'invalid_value':
      return [notListed(path, valueAt(file, path), issue.values.map(String))];
    case 'invalid_union':
      return [notListed(path, valueAt(file, path), ['partner', 'triage', 'digest'])];
    default:
      return [wrongForm(path, issue, valueAt(file, path))];
  }
}

function unknownKey(path: Path, key: string, file: unknown): Explained {
  const known = knownKeys(path, file);
  return {
    path: [...path, key],
    problem: 'is not a key that is known here',
    remedy: suggest(key, known, `Use one of ${known.join(', ')}`),
  };
}

function wrongType(path: Path, expected: string, value: unknown): Explained {
  const wanted = TYPE_WORDS[expected] ?? expected;
  if (value === undefined) return { path, problem: 'is missing', remedy: `Add it: ${wanted} is expected` };
  const quotes = expected === 'string' && typeof value !== 'object' ? ', in quotes' : '';
  return {
    path,
    problem: `must be ${wanted}, but is ${typeWord(value)}`,
    remedy: `Write ${wanted}${quotes}`,
  };
}

function notListed(path: Path, value: unknown, allowed: string[]): Explained {
  const list = `Use one of ${allowed.join(', ')}`;
  if (value === undefined) return { path, problem: 'is missing', remedy: list };
  const remedy = typeof value === 'string' ? suggest(value, allowed, list) : list;
  return { path, problem: `${quoted(value)} is not a choice`, remedy };
}

function wrongForm(path: Path, issue: Issue, value: unknown): Explained {
  const remedy = remedyFor(path);
  if (issue.code === 'too_small' || issue.code === 'too_big') {
    const [problem, fix] = wrongSize(issue, value);
    return { path, problem, remedy: remedy ?? fix };
  }
  const own = issue.code === 'custom' || (issue.code === 'invalid_format' && issue.format === 'regex');
  const says = own && !/^use /.test(issue.message) ? issue.message : 'has not the expected form';
  const subject = typeof value === 'object' ? '' : `${quoted(value)} `;
  return {
    path,
    problem: `${subject}${says}`,
    remedy: remedy ?? 'See docs/program.example.yaml for an example',
  };
}

function wrongSize(
  issue: Extract<Issue, { code: 'too_small' | 'too_big' }>,
  value: unknown,
): [string, string] {
  const unit = { string: ' characters', array: ' entries' }[issue.origin as string] ?? '';
  if (issue.code === 'too_big')
    return [`is too ${unit ? 'long' : 'large'}`, `Use at most ${issue.maximum}${unit}`];
  if (unit && (value === '' || (typeof value === 'string' && value.trim() === '') || Array.isArray(value)))
    return ['is empty', 'Fill it in, or leave it out if it may be'];
  return ['is too small', `Use ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}${unit}`];
}

function remedyFor(path: Path): string | undefined {
  const [key, within] = path.filter((step) => typeof step === 'string').reverse();
  return key === undefined ? undefined : (REMEDIES[`${within}.${key}`] ?? REMEDIES[key]);
}

export function valueAt(file: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) => (value as Record<string | number, unknown> | undefined)?.[step],
    file,
  );
}

function typeWord(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'empty';
  return TYPE_WORDS[typeof value] ?? typeof value;
}

/** As it was written, shortened where a person loses nothing. */
function quoted(value: unknown): string {
  const text = String(value);
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}

/** `partners[2].contacts[0].email` */
export function writtenPath(path: Path): string {
  return (
    path
      .map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index > 0 ? '.' : ''}${step}`))
      .join('') || '(file)'
  );
}
