import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Card } from '../../src/messages/card.js';
import type { PlatformSender } from '../../src/messages/delivery.js';

export interface Visible {
  what: 'post' | 'edit';
  where: string;
  text: string;
  messageId: string;
  threadId?: string;
}

/** A platform in a file: what was sent stays visible when the process that sent it is killed. */
export function filePlatform(file: string): PlatformSender {
  const append = (entry: Omit<Visible, 'messageId'> & { messageId?: string }, card: Card) => {
    const messageId = entry.messageId ?? `m${readVisible(file).length + 1}`;
    appendFileSync(file, `${JSON.stringify({ ...entry, text: card.summary, messageId })}\n`);
    return messageId;
  };
  return {
    platform: 'slack',
    post: async (address, card) => {
      const where = address.kind === 'direct' ? address.userId : address.channelId;
      const threadId = 'threadId' in address && address.threadId ? { threadId: address.threadId } : {};
      const messageId = append({ what: 'post', where, text: '', ...threadId }, card);
      return { platform: 'slack', channelId: where, messageId };
    },
    edit: async ({ channelId, messageId }, card) => {
      append({ what: 'edit', where: channelId, text: '', messageId }, card);
    },
    pin: async () => true,
    channelFacts: async (id) => ({
      channel: { platform: 'slack', id },
      archived: false,
      botIsMember: true,
      otherTeamIds: [],
    }),
  };
}

export function readVisible(file: string): Visible[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}
