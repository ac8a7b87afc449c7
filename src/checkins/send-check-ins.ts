import type { Clock } from '../clock.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { decideCheckIn, planned, type RecordChange, toPartnerManager } from './decide-check-in.js';
import { NO_HISTORY, type PartnerHistory, type PartnerRecord } from './partner-record.js';
import type { PartnerRecordStore } from './ports.js';

export interface CheckInDeps {
  partnerRecords: PartnerRecordStore;
  programs: ProgramStore;
  clock: Clock;
  outbox: { wake(): void };
  onError: (error: unknown, doing: string) => void;
}

const AT_ONCE = 500;
const SUSPECTS_AT_ONCE = 20;
const MOST_ATTEMPTS = 5;
const QUARTER_DAYS = 91;

/**
 * Sends the check-ins whose time has come, or stores why not. Works from what is due: after a downtime each partner gets one
 * at the most. Safe in several processes at once, and to be killed at any line.
 * @returns how many records were changed
 */
export async function sendCheckIns(deps: CheckInDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  let count = 0;
  for (const { suspects, limit, rounds } of [
    { suspects: false, limit: AT_ONCE, rounds: 10_000 },
    { suspects: true, limit: 1, rounds: SUSPECTS_AT_ONCE },
  ]) {
    for (let round = 0; round < rounds; round += 1) {
      const now = deps.clock.now();
      const due = await deps.partnerRecords.takeDue({ programId: program.id, now, limit, suspects });
      if (due.length === 0) break;
      const since = new Date(now.getTime() - QUARTER_DAYS * DAY_MS);
      const ids = due.map(({ partnerId }) => partnerId);
      const histories = await deps.partnerRecords.histories(program.id, ids, since);
      const changes = due.flatMap((record) => decided(deps, record, program, histories, now));
      count += await deps.partnerRecords.writeAll(changes);
      deps.outbox.wake();
    }
  }
  return count;
}

function decided(
  deps: CheckInDeps,
  record: PartnerRecord,
  program: Program,
  histories: Map<string, PartnerHistory>,
  now: Date,
): RecordChange[] {
  if ((record.attempts ?? 0) > MOST_ATTEMPTS) return [parked(record, program, now)];
  try {
    return [decideCheckIn(record, program, histories.get(record.partnerId) ?? NO_HISTORY, now)];
  } catch (error) {
    deps.onError(error, `check-in with ${record.partnerId}`);
    return [];
  }
}

/** Given up for this quarter; the next one is tried again. */
function parked(record: PartnerRecord, program: Program, now: Date): RecordChange {
  const checkIn = { slot: record.next?.slot ?? '', at: now, skipped: 'failed' as const, answers: [] };
  const after = planned(
    { ...record, checkIns: [...record.checkIns, checkIn] },
    program,
    record.next?.until ?? now,
  );
  const facts = { partnerId: record.partnerId };
  const key = `parked:${checkIn.slot}`;
  return { after, messages: [toPartnerManager(record, program, 'check-in-parked', key, facts, now)] };
}
