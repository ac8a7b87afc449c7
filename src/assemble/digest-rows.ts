import type { ScheduleRow } from '../cli/schedule/schedule-row.js';
import type { ReaderRecord } from '../digests/ports.js';
import { nextSlot, type Reader, readersOf, rhythmOf } from '../digests/slots.js';
import { accountOf, assignmentOf, type Program } from '../program/program.js';

/** The digests of program managers and the morning lists of reps. Whether there is something to say shows on the day. */
export function digestRows(
  program: Program,
  known: readonly ReaderRecord[],
  from: Date,
  until: Date,
): ScheduleRow[] {
  const records = new Map(known.map((record) => [record.key, record]));
  return readersOf(program).flatMap((reader) => {
    const { chosen, lastDate } = records.get(reader.key) ?? {};
    const { every, at } = rhythmOf(program, reader, chosen);
    const words = {
      kind: reader.kind === 'rep' ? 'morning_list' : 'digest',
      ...about(program, reader),
      reason: `${every === 'weekly' ? 'Weekly' : 'Daily'} at ${at}, when there is something to say.`,
    };
    const rows: ScheduleRow[] = [];
    let slot = nextSlot(program, reader, from, { chosen, lastDate });
    while (slot && slot.at <= until) {
      rows.push({ at: slot.at, zone: slot.zone, ...words });
      slot = nextSlot(program, reader, slot.at, { chosen, lastDate: slot.date });
    }
    return rows;
  });
}

function about(program: Program, reader: Reader): Pick<ScheduleRow, 'subject' | 'called' | 'channel'> {
  if (reader.kind === 'channel') {
    const { platform, id } = reader.channel;
    const assigned = assignmentOf(program, reader.channel)?.id ?? id;
    return { subject: `channels/${assigned}`, called: assigned, channel: `${platform} ${id}` };
  }
  const { id, name } = reader.person;
  const account = accountOf(reader.person);
  return {
    subject: `${reader.kind === 'rep' ? 'reps' : 'programManagers'}/${id}`,
    called: name,
    channel: account ? `${account.platform} ${account.userId}` : '',
  };
}
