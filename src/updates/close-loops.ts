import type { PendingMessage } from '../messages/pending.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import type { Program } from '../program/program.js';
import { isEnding } from '../referral/announced-messages.js';
import { announce } from '../referral/announcements.js';
import type { Loop } from '../referral/ending.js';
import { tellsTheEnd } from '../referral/loop.js';
import type { Change } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';

/** What became of a message that was to be delivered. */
export interface MessageFate {
  state: 'waiting' | 'sent' | 'never';
  at?: Date;
  /** Why never, in a sentence. */
  reason?: string;
}

/** Every method fails with StoreUnavailable when the database does not answer. */
export interface LoopStore {
  /** Referrals whose partner has still to hear of the end, the longest owed first; `after` is the last one seen. */
  owed(
    programId: string,
    before: Date,
    limit: number,
    after?: { owedSince: Date; id: string },
  ): Promise<Referral[]>;
  /** How many are owed, counted up to 1,000. */
  owedCount(programId: string, before: Date): Promise<number>;
  /** By the messages' own keys; one that went to a fallback counts as that. What is not in it was never handed over. */
  fates(keys: readonly string[]): Promise<Map<string, MessageFate>>;
}

const AT_ONCE = 500;
const MOST_BATCHES = 40;
/** What is younger is on its way. */
const YOUNG_MS = 60_000;

/**
 * Looks at every end whose partner has still to hear of it: what was delivered is closed, what never will be is
 * explained, and what is nowhere to be found is sent, under the same key as ever. Safe to run twice and in parallel.
 * @returns how many loops were closed, explained or sent again
 */
export async function closeLoops(
  deps: ReferralDeps & { loops: LoopStore; onError: (error: unknown, doing: string) => void },
): Promise<number> {
  const program = await deps.programs.current();
  if (!program) return 0;
  const before = new Date(deps.clock.now().getTime() - YOUNG_MS);
  let count = 0;
  let after: { owedSince: Date; id: string } | undefined;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const owed = await deps.loops.owed(program.id, before, AT_ONCE, after);
    if (owed.length === 0) break;
    const fates = await deps.loops.fates(owed.flatMap(({ loop }) => (loop?.key ? [loop.key] : [])));
    const changes = owed.flatMap((current) => {
      try {
        const change = settled(current, fates, program, deps.clock.now());
        return change ? [{ current, change }] : [];
      } catch (error) {
        deps.onError(error, `the end of ${current.reference}`);
        return [];
      }
    });
    count += await deps.referrals.changeAll(changes);
    const last = owed.at(-1);
    if (!last?.loop || owed.length < AT_ONCE) break;
    after = { owedSince: last.loop.owedSince, id: last.id };
  }
  if (count > 0) deps.outbox.wake();
  return count;
}

/** What has been owed for longer than ending and telling take: the undo window, and ten minutes. */
export async function loopsOwed({
  loops,
  programs,
  clock,
}: Pick<ReferralDeps, 'programs' | 'clock'> & { loops: LoopStore }): Promise<number> {
  const program = await programs.current();
  if (!program) return 0;
  const onTheWayMs = (program.undoSeconds + 600) * 1_000;
  return loops.owedCount(program.id, new Date(clock.now().getTime() - onTheWayMs));
}

/** What follows from the fate of its message; undefined while it is on its way. Pure. */
function settled(
  referral: Referral,
  fates: ReadonlyMap<string, MessageFate>,
  program: Program,
  now: Date,
): Change | undefined {
  const { loop, pending } = referral;
  if (!loop?.open) return undefined;
  const fate = loop.key ? fates.get(loop.key) : undefined;
  const { open, ...closing } = loop;
  if (fate?.state === 'sent') return changed(referral, { ...closing, closedAt: fate.at ?? now });
  if (fate?.state === 'never')
    return changed(referral, { ...closing, explained: fate.reason ?? 'It was not sent.' });
  if (fate || pending.some(({ key }) => key === loop.key)) return undefined;
  const [message] = endMessages(referral, program);
  if (!message) return changed(referral, { ...closing, explained: 'Nobody outside is to be told any more.' });
  return changed(referral, { ...loop, key: message.key }, [message]);
}

function changed(referral: Referral, loop: Loop, messages: PendingMessage[] = []): Change {
  return { after: { ...referral, loop }, events: [], messages };
}

/** What tells the end that stands, as it was announced with it. */
function endMessages(referral: Referral, program: Program): PendingMessage[] {
  const end = referral.events.findLast((event) => isEnding(event) && !referral.undone.includes(event.id));
  if (!end) return [];
  const events = referral.events.slice(0, referral.events.indexOf(end));
  const decision = { after: { ...referral, events }, events: [end] };
  return announce(referral, decision, repAccounts(program)).filter(tellsTheEnd);
}
