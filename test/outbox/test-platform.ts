import { DeliveryError } from '../../src/errors.js';
import type { Card } from '../../src/messages/card.js';
import type { Address, PlatformSender, Posted } from '../../src/messages/delivery.js';
import { plainText } from '../../src/messages/fallback.js';

/** One thing the platform did, in its own order. */
interface Done {
  what: 'post' | 'edit' | 'pin';
  /** Channel or user. */
  where: string;
  text: string;
  threadId?: string;
  messageId: string;
}

export interface TestPlatform extends PlatformSender {
  /** Everything that became visible. */
  done: Done[];
  /** The next calls to do this: each fails so, before or (`unknown`) after it became visible. */
  fail(what: 'post' | 'edit', ...errors: DeliveryError[]): void;
  /** The messages as they stand now, in the order they were posted. */
  standing(where: string): string[];
  /** How many calls were under way at once, at most, for each channel or user. */
  mostAtOnce: Map<string, number>;
}

/** A platform of its own for the outbox's tests: keeps messages, and can be made to fail. */
export function testPlatform(): TestPlatform {
  const done: Done[] = [];
  const messages = new Map<string, { where: string; text: string }>();
  const failures: { post: DeliveryError[]; edit: DeliveryError[] } = { post: [], edit: [] };
  const underWay = new Map<string, number>();
  const mostAtOnce = new Map<string, number>();

  async function alone<T>(where: string, work: () => T): Promise<T> {
    const now = (underWay.get(where) ?? 0) + 1;
    underWay.set(where, now);
    mostAtOnce.set(where, Math.max(now, mostAtOnce.get(where) ?? 0));
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return work();
    } finally {
      underWay.set(where, now - 1);
    }
  }

  return {
    platform: 'slack',
    done,
    mostAtOnce,
    fail: (what, ...errors) => {
      failures[what].push(...errors);
    },
    standing: (where) =>
      [...messages.values()].filter((message) => message.where === where).map(({ text }) => text),

    post: (address, card) =>
      alone(placeOf(address), () => {
        const failure = failures.post.shift();
        if (failure && failure.outcome !== 'unknown') throw failure;
        const messageId = `m${messages.size + 1}`;
        const where = placeOf(address);
        const text = textOf(card);
        messages.set(messageId, { where, text });
        const threadId = 'threadId' in address && address.threadId ? { threadId: address.threadId } : {};
        done.push({ what: 'post', where, text, messageId, ...threadId });
        if (failure) throw failure;
        const posted: Posted = { platform: 'slack', channelId: where, messageId };
        return posted;
      }),

    edit: ({ channelId, messageId }, card) =>
      alone(channelId, () => {
        const failure = failures.edit.shift();
        if (failure && failure.outcome !== 'unknown') throw failure;
        const text = textOf(card);
        messages.set(messageId, { where: channelId, text });
        done.push({ what: 'edit', where: channelId, text, messageId });
        if (failure) throw failure;
      }),

    pin: async ({ channelId, messageId }) => {
      done.push({ what: 'pin', where: channelId, text: '', messageId });
      return true;
    },

    channelFacts: async (id) => ({
      channel: { platform: 'slack', id },
      archived: false,
      botIsMember: true,
      otherTeamIds: ['TPARTNER'],
    }),
  };
}

function placeOf(address: Address): string {
  return address.kind === 'direct' ? address.userId : address.channelId;
}

function textOf(card: Card): string {
  const texts = card.elements.flatMap((element) =>
    element.kind === 'text' ? [plainText(element.text)] : [],
  );
  return [card.summary, ...texts].join('\n');
}

export const rateLimited = (retryAfterMs?: number) =>
  new DeliveryError('retryable', 'ratelimited', 'Too many messages.', retryAfterMs);
export const lostReply = () => new DeliveryError('unknown', 'timeout', 'No reply came in time.');
export const channelGone = () =>
  new DeliveryError(
    'final',
    'channel_not_found',
    'The channel is not there. Invite the bot or assign another.',
  );
