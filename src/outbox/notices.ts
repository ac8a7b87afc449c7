import type { Posted } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';
import type { Row } from './row.js';
import { cardKey } from './to-rows.js';

const PARKED = 'delivery_parked';
const REFERRAL_PARKED = 'referral-message-parked';

/** Tells the program managers that a message will not arrive and why; nothing when it was itself such a notice. */
export function parkedNotice(row: Row, reason: string, code: string, now: Date): PendingMessage[] {
  const { message, key } = row;
  if (message.template === PARKED || message.template === REFERRAL_PARKED) return [];
  const { to } = message;
  const place = 'channel' in to ? { channelId: to.channel.id } : { userId: to.account.userId };
  return [
    {
      key: `${key}:parked`,
      subject: message.subject,
      template: message.subject.kind === 'referral' ? REFERRAL_PARKED : PARKED,
      to: { kind: 'program_managers' },
      facts: { reason, code, ...place, platform: row.platform, template: message.template },
      at: now,
    },
  ];
}

/** Tells the program managers that a card stands where it should and is not pinned: somebody can do that by hand. */
export function unpinnedNotice(
  { message, key }: Row,
  { channelId, platform }: Posted,
  now: Date,
): PendingMessage {
  return {
    key: `${key}:unpinned`,
    subject: message.subject,
    template: 'card-not-pinned',
    to: { kind: 'program_managers' },
    facts: { channelId, platform },
    at: now,
  };
}

/** The key of the card in whose thread a refused direct message would be said. */
export function fallbackThread({ message }: Row): string | undefined {
  const { to, subject } = message;
  const fallback = to.kind === 'direct' ? to.fallback : undefined;
  return fallback?.under && cardKey(subject, fallback.under, fallback.channel);
}

/** A direct message that is refused, for its fallback channel: in the thread when its card is there, else beside it. */
export function fallbackMessage(
  { message, key }: Row,
  thread: Posted | undefined,
  now: Date,
): PendingMessage[] {
  const { to } = message;
  if (to.kind === 'card' && 'fallback' in to && to.fallback)
    return [
      {
        ...message,
        key: `${key}:fallback`,
        to: { kind: 'card', slot: to.slot, channel: to.fallback.channel },
        notBefore: undefined,
        at: now,
      },
    ];
  if (to.kind !== 'direct' || !to.fallback) return [];
  const { channel, under } = to.fallback;
  return [
    {
      ...message,
      key: `${key}:fallback`,
      facts: { ...message.facts, fallback: true },
      to: under && thread ? { kind: 'thread', under, channel } : { kind: 'channel', channel },
      notBefore: undefined,
      at: now,
    },
  ];
}
