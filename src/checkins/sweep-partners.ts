import { isDeepStrictEqual } from 'node:util';
import { partnerState } from '../program/partner-state.js';
import { channelForPartner, findPartner, type Program } from '../program/program.js';
import { planned, type RecordChange, skipped } from './decide-check-in.js';
import type { PartnerHistory, PartnerRecord } from './partner-record.js';
import type { CheckInDeps } from './send-check-ins.js';

const AT_ONCE = 1_000;

/**
 * Keeps the partners' records as the program has it: a new partner gets one with its first check-in planned; whoever is
 * paused, suspended, has left, came back, or is planned otherwise now, is planned anew; a dormant partner that refers is active.
 * Idempotent, and safe in several processes at once.
 * @returns how many records were changed
 */
export async function sweepPartners(deps: CheckInDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  let count = 0;
  const ids = program.partners.map(({ id }) => id);
  let writing = Promise.resolve(0);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE);
    const now = deps.clock.now();
    const records = await deps.partnerRecords.byPartner(program.id, some);
    const asleep = [...records.values()].flatMap((one) => (one.state === 'dormant' ? [one.partnerId] : []));
    const histories =
      asleep.length > 0 ? await deps.partnerRecords.histories(program.id, asleep, now) : new Map();
    const changes = some.flatMap((id) => broughtUp(id, records.get(id), program, histories, now));
    // The next ones are planned while these are written.
    count += await writing;
    writing = deps.partnerRecords.writeAll(changes);
    writing.catch(() => {});
  }
  return count + (await writing);
}

/** The partner's record as the program has it now, made if there is none; nothing where it is so already. Pure. */
export function broughtUp(
  partnerId: string,
  record: PartnerRecord | undefined,
  program: Program,
  histories: ReadonlyMap<string, PartnerHistory>,
  now: Date,
): RecordChange[] {
  const known = record ?? newRecord(partnerId, program, now);
  if (!record && !findPartner(program, partnerId)) return [];
  const state = stateOf(known, program, histories.get(partnerId));
  const { next, nextAt, plannedFor: before } = known;
  const plannedFor = inputsOf(program, partnerId);
  const isSame = record && state === record.state && plannedFor === before;
  // What is due is the other sweep's.
  if (isSame && (nextAt || state === 'ended')) return [];
  if (record && nextAt && nextAt <= now && state === record.state) return [];
  // A check-in that was moved within its quarter stays where it is.
  const stays = next?.moved && next.until > now && state !== 'ended' && program.checkIns.cycle !== 'off';
  if (state === 'ended' && next)
    return [
      { after: { ...skipped({ ...known, state }, program, 'ended', now).after, plannedFor }, messages: [] },
    ];
  const after = stays ? { ...known, state } : planned({ ...known, state }, program, now);
  if (isSame && isDeepStrictEqual(essence(record), essence(after))) return [];
  return [{ after: { ...after, plannedFor }, messages: [] }];
}

/** All that a partner's plan depends on, but for the record itself. */
function inputsOf(program: Program, partnerId: string): string {
  const { checkIns, timeZone, businessHours, holidays } = program;
  const partner = findPartner(program, partnerId);
  const channel = channelForPartner(program, partnerId);
  return JSON.stringify([
    [checkIns.cycle, checkIns.at, timeZone, businessHours, holidays],
    [partner?.timeZone, partner?.holidays, partner?.since, partner?.paused],
    [channel?.channel, channel?.timeZone],
  ]);
}

function essence({ state, next, nextAt }: PartnerRecord) {
  return { state, next, nextAt };
}

function stateOf(
  record: PartnerRecord,
  program: Program,
  history: PartnerHistory | undefined,
): PartnerRecord['state'] {
  const partner = findPartner(program, record.partnerId);
  const state = partner ? partnerState(program, partner) : 'ended';
  if (state !== 'active') return state;
  const asleepSince = record.checkIns.findLast(({ skipped }) => skipped === 'dormant')?.at;
  const heardSince = history?.lastAt && asleepSince && history.lastAt > asleepSince;
  return record.state === 'dormant' && !heardSince ? 'dormant' : 'active';
}

export function newRecord(partnerId: string, program: Program, now: Date): PartnerRecord {
  return {
    programId: program.id,
    partnerId,
    version: 0,
    state: 'active',
    joinedAt: now,
    checkIns: [],
    pending: [],
    updatedAt: now,
  };
}
