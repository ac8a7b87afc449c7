import type { Clock } from '../clock.js';
import type { ProgramStore } from '../program/ports.js';
import { activeManagers } from '../program/program.js';
import { type ExportDeps, exportPieces } from './export-pieces.js';
import { requestWords } from './messages.js';
import { type ExportTicket, type TicketStore, ticketId } from './ticket.js';

export interface DownloadDeps extends ExportDeps {
  programs: Pick<ProgramStore, 'current'>;
  tickets: TicketStore;
  clock: Clock;
}

/** What a link leads to. */
export interface Download {
  /** What is in it, in a few words. */
  holds: string;
  programName: string;
  expiresAt: Date;
  timeZone: string;
  fileName: string;
  contentType: string;
  /** The file; that it was fetched is noted before its first byte. */
  text(): AsyncGenerator<string>;
}

/**
 * What the token of a link is good for now; undefined when there is no such, its hour is over, or whoever asked is a program
 * manager no more. Throws StoreUnavailable.
 */
export async function openDownload(deps: DownloadDeps, token: string): Promise<Download | undefined> {
  const program = await deps.programs.current();
  const ticket = await deps.tickets.byId(ticketId(token));
  if (!program || !ticket || ticket.programId !== program.id) return undefined;
  const isManager = activeManagers(program).some(({ id }) => id === ticket.managerId);
  if (!isManager || deps.clock.now() >= ticket.expiresAt) return undefined;
  const { request, expiresAt } = ticket;
  return {
    holds: requestWords(request),
    programName: program.name,
    expiresAt,
    timeZone: program.timeZone,
    fileName: fileName(ticket),
    contentType: request.format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8',
    async *text() {
      await deps.tickets.downloaded(ticket.id, deps.clock.now());
      for await (const { text } of exportPieces(deps, program, request)) yield text;
    },
  };
}

function fileName({ request: { what, format }, at }: ExportTicket): string {
  return `${what}-${at.toISOString().slice(0, 10)}.${format}`;
}
