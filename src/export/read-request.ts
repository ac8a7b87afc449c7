import { suggest } from '../program/file/nearest.js';
import { PARTNER_STATES } from '../program/partner-state.js';
import { onePartnerNamed } from '../program/partners-named.js';
import type { Program } from '../program/program.js';
import { dayNumber, instantOf } from '../program/zone-days.js';
import { REWARD_STATES } from '../referral/reward-terms.js';
import { OPEN_STATES, STATES, TERMINAL_STATES } from '../referral/states.js';

/** What can be exported. */
export const EXPORTS = ['referrals', 'rewards', 'partners'] as const;
export type ExportKind = (typeof EXPORTS)[number];

export const FORMATS = ['csv', 'json', 'jsonl'] as const;
export type ExportFormat = (typeof FORMATS)[number];

/** As a person asks for it. */
export interface AskedExport {
  what: ExportKind;
  format: ExportFormat;
  /** Who can be reached how, and who wrote: left out unless asked for. */
  contacts: boolean;
  /** For Excel, which takes CSV for Windows-1252 without it. */
  byteOrderMark: boolean;
  /** Between the cells of CSV. */
  delimiter: string;
  from?: string;
  until?: string;
  partner?: string;
  /** Several with commas between. */
  state?: string;
}

/** The same, checked. Small and plain, so that it can be kept. */
export interface ExportRequest
  extends Pick<AskedExport, 'what' | 'format' | 'contacts' | 'byteOrderMark' | 'delimiter'> {
  /** Days of the program's zone; both are in it. */
  from?: string;
  until?: string;
  partnerId?: string;
  states?: string[];
}

export type FilterName = 'from' | 'until' | 'partner' | 'state';
export interface FilterProblem {
  filter: FilterName;
  problem: string;
  remedy: string;
}

export type ReadRequest = { ok: true; request: ExportRequest } | { ok: false; problems: FilterProblem[] };

/** Checks all filters at once. @param asked as typed; empty means: not given */
export function readRequest(program: Program, asked: AskedExport): ReadRequest {
  const { what, format, contacts, byteOrderMark, delimiter } = asked;
  const from = readDay('from', asked.from);
  const until = readDay('until', asked.until);
  const partner = readPartner(program, asked.partner);
  const states = readStates(what, asked.state);
  const problems = [from, until, partner, states].flatMap((read) => read.problem ?? []);
  if (from.value && until.value && until.value < from.value)
    problems.push({
      filter: 'until',
      problem: `${until.value} is before ${from.value}`,
      remedy: 'Give a last day that is not before the first',
    });
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    request: {
      ...{ what, format, contacts, byteOrderMark, delimiter },
      ...(from.value ? { from: from.value } : {}),
      ...(until.value ? { until: until.value } : {}),
      ...(partner.value ? { partnerId: partner.value } : {}),
      ...(states.value ? { states: states.value } : {}),
    },
  };
}

/** From the first instant of one day to that of the day after another, in the program's zone. */
export function stretchOf(
  { timeZone }: Program,
  { from, until }: Pick<ExportRequest, 'from' | 'until'>,
): { from?: Date; before?: Date } {
  return {
    ...(from ? { from: new Date(instantOf(timeZone, dayNumber(from), 0)) } : {}),
    ...(until ? { before: new Date(instantOf(timeZone, dayNumber(until) + 1, 0)) } : {}),
  };
}

interface Read<Value> {
  value?: Value;
  problem?: FilterProblem;
}

function readDay(filter: 'from' | 'until', typed = ''): Read<string> {
  const text = typed.trim();
  if (text === '') return {};
  try {
    dayNumber(text);
    return { value: text };
  } catch {
    const remedy = 'Write a day such as 2026-11-21';
    return { problem: { filter, problem: `"${shown(text)}" is no date`, remedy } };
  }
}

/** Those that have left too: their past is still there. */
function readPartner({ partners }: Program, typed = ''): Read<string> {
  const text = typed.trim();
  if (text === '') return {};
  const found = onePartnerNamed(partners, text);
  if ('partner' in found) return { value: found.partner.id };
  return { problem: { filter: 'partner', ...found } };
}

/** Two words that people use for many states at once. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = { open: OPEN_STATES, closed: TERMINAL_STATES };

function readStates(what: ExportKind, typed = ''): Read<string[]> {
  const words = typed
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
  if (typed.trim() === '') return {};
  const known: readonly string[] = statesOf(what);
  const groups = what === 'referrals' ? TOGETHER : {};
  const states: string[] = [];
  for (const word of words.length > 0 ? words : [typed.trim()]) {
    const meant = Object.hasOwn(groups, word) ? groups[word] : known.includes(word) ? [word] : undefined;
    if (!meant) {
      const names = [...Object.keys(groups), ...known];
      const remedy = suggest(word, names, `Give one or more of ${names.join(', ')}`);
      return { problem: { filter: 'state', problem: `"${shown(word)}" is no state of ${what}`, remedy } };
    }
    states.push(...meant);
  }
  return { value: [...new Set(states)] };
}

/** The states an export of this kind can be narrowed to. */
export function statesOf(what: ExportKind): readonly string[] {
  return { referrals: STATES, rewards: REWARD_STATES, partners: PARTNER_STATES }[what];
}

function shown(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
