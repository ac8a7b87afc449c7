import type { Program } from '../program/program.js';
import type { DigestSlotStore } from './ports.js';
import { type Every, nextSlot, type Reader, readerCalendar, readersOf, rhythmOf } from './slots.js';

/** By what a reader's slots are planned, as a text: when it changes, they are planned anew. */
export function planOf(program: Program, reader: Reader, chosen?: Every): string {
  const { timeZone, businessHours, holidays, outOfOffice } = readerCalendar(program, reader);
  return JSON.stringify([rhythmOf(program, reader, chosen), timeZone, businessHours, holidays, outOfOffice]);
}

/**
 * Plans whoever is new or has other hours than when they were planned; nobody's plan is touched otherwise. The next slot
 * is always in the future: nothing that lies behind is made good by a change of the program.
 */
export async function planReaders(slots: DigestSlotStore, program: Program, now: Date): Promise<void> {
  const known = new Map((await slots.all(program.id)).map((record) => [record.key, record]));
  const readers = readersOf(program);
  const plans = readers.flatMap((reader) => {
    const record = known.get(reader.key);
    const plan = planOf(program, reader, record?.chosen);
    if (record?.plan === plan) return [];
    const { chosen, lastDate } = record ?? {};
    const nextAt = nextSlot(program, reader, now, { chosen, lastDate })?.at;
    return [{ key: reader.key, was: record?.plan, plan, nextAt }];
  });
  const present = new Set<string>(readers.map(({ key }) => key));
  const gone = [...known.values()]
    .filter(({ key, plan }) => !present.has(key) && plan !== '')
    .map(({ key, plan }) => ({ key, was: plan, plan: '', nextAt: undefined }));
  await slots.plan(program.id, [...plans, ...gone]);
}
