import { DeliveryError } from '../../errors.js';
import type { Card } from '../../messages/card.js';
import type { Address, ChannelFacts, PlatformSender, Posted } from '../../messages/delivery.js';
import { channelFactsOf, type SlackConversation } from './channel-facts.js';
import { deliveryError } from './errors.js';
import { renderMessage } from './render.js';
import { type SlackAccess, slackClient } from './web-client.js';

export interface SlackSender extends PlatformSender {
  /** Asks Slack anew about this channel next time: something about it has changed. */
  forgetChannel(channelId: string): void;
}

export interface SlackSenderOptions extends SlackAccess {
  /** Our own workspace, once known; else what Slack says with each channel is used. */
  homeTeamId?: () => string | undefined;
  /** How long channel facts are believed, in milliseconds. */
  factsForMs?: number;
}

type SlackMessage = ReturnType<typeof renderMessage>;

/** Nobody asked for a preview of a link in a referral, and it would show more than was typed. */
const AS_TYPED = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

const REMEMBERED = 5_000;

/** Posts to Slack for the outbox: one attempt a call, DeliveryError the only error. */
export function slackSender(options: SlackSenderOptions): SlackSender {
  const client = slackClient(options);
  const { homeTeamId, factsForMs = 30_000 } = options;
  const directChannels = new Map<string, string>();
  const facts = new Map<string, { facts: ChannelFacts; until: number }>();

  async function directChannel(userId: string): Promise<string> {
    const known = directChannels.get(userId);
    if (known) return known;
    // Opening is harmless to repeat: nothing was posted yet when it fails.
    const opened = await attempt(() => client.conversations.open({ users: userId }), { harmless: true });
    const id = opened.channel?.id;
    if (!id) throw deliveryError(new Error('no channel'), { harmless: true });
    remember(directChannels, userId, id);
    return id;
  }

  async function post(address: Address, card: Card): Promise<Posted> {
    const message = await attempt(async () => renderMessage(card));
    if (address.kind === 'private') {
      const { userId: user, channelId: channel, threadId } = address;
      const request = {
        ...message,
        channel,
        user,
        ...thread(threadId),
        link_names: false,
        parse: 'none' as const,
      };
      const reply = await attempt(() => client.chat.postEphemeral(request));
      return { platform: 'slack', channelId: channel, messageId: reply.message_ts ?? '' };
    }
    if (address.kind === 'direct') return postDirectly(address.userId, message);
    return postIn(address.channelId, message, thread(address.threadId));
  }

  async function postIn(channel: string, message: SlackMessage, more: object = {}): Promise<Posted> {
    const reply = await attempt(() => client.chat.postMessage({ ...message, channel, ...more, ...AS_TYPED }));
    return { platform: 'slack', channelId: reply.channel ?? channel, messageId: reply.ts ?? '' };
  }

  /** A remembered conversation that is gone is opened anew: in it certainly nothing was posted. */
  async function postDirectly(userId: string, message: SlackMessage): Promise<Posted> {
    const wasKnown = directChannels.has(userId);
    try {
      return await postIn(await directChannel(userId), message);
    } catch (error) {
      directChannels.delete(userId);
      const isGone = error instanceof DeliveryError && error.code === 'channel_not_found';
      if (!wasKnown || !isGone) throw error;
      return postIn(await directChannel(userId), message);
    }
  }

  async function edit({ channelId, messageId }: Posted, card: Card): Promise<void> {
    const message = await attempt(async () => renderMessage(card));
    const request = {
      ...message,
      channel: channelId,
      ts: messageId,
      link_names: false,
      parse: 'none' as const,
    };
    await attempt(() => client.chat.update(request), { harmless: true });
  }

  async function pin({ channelId, messageId }: Posted): Promise<boolean> {
    try {
      await client.pins.add({ channel: channelId, timestamp: messageId });
      return true;
    } catch (error) {
      return deliveryError(error).code === 'already_pinned';
    }
  }

  async function channelFacts(channelId: string): Promise<ChannelFacts> {
    const known = facts.get(channelId);
    if (known && known.until > Date.now()) return known.facts;
    const { channel } = await attempt(() => client.conversations.info({ channel: channelId }), {
      harmless: true,
    });
    const fresh = channelFactsOf(channelId, (channel ?? {}) as SlackConversation, homeTeamId?.());
    remember(facts, channelId, { facts: fresh, until: Date.now() + factsForMs });
    return fresh;
  }

  return {
    platform: 'slack',
    post,
    edit,
    pin,
    channelFacts,
    forgetChannel: (channelId) => void facts.delete(channelId),
  };
}

function thread(threadId: string | undefined): { thread_ts?: string } {
  return threadId === undefined ? {} : { thread_ts: threadId };
}

async function attempt<Result>(call: () => Promise<Result>, about?: { harmless: boolean }): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw deliveryError(error, about);
  }
}

/** Keeps the newest few thousand: a map that only grew would be a leak. */
function remember<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > REMEMBERED) map.delete(map.keys().next().value as string);
}
