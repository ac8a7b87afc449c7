import type { Partner } from '../program/partner-settings.js';
import { partnerState } from '../program/partner-state.js';
import type { Program } from '../program/program.js';
import type { ReferralState } from '../referral/states.js';
import { csvRecord, jsonValue } from './cells.js';
import { type Column, columnsFor } from './columns.js';
import { type PartnerRow, partnerColumns } from './partner-columns.js';
import type { ExportReads, PartnerFacts, PartnerFigures } from './ports.js';
import { type ExportRequest, stretchOf } from './read-request.js';
import { type AnswerField, referralColumns } from './referral-columns.js';
import { rewardColumns } from './reward-columns.js';

export interface ExportDeps {
  reads: ExportReads;
  /** The referral form's fields: each is a column. */
  fields: readonly AnswerField[];
}

/** A part of the file, and how many rows are in it. */
export interface Piece {
  text: string;
  rows: number;
}

/**
 * The whole file, piece by piece, in constant memory: CSV with its titles, a JSON array, or JSON Lines. With nothing in it, it is
 * the titles alone, `[]`, or empty. Throws StoreUnavailable in the middle when the database goes away.
 */
export async function* exportPieces(
  { reads, fields }: ExportDeps,
  program: Program,
  request: ExportRequest,
): AsyncGenerator<Piece> {
  if (request.what === 'partners')
    yield* written(partnerRows(reads, program, request), partnerColumns(program), program, request);
  else {
    const { partnerId, states } = request;
    const all = {
      programId: program.id,
      ...stretchOf(program, request),
      ...(partnerId === undefined ? {} : { partnerId }),
    };
    if (request.what === 'rewards') {
      const wanted = { ...all, ...(states === undefined ? {} : { states }) };
      yield* written(reads.rewards(wanted), rewardColumns(program), program, request);
      return;
    }
    const wanted = { ...all, ...(states === undefined ? {} : { states: states as ReferralState[] }) };
    yield* written(reads.referrals(wanted), referralColumns(program, fields), program, request);
  }
}

async function* written<Row>(
  pages: AsyncGenerator<Row[]>,
  all: readonly Column<Row>[],
  { timeZone }: Program,
  { format, contacts, byteOrderMark, delimiter }: ExportRequest,
): AsyncGenerator<Piece> {
  const columns = columnsFor(all, contacts);
  const asJson = (row: Row) =>
    JSON.stringify(
      Object.fromEntries(columns.map(({ name, value }) => [name, jsonValue(value(row), timeZone)])),
    );
  let rows = 0;
  if (format === 'csv') {
    const titles = columns.map(({ name }) => name);
    yield { text: (byteOrderMark ? '\ufeff' : '') + csvRecord(titles, timeZone, delimiter), rows: 0 };
  }
  for await (const page of pages) {
    if (page.length === 0) continue;
    const text = page.map((row, index) => {
      if (format === 'jsonl') return `${asJson(row)}\n`;
      if (format === 'json') return `${rows + index === 0 ? '[\n' : ',\n'}${asJson(row)}`;
      return csvRecord(
        columns.map(({ value }) => value(row)),
        timeZone,
        delimiter,
      );
    });
    rows += page.length;
    yield { text: text.join(''), rows: page.length };
  }
  if (format === 'json') yield { text: rows === 0 ? '[]\n' : '\n]\n', rows: 0 };
}

const PARTNERS_AT_ONCE = 200;
const NO_FIGURES: PartnerFigures = { sent: 0, open: 0, met: 0, won: 0 };

/** In the order of the program file. `from` and `until` are about the day a partner joined. */
async function* partnerRows(
  reads: ExportReads,
  program: Program,
  request: ExportRequest,
): AsyncGenerator<PartnerRow[]> {
  const { partnerId, states } = request;
  const { from, before } = stretchOf(program, request);
  const asked = program.partners.filter(({ id }) => partnerId === undefined || id === partnerId);
  for (let at = 0; at < asked.length; at += PARTNERS_AT_ONCE) {
    const some = asked.slice(at, at + PARTNERS_AT_ONCE);
    const facts = await reads.partnerFacts(
      program.id,
      some.map(({ id }) => id),
    );
    const chosen = some
      .map((partner) => ({ partner, facts: factsOf(program, partner, facts.get(partner.id)) }))
      .filter(({ partner, facts: { state, joinedAt } }) => {
        if (states && !states.includes(state)) return false;
        const joined = partner.since ? stretchOf(program, { from: partner.since }).from : joinedAt;
        if (!from && !before) return true;
        return joined !== undefined && !(from && joined < from) && !(before && joined >= before);
      });
    const figures =
      chosen.length === 0
        ? new Map<string, PartnerFigures>()
        : await reads.partnerFigures(
            program.id,
            chosen.map(({ partner }) => partner.id),
          );
    yield chosen.map((one) => ({ ...one, figures: figures.get(one.partner.id) ?? NO_FIGURES }));
  }
}

/** The program says all but who is dormant, which only the record knows. */
function factsOf(program: Program, partner: Partner, known: PartnerFacts | undefined): PartnerFacts {
  const byProgram = partnerState(program, partner);
  const state = byProgram === 'active' && known?.state === 'dormant' ? 'dormant' : byProgram;
  const since = known?.joinedAt;
  return { state, ...(since ? { joinedAt: since } : {}) };
}
