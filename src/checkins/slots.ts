import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { openDays, type WorkCalendar } from '../program/business-days.js';
import { nextAllowedMoment } from '../program/business-time.js';
import { partnerCalendar } from '../program/calendars.js';
import type { Partner } from '../program/partner-settings.js';
import { leftInPeace } from '../program/partner-state.js';
import { channelForPartner, type Program } from '../program/program.js';
import { clockOf, DAY_MS, dayNumber, instantOf } from '../program/zone-days.js';

/** When a partner is checked in with. Pure: the same partner has the same slots, whenever and by whom they are asked for. */

/** One quarter's check-in. `id` is unique for the partner for ever: `2026-Q4`, or `A3` for the fourth from joining. */
export interface CheckInSlot {
  id: string;
  at: Date;
  /** After this it has been missed. */
  until: Date;
}

/** Not in the first days of a quarter, when everybody writes, nor so late that moving it by a week leaves it. */
const LEAVE_FIRST_DAYS = 7;
const LEAVE_LAST_DAYS = 14;
/** Whoever has just joined is talked to anyway. */
const AFTER_JOINING_DAYS = 28;

/**
 * The partner's check-ins in force at or after `from` and before `until`, in order. None without a channel, while it
 * is paused or suspended, or while the program has none. Each is at the program's time of day, in the zone of the partner's channel, on a business day that a hash of
 * the partner chooses, so that partners are spread over the quarter.
 * @param joined when the partner was first in the program; its own `since` comes before that
 */
export function checkInSlots(
  program: Program,
  partner: Partner,
  joined: Date,
  { from, until }: { from: Date; until: Date },
): CheckInSlot[] {
  const slots: CheckInSlot[] = [];
  if (leftInPeace(program, partner.id) || !channelForPartner(program, partner.id)) return slots;
  for (const slot of slotsFrom(program, partner, joined, from)) {
    if (slot.at >= until) break;
    slots.push(slot);
  }
  return slots;
}

/** The next one at or after an instant, also of a partner whom it cannot be said to just now. */
export function nextCheckIn(
  program: Program,
  partner: Partner,
  joined: Date,
  from: Date,
): CheckInSlot | undefined {
  const { value } = slotsFrom(program, partner, joined, from).next();
  return value ?? undefined;
}

/** A calendar that never opens is a mistake in the program file, not a reason to hang. */
const MOST_QUARTERS = 400;

function* slotsFrom(
  program: Program,
  partner: Partner,
  joined: Date,
  from: Date,
): Generator<CheckInSlot, undefined> {
  const channel = channelForPartner(program, partner.id);
  if (program.checkIns.cycle === 'off') return;
  const calendar = partnerCalendar(program, partner, channel);
  const zone = calendar.timeZone;
  const joinedDay = partner.since ? dayNumber(partner.since) : clockOf(zone, joined.getTime()).day;
  let left = MOST_QUARTERS;
  for (const quarter of quarters(program, joinedDay, clockOf(zone, from.getTime()).day)) {
    if (left === 0) return;
    left -= 1;
    const day = chosenDay(quarter, partner.id, joinedDay, calendar);
    if (day === undefined) continue;
    const at = nextAllowedMoment(calendar, new Date(instantOf(zone, day, timeOfDay(program.checkIns.at))));
    const until = new Date(instantOf(zone, quarter.end, 0));
    if (at >= from && at < until) yield { id: quarter.id, at, until };
  }
}

/** A quarter's days: the first, and the one after the last. */
interface Quarter {
  id: string;
  first: number;
  end: number;
}

/** The quarter that holds the day, and those after it, without end. */
function* quarters({ checkIns }: Program, joinedDay: number, day: number): Generator<Quarter> {
  if (checkIns.cycle === 'anniversary') {
    const start = dateOf(joinedDay);
    const passed = Math.max(0, Math.floor(dateOf(day).diff(start, 'months').months / 3));
    // Counted from the first day each time: the 31st comes back after a month that has none.
    const begins = (index: number) => numberOf(start.plus({ months: 3 * index }));
    for (let index = passed; ; index += 1)
      yield { id: `A${index}`, first: begins(index), end: begins(index + 1) };
  }
  const today = new Date(day * DAY_MS);
  const current = today.getUTCFullYear() * 4 + Math.floor(today.getUTCMonth() / 3);
  // Each begins on the first of a month, which every calendar has.
  const begins = (index: number) => Date.UTC(Math.floor(index / 4), (index % 4) * 3, 1) / DAY_MS;
  for (let index = current; ; index += 1)
    yield {
      id: `${Math.floor(index / 4)}-Q${(index % 4) + 1}`,
      first: begins(index),
      end: begins(index + 1),
    };
}

function chosenDay(
  { id, first, end }: Quarter,
  partnerId: string,
  joinedDay: number,
  calendar: WorkCalendar,
): number | undefined {
  const earliest = Math.max(first, joinedDay + AFTER_JOINING_DAYS);
  const preferred = openDays(calendar, Math.max(earliest, first + LEAVE_FIRST_DAYS), end - LEAVE_LAST_DAYS);
  const possible = preferred.length > 0 ? preferred : openDays(calendar, earliest, end);
  return possible[hashOf(`${partnerId} ${id}`) % possible.length];
}

/** A number that is the same for the same words on every machine. */
export function hashOf(words: string): number {
  return createHash('sha256').update(words).digest().readUInt32BE(0);
}

function dateOf(day: number): DateTime {
  return DateTime.fromMillis(day * DAY_MS, { zone: 'utc' });
}

function numberOf(date: DateTime): number {
  return Math.floor(date.toMillis() / DAY_MS);
}

function timeOfDay(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return (hours * 60 + minutes) * 60_000;
}
