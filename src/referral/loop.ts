import { isEnding } from './announced-messages.js';
import type { Loop } from './ending.js';
import type { Change } from './ports.js';
import type { Referral } from './referral.js';
import { isTerminal } from './states.js';

const TELLING: ReadonlySet<string> = new Set(['loop-closed', 'unknown-submitter-closed']);

export function tellsTheEnd({ template }: { template: string }): boolean {
  return TELLING.has(template);
}

/** What is owed after a change: one end that stands is one loop; what is open again owes nothing. */
export function loopAfter(after: Referral, { events, messages }: Change): Loop | undefined {
  if (!isTerminal(after.state)) return undefined;
  const end = events.findLast(isEnding);
  if (!end && events.some(({ type }) => type === 'undone')) return heardBefore(after);
  if (!end) return after.loop;
  const key = messages.find(tellsTheEnd)?.key;
  if (key) return { owedSince: end.at, open: true, key };
  return { owedSince: end.at, explained: 'Nobody outside is to be told: it came from no partner’s channel.' };
}

/** An end that followed upon an end was taken back: of the first one its partner has heard. */
function heardBefore({ stateSince }: Referral): Loop {
  return { owedSince: stateSince, explained: 'Its partner had heard of it before.' };
}
