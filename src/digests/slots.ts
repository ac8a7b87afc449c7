import { DateTime } from 'luxon';
import type { ChannelRef } from '../messages/address.js';
import { isBusinessDay, type WorkCalendar } from '../program/business-time.js';
import { personCalendar } from '../program/calendars.js';
import { WEEKDAYS } from '../program/definition-atoms.js';
import type { ProgramManager, Rep } from '../program/people-settings.js';
import { accountOf, activeManagers, activeReps, digestChannel, type Program } from '../program/program.js';

/** Who is sent a digest: a program manager, a rep (the morning list), or the digest channel. */
export type Reader =
  | { kind: 'manager'; key: `manager:${string}`; person: ProgramManager }
  | { kind: 'rep'; key: `rep:${string}`; person: Rep }
  /** For program managers who have no account. */
  | { kind: 'channel'; key: `channel:${string}`; channel: ChannelRef };
export type ReaderKey = Reader['key'];

export type Every = 'daily' | 'weekly' | 'off';

/** One day's digest of one reader. */
export interface DigestSlot {
  /** `digest:manager:paula:2026-11-26`: unique for ever; a reader has at most one a day, whatever the hour. */
  id: string;
  at: Date;
  /** Of no use from then on: that business day is over. */
  until: Date;
  /** The reader's date. */
  date: string;
  zone: string;
}

/** Nobody is planned for further ahead; whoever is away for longer is planned again with the next change. */
const MOST_DAYS = 400;

/** Everybody a digest may be sent to, whether they want it or not. */
export function readersOf(program: Program): Reader[] {
  const managers = activeManagers(program);
  const channel = digestChannel(program);
  const unreached = managers.some((manager) => !accountOf(manager));
  return [
    ...managers
      .filter((manager) => accountOf(manager))
      .map((person): Reader => ({ kind: 'manager', key: `manager:${person.id}`, person })),
    ...(channel && unreached
      ? [{ kind: 'channel', key: `channel:${channel.platform}:${channel.id}`, channel } satisfies Reader]
      : []),
    ...activeReps(program)
      .filter((rep) => accountOf(rep))
      .map((person): Reader => ({ kind: 'rep', key: `rep:${person.id}`, person })),
  ];
}

/** When a reader works. */
export function readerCalendar(program: Program, reader: Reader): WorkCalendar {
  return reader.kind === 'channel' ? program : personCalendar(program, reader.person);
}

/**
 * How often and when: what the reader chose in chat wins over the program file's word for them, that over the program's. The
 * program's hour is not before its opening, since nobody has asked to be disturbed earlier; a reader's own may be.
 */
export function rhythmOf(program: Program, reader: Reader, chosen?: Every) {
  const general = reader.kind === 'rep' ? program.digests.reps : program.digests.programManagers;
  const own = reader.kind === 'channel' ? undefined : reader.person.digest;
  const { from } = program.businessHours;
  return {
    every: chosen ?? own?.every ?? general.every,
    at: own?.at ?? (general.at < from ? from : general.at),
    day: own?.day ?? general.day,
  };
}

/**
 * The reader's first slot after an instant, or `undefined` when there is none: turned off, or away for more than a year.
 * @param chosen what the reader chose in chat
 * @param lastDate of the last slot that was dealt with: a slot moved to a later hour does not come twice that day
 */
export function nextSlot(
  program: Program,
  reader: Reader,
  after: Date,
  { chosen, lastDate = '' }: { chosen?: Every | undefined; lastDate?: string | undefined } = {},
): DigestSlot | undefined {
  let date = localDate(readerCalendar(program, reader), after);
  for (let days = 0; days < MOST_DAYS; days += 1) {
    const slot = slotOn(program, reader, date, chosen);
    if (slot && slot.at > after && date > lastDate) return slot;
    date = plusDays(date, 1);
  }
  return undefined;
}

/** The slot that may be sent at this instant: today's, when its hour has come and that business day is not over. */
export function openSlot(
  program: Program,
  reader: Reader,
  now: Date,
  chosen?: Every,
): DigestSlot | undefined {
  const slot = slotOn(program, reader, localDate(readerCalendar(program, reader), now), chosen);
  return slot && slot.at <= now && now < slot.until ? slot : undefined;
}

/** The reader's slot on a date of theirs, if that day has one. */
function slotOn(program: Program, reader: Reader, date: string, chosen?: Every): DigestSlot | undefined {
  const { every, at, day } = rhythmOf(program, reader, chosen);
  const calendar = readerCalendar(program, reader);
  if (every === 'off' || !isBusinessDay(calendar, date)) return undefined;
  if (every === 'weekly' && !isFirstSince(calendar, date, day)) return undefined;
  const begins = timeOn(calendar, date, at);
  // A zone that jumped over the date line has no such day.
  if (begins.toISODate() !== date) return undefined;
  const closes = timeOn(calendar, date, calendar.businessHours.to);
  const until = closes > begins ? closes : timeOn(calendar, plusDays(date, 1), '00:00');
  return {
    id: `digest:${reader.key}:${date}`,
    at: begins.toJSDate(),
    until: until.toJSDate(),
    date,
    zone: calendar.timeZone,
  };
}

/** A weekly one whose day is a day off comes on the next business day before that day comes round again. */
function isFirstSince(calendar: WorkCalendar, date: string, day: (typeof WEEKDAYS)[number]): boolean {
  for (let back = 0; back < 7; back += 1) {
    const earlier = plusDays(date, -back);
    if (back > 0 && isBusinessDay(calendar, earlier)) return false;
    if (WEEKDAYS[DateTime.fromISO(earlier, { zone: 'UTC' }).weekday - 1] === day) return true;
  }
  return false;
}

/** A time that the clock jumps over is as much later that day. */
function timeOn({ timeZone }: WorkCalendar, date: string, time: string): DateTime {
  return DateTime.fromISO(`${date}T${time}`, { zone: timeZone });
}

function localDate({ timeZone }: WorkCalendar, instant: Date): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toISODate() ?? '';
}

function plusDays(date: string, days: number): string {
  return DateTime.fromISO(date, { zone: 'UTC' }).plus({ days }).toISODate() ?? '';
}
