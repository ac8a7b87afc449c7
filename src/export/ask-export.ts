import type { Clock } from '../clock.js';
import { Refused } from '../errors.js';
import { textValue, typedText } from '../messages/form.js';
import type { Submission, SubmissionReply } from '../messages/interaction.js';
import type { PendingMessage } from '../messages/pending.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { FORMAT_OPTIONS, kindOf } from './export-form.js';
import { sentCard } from './messages.js';
import { type AskedExport, type ExportRequest, readRequest } from './read-request.js';
import { type ExportTicket, newToken, TICKET_MS, type TicketStore, ticketId } from './ticket.js';

export interface AskDeps {
  programs: ProgramStore;
  clock: Clock;
  outbox: { wake(): void };
  tickets: TicketStore;
  /** Undefined where people cannot reach our pages. */
  pageUrl: (path: string) => string | undefined;
}

const NO_PAGES =
  'Files are downloaded from a page, and this program does not know the address people reach it at. Whoever runs it can set PUBLIC_URL, or use the command line: npm run --silent cli -- export referrals --help';

/** May this person have exports, here? Throws Refused in words for them. */
export async function mayAsk({ programs, pageUrl }: AskDeps, actor: Actor): Promise<Program> {
  const program = await requireProgram(programs);
  requireMay('export', actor, program);
  if (pageUrl('/') === undefined) throw new Refused('invalid', NO_PAGES);
  return program;
}

/**
 * From the form to a ticket, with the message that brings its link to the program manager's own direct messages, in one
 * write: a link to everything is never shown in a channel. The same form again changes nothing.
 */
export async function askExport(deps: AskDeps, submission: Submission<Actor>): Promise<SubmissionReply> {
  const { actor, carried, submissionKey, values } = submission;
  const program = await mayAsk(deps, actor);
  const read = readRequest(program, askedOf(submission));
  if (!read.ok) {
    const problems = read.problems.map(({ filter, problem, remedy }) => [filter, `${problem}. ${remedy}.`]);
    return { kind: 'errors', errors: Object.fromEntries(problems) };
  }
  const { person, programManager } = actor;
  if (person.platform === 'system' || !programManager) throw new Refused('not_allowed', 'Only people can.');
  const token = newToken();
  const at = deps.clock.now();
  const ticket: ExportTicket = {
    id: ticketId(token),
    programId: program.id,
    submissionKey,
    request: read.request,
    by: person,
    managerId: programManager.id,
    at,
    expiresAt: new Date(at.getTime() + TICKET_MS),
    downloads: [],
    pending: [],
    updatedAt: at,
  };
  const url = deps.pageUrl(`/export/${token}`) ?? '';
  const account = { platform: person.platform, userId: person.userId };
  const link = linkMessage(ticket, { kind: 'direct', account }, url, program);
  if (await deps.tickets.add({ ...ticket, pending: [link] })) deps.outbox.wake();
  if (!carried.channel || !carried.platform || textValue(values, 'what') === '') return { kind: 'close' };
  const channel = { platform: person.platform, id: carried.channel };
  return { kind: 'close', afterwards: { card: sentCard(read.request), channel } };
}

function linkMessage(
  { id, request, expiresAt, at }: ExportTicket,
  to: PendingMessage['to'],
  url: string,
  program: Program,
): PendingMessage {
  return {
    key: `export:${id}:link`,
    subject: { kind: 'program', id: program.id },
    template: 'export-link',
    to,
    facts: { request, url, expiresAt },
    expiresAt,
    at,
  };
}

function askedOf({ values }: Submission<Actor>): AskedExport {
  const format = FORMAT_OPTIONS.find(({ value }) => value === textValue(values, 'format'))?.asked;
  const contacts = values.contacts === 'true' || [values.contacts].flat().includes('true');
  const filter = (key: string) => typedText(values, key);
  const asked: { what: ExportRequest['what'] } = { what: kindOf(textValue(values, 'what')) };
  return {
    ...asked,
    ...(format ?? { format: 'csv', byteOrderMark: true }),
    contacts,
    delimiter: ',',
    from: filter('from'),
    until: filter('until'),
    partner: filter('partner'),
    state: filter('state'),
  };
}
