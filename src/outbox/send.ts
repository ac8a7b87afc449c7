import { DeliveryError } from '../errors.js';
import type { Card } from '../messages/card.js';
import type { Address, PlatformSender, Posted } from '../messages/delivery.js';
import type { Group } from './coalesce.js';
import type { DeliverDeps } from './deliver-deps.js';
import { unpinnedNotice } from './notices.js';
import { persist } from './persist.js';
import { wayFor } from './way.js';

/**
 * Edits the group's card where it stands, or posts. A card that can never be edited again, because somebody deleted it
 * or it is too old, is posted anew. `cards` is kept up to date.
 */
export async function put(
  deps: DeliverDeps,
  sender: PlatformSender,
  group: Group,
  cards: Map<string, Posted>,
  card: Card,
): Promise<{ posted: Posted; edited: boolean }> {
  const [head] = group;
  const way = wayFor(head, cards);
  if (way.kind === 'edit') {
    if (await edit(deps, sender, way.posted, card)) return { posted: way.posted, edited: true };
    // Remembered until the new one stands: in a channel that is archived for a while it can be edited again one day.
    cards.delete(way.cardKey);
  }
  const anew = wayFor(head, cards);
  if (anew.kind !== 'post') throw new DeliveryError('final', 'no_thread', 'The message above it is gone.');
  const posted = await post(deps, sender, group, anew.address, card);
  if (head.cardKey !== undefined) cards.set(head.cardKey, posted);
  return { posted, edited: false };
}

/** False when it can never succeed. */
async function edit(
  { checkpoint }: DeliverDeps,
  sender: PlatformSender,
  posted: Posted,
  card: Card,
): Promise<boolean> {
  try {
    await sender.edit(posted, card);
    checkpoint?.('deliver:posted');
    return true;
  } catch (error) {
    if (error instanceof DeliveryError && error.outcome === 'final') return false;
    throw error;
  }
}

/** A new card is remembered before its row is settled: killed in between, the next attempt edits what stands there. */
async function post(
  deps: DeliverDeps,
  sender: PlatformSender,
  group: Group,
  address: Address,
  card: Card,
): Promise<Posted> {
  const posted = await sender.post(address, card);
  deps.checkpoint?.('deliver:posted');
  const { cardKey } = group[0];
  if (cardKey === undefined) return posted;
  await persist(deps, () => deps.store.rememberCard(cardKey, posted));
  deps.checkpoint?.('deliver:card_kept');
  const toPin = group.find(({ message: { to } }) => 'pin' in to && to.pin);
  if (toPin && !(await sender.pin(posted)))
    await deps.enqueue([unpinnedNotice(toPin, posted, deps.clock.now())]);
  return posted;
}
