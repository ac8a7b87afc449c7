import type { Destination, PendingMessage } from '../messages/pending.js';
import { accountOf, digestChannel, type Program } from '../program/program.js';
import { type DigestDeps, gather } from './gather.js';
import { planReaders } from './plan-readers.js';
import type { SlotDone, TakenReader } from './ports.js';
import { type DigestSlot, nextSlot, openSlot, type Reader, readersOf } from './slots.js';

const AT_ONCE = 100;
const MOST_BATCHES = 200;
const MOST_ATTEMPTS = 5;

export interface PostDeps extends DigestDeps {
  onError: (error: unknown, doing: string) => void;
}

/**
 * Sends what is due: to each reader whose hour has come today the digest, where there is something to say. A slot that
 * was missed is made good while its business day lasts, and never later. Works from what is due; a slot has one id for
 * ever, and is dealt with in one write with its message: safe to run twice, in parallel, and to be killed.
 * @returns how many digests were decided
 */
export async function postDigests(deps: PostDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  const readers = new Map(readersOf(program).map((reader) => [reader.key, reader]));
  let count = 0;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const taken = await deps.slots.takeDue(program.id, deps.clock.now(), AT_ONCE);
    if (taken.length === 0) break;
    for (const one of taken) {
      try {
        const done = await decided(deps, program, readers.get(one.key), one);
        if ((await deps.slots.finish(program.id, one, done)) && done.messages.length > 0) count += 1;
      } catch (error) {
        // Left taken: it comes round again in two minutes, five times.
        deps.onError(error, `the digest of ${one.key}`);
      }
    }
    deps.outbox.wake();
  }
  await planReaders(deps.slots, program, deps.clock.now());
  return count;
}

async function decided(
  deps: PostDeps,
  program: Program,
  reader: Reader | undefined,
  taken: TakenReader,
): Promise<SlotDone> {
  if (!reader) return { messages: [] };
  const now = deps.clock.now();
  const { chosen, lastDate } = taken;
  const slot = openSlot(program, reader, now, chosen);
  const next = (after?: string) => nextSlot(program, reader, now, { chosen, lastDate: after })?.at;
  if (!slot || slot.date <= (lastDate ?? '')) return { nextAt: next(lastDate), messages: [] };
  const done = { nextAt: next(slot.date), slot: { date: slot.date, at: now } };
  if (taken.attempts > MOST_ATTEMPTS) {
    deps.onError(new Error('given up after five attempts; the next one comes as planned'), slot.id);
    return { ...done, slot: { ...done.slot, parked: true }, messages: [] };
  }
  const sections = await gather(deps, program, reader, taken.lastAt);
  return { ...done, messages: sections.length > 0 ? [messageFor(program, reader, slot, taken, now)] : [] };
}

function messageFor(
  program: Program,
  reader: Reader,
  slot: DigestSlot,
  { lastAt }: TakenReader,
  now: Date,
): PendingMessage {
  return {
    key: slot.id,
    subject: { kind: 'program', id: program.id },
    template: reader.kind === 'rep' ? 'morning-list' : 'digest',
    to: placeOf(program, reader),
    facts: { reader: reader.key, ...(lastAt ? { since: lastAt } : {}) },
    at: now,
    expiresAt: slot.until,
    neverTwice: true,
  };
}

function placeOf(program: Program, reader: Reader): Destination {
  if (reader.kind === 'channel') return { kind: 'channel', channel: reader.channel };
  const account = accountOf(reader.person);
  if (!account) throw new Error(`${reader.key} has no account`);
  const channel = reader.kind === 'manager' ? digestChannel(program) : undefined;
  return { kind: 'direct', account, ...(channel ? { fallback: { channel } } : {}) };
}
