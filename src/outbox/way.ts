import type { Address, Posted } from '../messages/delivery.js';
import type { Row } from './row.js';

/** How a row reaches its place, or why it does not yet. */
export type Way =
  | { kind: 'edit'; cardKey: string; posted: Posted }
  | { kind: 'post'; address: Address }
  /** It belongs in the thread of a card that is not posted. */
  | { kind: 'missing'; cardKey: string };

export function wayFor({ message: { to }, cardKey, underKey }: Row, cards: Map<string, Posted>): Way {
  const posted = cardKey === undefined ? undefined : cards.get(cardKey);
  if (cardKey !== undefined && posted) return { kind: 'edit', cardKey, posted };
  const under = underKey === undefined ? undefined : cards.get(underKey);
  if (underKey !== undefined && !under) return { kind: 'missing', cardKey: underKey };
  const thread = under ? { threadId: under.messageId } : {};
  return { kind: 'post', address: { ...addressOf(to), ...thread } };
}

function addressOf(to: Row['message']['to']): Address {
  switch (to.kind) {
    case 'private':
      return {
        kind: 'private',
        userId: to.account.userId,
        channelId: to.channel.id,
        ...(to.threadId ? { threadId: to.threadId } : {}),
      };
    case 'direct':
      return { kind: 'direct', userId: to.account.userId };
    case 'card':
      return 'account' in to
        ? { kind: 'direct', userId: to.account.userId }
        : { kind: 'channel', channelId: to.channel.id };
    default:
      return { kind: 'channel', channelId: to.channel.id };
  }
}
