import { DeliveryError } from '../errors.js';
import type { Card } from '../messages/card.js';
import type { PlatformSender } from '../messages/delivery.js';
import type { Group } from './coalesce.js';
import type { DeliverDeps } from './deliver-deps.js';
import type { Row } from './row.js';

export interface ComposedGroup {
  sender: PlatformSender;
  /** Absent when every row turned out to say something that is no longer so. */
  card?: Card;
  cancelled: Map<string, string>;
}

/**
 * What a group says now. The newest row that still holds gives the card; newer ones that no longer hold are
 * cancelled, each with its reason. A failure to look around is a failure to deliver, and never an unknown one.
 */
export async function composeGroup(
  rows: Group,
  { compose, senders }: Pick<DeliverDeps, 'compose' | 'senders'>,
): Promise<ComposedGroup> {
  const { platform } = rows[0];
  const sender = senders[platform];
  if (!sender) throw new DeliveryError('final', 'platform_off', `${platform} is not connected.`);
  const cancelled = new Map<string, string>();
  for (const row of rows.toReversed()) {
    const composed = await compose(row.message, { channelFacts: () => lookAround(row, sender) });
    if (composed.kind === 'card') return { sender, card: composed.card, cancelled };
    cancelled.set(row.key, composed.why);
  }
  return { sender, cancelled };
}

async function lookAround({ message: { to }, platform }: Row, sender: PlatformSender) {
  if (!('channel' in to)) {
    const channel = { platform, id: to.account.userId };
    return { channel, archived: false, botIsMember: true, otherTeamIds: [] };
  }
  try {
    return await sender.channelFacts(to.channel.id);
  } catch (error) {
    if (!(error instanceof DeliveryError) || error.outcome !== 'unknown') throw error;
    throw new DeliveryError('retryable', error.code, error.message, error.retryAfterMs);
  }
}
