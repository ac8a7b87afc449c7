import { Refused } from '../errors.js';
import type { Reply } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import { channelForPartner, findPartner, type Program } from '../program/program.js';
import { planned, type RecordChange, toPartnerManager } from './decide-check-in.js';
import type { CheckInAnswer, PartnerRecord } from './partner-record.js';
import type { CheckInDeps } from './send-check-ins.js';
import { newRecord } from './sweep-partners.js';
import { type Thanks, thanksCard } from './thanks-card.js';

/** What somebody of a partner says to a check-in. `slot` is empty for what is said apart from one. */
export interface AnswerInput {
  actor: Actor;
  partnerId: string;
  slot: string;
  kind: CheckInAnswer['kind'] | 'start';
  text?: string;
  likelihood?: number;
  /** The same when the platform delivers the act again. */
  actKey: string;
}

const TRIES = 5;

/**
 * Stores the answer, acts on it, and tells whoever looks after the partner; all in one write. The same act twice is one.
 * @throws Refused for anybody who does not speak for this partner (program managers may stop and start)
 */
export async function answerCheckIn(deps: CheckInDeps, input: AnswerInput): Promise<Reply> {
  const program = await deps.programs.current();
  const partner = program && findPartner(program, input.partnerId);
  if (!program || !partner || !maySay(input)) {
    throw new Refused('not_allowed', 'Only people of the partner whom this was sent to can answer it.');
  }
  const manager = [...program.programManagers, ...program.reps].find(({ id }) => id === partner.manager);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = deps.clock.now();
    const found = (await deps.partnerRecords.byPartner(program.id, [partner.id])).get(partner.id);
    const record = found ?? newRecord(partner.id, program, now);
    if (isSaid(record, input)) return privately(input.kind === 'start' ? 'on already' : 'again', partner.id);
    const change = answered(record, program, input, now);
    if ((await deps.partnerRecords.writeAll([change])) === 1) {
      deps.outbox.wake();
      return privately(input.kind, partner.id, manager?.name);
    }
  }
  throw new Refused('out_of_date', 'Somebody else is answering just now. Please try again.');
}

function privately(kind: Thanks, partnerId: string, managerName?: string): Reply {
  return { kind: 'private', card: thanksCard(kind, partnerId, managerName) };
}

function maySay({ actor, partnerId, kind }: AnswerInput): boolean {
  if (actor.partner?.id === partnerId) return true;
  return actor.programManager !== undefined && (kind === 'stop' || kind === 'start');
}

/** What can be said once is said once, whoever of the partner says it; texts may be added to. */
function isSaid({ checkIns, stopped }: PartnerRecord, { slot, kind, actKey }: AnswerInput): boolean {
  if (kind === 'start') return stopped === undefined;
  if (kind === 'stop' && stopped) return true;
  const answers = checkIns.find((one) => one.slot === slot)?.answers ?? [];
  return answers.some(
    (one) => one.key === actKey || (one.kind === kind && kind !== 'clients' && kind !== 'profile'),
  );
}

/** Pure. */
function answered(record: PartnerRecord, program: Program, input: AnswerInput, now: Date): RecordChange {
  const { kind, actor, slot, text, likelihood, actKey } = input;
  const { stopped: _stopped, ...going } = record;
  if (kind === 'start')
    return { after: planned({ ...going, state: 'active', heardAt: now }, program, now), messages: [] };
  const answer: CheckInAnswer = {
    key: actKey,
    kind,
    by: actor.person,
    at: now,
    ...(text === undefined ? {} : { text }),
    ...(likelihood === undefined ? {} : { likelihood }),
  };
  const checkIns = record.checkIns.map((one) =>
    one.slot === slot ? { ...one, answers: [...one.answers, answer] } : one,
  );
  const state = record.state === 'dormant' ? 'active' : record.state;
  const heard: PartnerRecord = { ...record, state, heardAt: now, checkIns };
  const after = kind === 'stop' ? { ...heard, stopped: { by: actor.person, at: now } } : heard;
  const channel = channelForPartner(program, record.partnerId)?.channel;
  const facts = {
    partnerId: record.partnerId,
    kind,
    who: actor.person.name,
    ...(channel ? { channel } : {}),
    ...(text === undefined ? {} : { text }),
    ...(likelihood === undefined ? {} : { likelihood }),
  };
  return { after, messages: [toPartnerManager(record, program, 'partner-answer', actKey, facts, now)] };
}
