import { Refused } from '../errors.js';
import type { Card } from '../messages/card.js';
import { requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import type { DigestDeps } from './gather.js';
import { planOf } from './plan-readers.js';
import { rhythmCard } from './rhythm.js';
import { partsOf } from './show-digest.js';
import { type Every, nextSlot, type Reader, readersOf, rhythmOf } from './slots.js';

/**
 * How often somebody's digest comes from now on. The next one is always in the future: what was missed while it was off
 * is never sent.
 * @param readerKey which one, when a certain digest's button was pressed; else every one of the person's
 * @throws Refused for somebody else's digest
 */
export async function setRhythm(
  deps: DigestDeps,
  actor: Actor,
  every: Every,
  readerKey?: string,
): Promise<Card> {
  const program = await requireProgram(deps.programs);
  const own = partsOf(actor, program);
  const channel = readersOf(program).filter((reader) => reader.kind === 'channel' && actor.programManager);
  const wanted = readerKey ? [...own, ...channel].filter(({ key }) => key === readerKey) : own;
  if (wanted.length === 0)
    throw new Refused('not_allowed', 'This digest is somebody else’s. Type digest to see yours.');
  const now = deps.clock.now();
  for (const reader of wanted) {
    const record = await deps.slots.byKey(program.id, reader.key);
    const next = nextSlot(program, reader, now, { chosen: every, lastDate: record?.lastDate });
    await deps.slots.choose(program.id, reader.key, every, planOf(program, reader, every), next?.at);
  }
  return rhythmCard(
    wanted.map((reader) => ({ what: nameOf(reader), rhythm: rhythmOf(program, reader, every) })),
  );
}

function nameOf({ kind }: Reader): string {
  if (kind === 'rep') return 'Your morning list';
  return kind === 'channel' ? 'The digest in this channel' : 'Your digest of the program';
}
