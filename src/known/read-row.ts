import { COLUMN_FIELDS, type ColumnField, type ColumnPlaces } from './columns.js';
import type { KnownKind, KnownRow } from './known-company.js';
import type { CompanyMatching } from './ports.js';
import { readCountry } from './read-country.js';
import { type DayOrder, readDay } from './read-day.js';

export interface RowProblem {
  /** The field that is wrong. */
  path: string;
  problem: string;
  remedy: string;
}

export type RowRead = { ok: true; row: KnownRow } | { ok: false; problem: RowProblem };

export interface RowRules {
  kind: KnownKind;
  places: ColumnPlaces;
  /** The last day that a date may be; the day after today, since it may be tomorrow elsewhere. */
  lastDay: string;
  order?: DayOrder | undefined;
}

type Texts = Partial<Record<ColumnField, string>>;

/** Reads a row's cells; the first thing that is wrong makes it a row that is not taken. Pure, and never throws. */
export function readRow(cells: readonly string[], rules: RowRules, matching: CompanyMatching): RowRead {
  const texts: Texts = {};
  for (const field of COLUMN_FIELDS) {
    const place = rules.places.get(field);
    const text = place === undefined ? '' : cellText(cells[place] ?? '');
    const problem = text === '' ? undefined : wrongInText(field, text);
    if (problem) return no(field, ...problem);
    if (text !== '') texts[field] = text;
  }
  const who = readWho(texts, rules.kind, matching);
  if (!who.ok) return who;
  const when = readDays(texts, rules);
  if (!when.ok) return when;
  const { id, owner, stage } = texts;
  return {
    ok: true,
    row: {
      ...who.row,
      ...when.row,
      ...(id === undefined ? {} : { reference: id }),
      ...(owner === undefined ? {} : { owner }),
      ...(stage === undefined ? {} : { stage }),
    },
  };
}

/** Ways to write that there is nothing. */
const NOTHING = /^(-+|–|—|n\/?a|null|none|#n\/a|\(blank\))$/i;
/** How some exports keep a spreadsheet from taking a number for one: `="00123"`. */
const TEXT_FORMULA = /^="((?:[^"]|"")*)"$/;
/** What a spreadsheet would work out, or run. */
const FORMULA = /^(=|[+\-@]\s*[A-Za-z_.]+\(|[+\-@]\s*\w+\|')/;

function cellText(cell: string): string {
  const text = cell.replaceAll('\u00a0', ' ').trim();
  const kept = TEXT_FORMULA.exec(text)?.[1]?.replaceAll('""', '"').trim();
  const value = kept ?? text;
  return NOTHING.test(value) ? '' : value;
}

const MOST_CHARACTERS: Partial<Record<ColumnField, number>> = { domain: 2_000, email: 320, id: 200 };
const MOST_OTHERWISE = 300;

function wrongInText(field: ColumnField, text: string): [string, string] | undefined {
  const most = MOST_CHARACTERS[field] ?? MOST_OTHERWISE;
  if (text.length > most)
    return [
      `is ${text.length} characters long`,
      `At most ${most} are taken: look for a missing quote or delimiter`,
    ];
  if (text.includes('\u0000')) return ['holds a NUL character', 'Export the file again, as text'];
  if (text.includes('\ufffd'))
    return ['holds a character that could not be read', 'Export the file as UTF-8, or say its --encoding'];
  if (FORMULA.test(text)) return ['is a formula, not its value', 'Export values instead of formulas'];
}

function readWho(texts: Texts, kind: KnownKind, matching: CompanyMatching): RowRead {
  const { name, domain: website, email: address, phone } = texts;
  const country = texts.country === undefined ? undefined : readCountry(texts.country);
  if (name === undefined && kind !== 'do_not_contact')
    return no('name', 'is empty', 'Fill it in: a company without a name cannot be recognised');
  if (name !== undefined && matching.plainName(name) === '' && website === undefined && address === undefined)
    return no('name', 'names nothing', 'Write the company’s name in letters or digits');
  const domain = website === undefined ? undefined : matching.domainOf(website);
  const email = address === undefined ? undefined : matching.plainEmail(address);
  // What helps to recognise a company that has a name may be wrong; what is all there is may not.
  if (kind === 'do_not_contact') {
    if (website !== undefined && domain === undefined)
      return no('domain', 'is not a domain', 'Write it as example.com');
    if (address !== undefined && email === undefined)
      return no('email', 'is not an e-mail address', 'Write it as name@example.com');
    if (domain !== undefined && matching.isFreeMail(domain))
      return no(
        'domain',
        `${domain} is a mail provider’s and would hold for everybody there`,
        'List addresses instead',
      );
    if (name === undefined && domain === undefined && email === undefined)
      return no('name', 'is empty, and so are domain and e-mail address', 'Fill in one of them');
  }
  return {
    ok: true,
    row: {
      ...(name === undefined ? {} : { name }),
      ...(domain === undefined || matching.isFreeMail(domain) ? {} : { domain }),
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(country === undefined ? {} : { country }),
    },
  };
}

function readDays(texts: Texts, { lastDay, order }: RowRules): RowRead {
  const row: KnownRow = {};
  for (const field of ['opened', 'touched'] as const) {
    const text = texts[field];
    if (text === undefined) continue;
    const read = readDay(text, order);
    if (!read.ok) return no(field, read.problem, read.remedy);
    if (read.day > lastDay) return no(field, `${read.day} is in the future`, 'Correct the date');
    row[field] = read.day;
  }
  return { ok: true, row };
}

function no(path: string, problem: string, remedy: string): { ok: false; problem: RowProblem } {
  return { ok: false, problem: { path, problem, remedy } };
}
