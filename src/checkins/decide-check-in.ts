import type { ChannelRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import { addBusinessDays, isQuiet, nextAllowedMoment, type WorkCalendar } from '../program/business-time.js';
import { partnerCalendar } from '../program/calendars.js';
import { leftInPeace } from '../program/partner-state.js';
import { accountOf, channelForPartner, findPartner, type Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import {
  type CheckIn,
  type PartnerHistory,
  type PartnerRecord,
  type SkipReason,
  silentCheckIns,
} from './partner-record.js';
import { hashOf, nextCheckIn } from './slots.js';

/** A referral this recent says all that a check-in would ask. */
const JUST_REFERRED_DAYS = 7;
const YEAR_DAYS = 365;
const SPREAD_SECONDS = 1_800;

/** What becomes of a record, with what is to be said. */
export interface RecordChange {
  after: PartnerRecord;
  messages: PendingMessage[];
}

/**
 * The record with the check-in that comes next from `from` on. Whoever is paused, suspended or has stopped is planned all the same, so
 * that the reason is kept when the time comes; who has left is not. Pure.
 */
export function planned(record: PartnerRecord, program: Program, from: Date): PartnerRecord {
  const partner = findPartner(program, record.partnerId);
  const handled = new Set(record.checkIns.map(({ slot }) => slot));
  let slot = partner && nextCheckIn(program, partner, record.joinedAt, from);
  // A slot that was moved within its quarter is handled once.
  while (slot && partner && handled.has(slot.id))
    slot = nextCheckIn(program, partner, record.joinedAt, slot.until);
  const {
    next: _next,
    nextAt: _nextAt,
    attempts: _attempts,
    takenUntil: _until,
    taker: _taker,
    ...rest
  } = record;
  return slot ? { ...rest, next: { slot: slot.id, at: slot.at, until: slot.until }, nextAt: slot.at } : rest;
}

/** What to do with a check-in whose time has come. Pure. */
export function decideCheckIn(
  record: PartnerRecord,
  program: Program,
  history: PartnerHistory,
  now: Date,
): RecordChange {
  const { next } = record;
  const partner = findPartner(program, record.partnerId);
  const channel = channelForPartner(program, record.partnerId);
  if (!next) return { after: planned(record, program, now), messages: [] };
  const skip = (why: SkipReason) => skipped(record, program, why, now);
  const inPeace = leftInPeace(program, record.partnerId);
  if (!partner || inPeace === 'ended') return skip('ended');
  if (program.checkIns.cycle === 'off') return skip('turned_off');
  if (inPeace) return skip(inPeace);
  if (record.stopped) return skip('stopped');
  if (!channel) return skip('no_channel');
  if (now >= next.until) return skip('missed');
  const calendar = partnerCalendar(program, partner, channel);
  if (isQuiet(calendar, now)) return later(record, nextAllowedMoment(calendar, now), () => skip('missed'));
  if (history.lastAt && now.getTime() - history.lastAt.getTime() < JUST_REFERRED_DAYS * DAY_MS) {
    // The same time of day, once the week of the referral is over.
    const moved = addBusinessDays(calendar, new Date(next.at.getTime() + JUST_REFERRED_DAYS * DAY_MS), 0);
    const until = moved > now ? moved : addBusinessDays(calendar, now, 1);
    return later(record, until, () => skip('just_referred'));
  }
  const silent = silentCheckIns(record, history.lastAt);
  if (silent >= program.checkIns.dormantAfter) return asleep(record, program, now, silent);
  return sent(record, program, history, channel.channel, calendar, now);
}

/** Looked at again at another time of the same quarter, else `otherwise`. */
function later(record: PartnerRecord, at: Date, otherwise: () => RecordChange): RecordChange {
  const { next } = record;
  if (!next || at >= next.until) return otherwise();
  const { attempts: _a, takenUntil: _t, taker: _k, ...rest } = record;
  return { after: { ...rest, next: { ...next, at, moved: true }, nextAt: at }, messages: [] };
}

/** The slot is kept with why nothing was said, and the next one planned. */
export function skipped(record: PartnerRecord, program: Program, why: SkipReason, now: Date): RecordChange {
  const { next } = record;
  const checkIn: CheckIn = { slot: next?.slot ?? '', at: now, skipped: why, answers: [] };
  const after = { ...record, checkIns: [...record.checkIns, checkIn] };
  return {
    after: planned(after, program, next && next.until > now && why !== 'missed' ? next.until : now),
    messages: [],
  };
}

function sent(
  record: PartnerRecord,
  program: Program,
  history: PartnerHistory,
  channel: ChannelRef,
  calendar: WorkCalendar,
  now: Date,
): RecordChange {
  const { next, partnerId } = record;
  const slot = next?.slot ?? '';
  const askLikelihood =
    program.checkIns.askLikelihood &&
    (!record.likelihoodAskedAt || now.getTime() - record.likelihoodAskedAt.getTime() >= YEAR_DAYS * DAY_MS);
  const checkIn: CheckIn = { slot, at: now, shown: history, answers: [] };
  const after: PartnerRecord = {
    ...record,
    state: 'active',
    checkIns: [...record.checkIns, checkIn],
    ...(askLikelihood ? { likelihoodAskedAt: now } : {}),
  };
  // Ten thousand partners of one zone do not fire in the same second.
  const spread = new Date(now.getTime() + (hashOf(`${partnerId} ${slot} seconds`) % SPREAD_SECONDS) * 1_000);
  const { lastAt: _lastAt, ...figures } = history;
  return {
    after: planned(after, program, next?.until ?? now),
    messages: [
      {
        key: `partner:${record.programId}:${partnerId}:check-in:${slot}`,
        subject: { kind: 'partner', id: partnerId },
        template: 'check-in',
        to: { kind: 'channel', channel },
        facts: { ...figures, slot, partnerId, askLikelihood },
        at: now,
        notBefore: isQuiet(calendar, spread) ? now : spread,
        neverTwice: true,
      },
    ],
  };
}

/** Silence has gone on for long enough: the partner's manager is told, and it is left in peace until it is heard of. */
function asleep(record: PartnerRecord, program: Program, now: Date, silent: number): RecordChange {
  const { after } = skipped(record, program, 'dormant', now);
  if (record.state === 'dormant') return { after, messages: [] };
  const facts = { partnerId: record.partnerId, silent };
  return {
    after: { ...after, state: 'dormant' },
    messages: [
      toPartnerManager(record, program, 'partner-dormant', `dormant:${record.next?.slot}`, facts, now),
    ],
  };
}

/** For whoever looks after the partner, else every program manager. */
export function toPartnerManager(
  { programId, partnerId }: Pick<PartnerRecord, 'programId' | 'partnerId'>,
  program: Program,
  template: string,
  key: string,
  facts: Record<string, unknown>,
  at: Date,
): PendingMessage {
  const managerId = findPartner(program, partnerId)?.manager;
  const manager = [...program.programManagers, ...program.reps].find(
    ({ id, ended }) => id === managerId && !ended,
  );
  const account = manager && accountOf(manager);
  return {
    key: `partner:${programId}:${partnerId}:${key}:${template}`,
    subject: { kind: 'partner', id: partnerId },
    template,
    to: account ? { kind: 'direct', account } : { kind: 'program_managers' },
    facts,
    at,
  };
}
