import { DeliveryError } from '../../errors.js';
import type { Card, Viewer } from '../../messages/card.js';
import type { Address, PlatformSender, Posted } from '../../messages/delivery.js';
import { fallbackText } from '../../messages/fallback.js';
import { shortened } from '../../messages/shorten.js';
import { attachment } from './adaptive-card.js';
import { channelFactsOf } from './channel-facts.js';
import type { Connector, OutgoingActivity } from './connector.js';
import {
  type ConversationRef,
  type ConversationStore,
  channelIdOf,
  threadConversation,
} from './conversations.js';
import { deliveryError } from './errors.js';
import { renderMessage } from './render.js';
import { rosters, viewerIds } from './rosters.js';
import type { Seal } from './seal.js';

export interface TeamsSender extends PlatformSender {
  /** Asks Teams anew about this channel next time: something about it has changed. */
  forgetChannel(channelId: string): void;
}

export interface TeamsSenderOptions {
  connector: Connector;
  conversations: ConversationStore;
  seal: Seal;
  appId: string;
  /** Our own tenant. */
  tenantId: string;
  /** Of the program, for instants that Teams cannot show in the reader's own. */
  zone: () => Promise<string>;
  /** See RenderOptions. */
  dialogs?: boolean;
  /** For a channel we have not heard from yet. */
  defaultServiceUrl?: string;
  /** How long channel facts are believed, in milliseconds. */
  factsForMs?: number;
}

/** Where Teams answers for everybody who has not been given another address: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages */
const GLOBAL_SERVICE_URL = 'https://smba.trafficmanager.net/teams/';
const SUMMARY = 300;

/** Posts to Teams for the outbox: one attempt a call, DeliveryError the only error. */
export function teamsSender(options: TeamsSenderOptions): TeamsSender {
  const { connector, conversations, seal, appId, tenantId, zone } = options;
  const { dialogs = true, factsForMs = 30_000, defaultServiceUrl = GLOBAL_SERVICE_URL } = options;
  const bot = { id: `28:${appId}` };
  const known = rosters(async (channelId) => {
    const { serviceUrl } = (await conversations.get('channel', channelId)) ?? (await channelRef(channelId));
    return connector.members(serviceUrl, channelId);
  }, factsForMs);

  async function message(card: Card, conversationId: string): Promise<OutgoingActivity> {
    const audience = channelIdOf(conversationId);
    const viewers = card.own && (await viewersOf(card.own.viewers, audience));
    const rendered = renderMessage(card, {
      seal,
      audience,
      zone: await zone(),
      surface: 'message',
      dialogs,
      ...(viewers ? { viewers } : {}),
    });
    return {
      type: 'message',
      attachments: [attachment(rendered)],
      summary: shortened(fallbackText(card), SUMMARY),
    };
  }

  /** The card is enough by itself: where nobody says who is there, nobody has a version of their own. */
  async function viewersOf(viewers: readonly Viewer[], channelId: string): Promise<string[] | undefined> {
    if (viewers.length === 0) return [];
    return known.of(channelId).then(
      (members) => viewerIds(viewers, members),
      () => undefined,
    );
  }

  async function anyServiceUrl(): Promise<string> {
    return (await conversations.newest(tenantId, 1))[0]?.serviceUrl ?? defaultServiceUrl;
  }

  async function channelRef(id: string): Promise<ConversationRef> {
    const known = await conversations.get('channel', id);
    if (known?.state === 'archived') {
      throw new DeliveryError(
        'final',
        'team_archived',
        'The team is archived. Restore it, or assign another channel.',
      );
    }
    if (known) return known;
    const serviceUrl = await anyServiceUrl();
    return { kind: 'channel', id, conversationId: id, serviceUrl, tenantId, state: 'open' };
  }

  /** A person's chat with us; opened when there is none, which people do not see. */
  async function personalRef(userId: string): Promise<ConversationRef> {
    const known = await conversations.get('personal', userId);
    if (known && known.state === 'open') return known;
    const serviceUrl = known?.serviceUrl ?? (await anyServiceUrl());
    const { conversationId } = await connector.createConversation(serviceUrl, {
      isGroup: false,
      bot,
      members: [{ id: userId }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    });
    const opened: ConversationRef = {
      kind: 'personal',
      id: userId,
      conversationId,
      serviceUrl,
      tenantId,
      state: 'open',
    };
    await conversations.put(opened);
    return opened;
  }

  async function postToChannel(channelId: string, threadId: string | undefined, card: Card): Promise<Posted> {
    const ref = await channelRef(channelId);
    const activity = await message(card, channelId);
    if (threadId !== undefined) {
      const conversationId = threadConversation(channelId, threadId);
      const messageId = await connector.post(ref.serviceUrl, conversationId, activity);
      return { platform: 'teams', channelId: conversationId, messageId };
    }
    const channelData = { channel: { id: channelId }, tenant: { id: ref.tenantId } };
    const created = await connector.createConversation(ref.serviceUrl, {
      isGroup: true,
      bot,
      channelData,
      activity,
    });
    return { platform: 'teams', channelId, messageId: created.activityId ?? idIn(created.conversationId) };
  }

  async function postToPerson(userId: string, card: Card): Promise<Posted> {
    const { serviceUrl, conversationId } = await personalRef(userId);
    const messageId = await connector.post(serviceUrl, conversationId, await message(card, conversationId));
    return { platform: 'teams', channelId: conversationId, messageId };
  }

  return {
    platform: 'teams',
    // Teams shows nothing to one person alone in a channel: what is private goes to the person's chat.
    post: (address: Address, card: Card) =>
      attempt(() =>
        address.kind === 'channel'
          ? postToChannel(address.channelId, address.threadId, card)
          : postToPerson(address.userId, card),
      ),

    edit: ({ channelId, messageId }, card) =>
      attempt(async () => {
        const { serviceUrl } = await channelRef(channelIdOf(channelId));
        await connector.update(serviceUrl, channelId, messageId, await message(card, channelId));
      }),

    // Bots cannot pin in Teams; somebody can by hand, and is told so.
    pin: async () => false,

    channelFacts: (channelId) =>
      attempt(async () => {
        const { name, state } =
          (await conversations.get('channel', channelId)) ?? (await channelRef(channelId));
        return channelFactsOf(channelId, await known.of(channelId), { name, state }, tenantId);
      }),

    forgetChannel: (channelId) => known.forget(channelId),
  };
}

/** `19:…;messageid=17…`: the message that began the thread. */
function idIn(conversationId: string): string {
  return /;messageid=(\d+)/.exec(conversationId)?.[1] ?? conversationId;
}

/** The store being away is a failure before anything was sent. */
async function attempt<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'StoreUnavailable') {
      throw new DeliveryError('retryable', 'store_unavailable', error.message);
    }
    throw deliveryError(error);
  }
}
