import { ConnectorClient } from 'botframework-connector';
import { entraId } from '../../config/entra-id.js';
import type { AccessToken } from './access-token.js';
import type { CardAttachment } from './adaptive-card.js';
import { deliveryError } from './errors.js';
import { LIMITS } from './limits.js';

/** A member as Teams describes one: learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export interface Member {
  id: string;
  name?: string;
  aadObjectId?: string;
  /** The same under the name that some rosters use; the connector gives it as `aadObjectId`. */
  objectId?: string;
  email?: string;
  userPrincipalName?: string;
  tenantId?: string;
  /** `user`, `guest`, `anonymous`, … */
  userRole?: string;
}

export interface OutgoingActivity {
  type: 'message';
  attachments?: CardAttachment[];
  text?: string;
  /** What notifications show. */
  summary?: string;
}

export interface NewConversation {
  isGroup: boolean;
  bot: { id: string };
  members?: { id: string }[];
  tenantId?: string;
  channelData?: object;
  activity?: OutgoingActivity;
}

/**
 * The Bot Framework's connector, through the SDK's client: exactly one attempt a call, within a time limit, failing with
 * a DeliveryError only. Posting goes to the service URL that Teams itself named for the conversation.
 */
export interface Connector {
  createConversation(
    serviceUrl: string,
    conversation: NewConversation,
  ): Promise<{ conversationId: string; activityId?: string }>;
  /** Resolves to the message's id. */
  post(serviceUrl: string, conversationId: string, activity: OutgoingActivity): Promise<string>;
  update(
    serviceUrl: string,
    conversationId: string,
    activityId: string,
    activity: OutgoingActivity,
  ): Promise<void>;
  member(serviceUrl: string, conversationId: string, userId: string): Promise<Member>;
  members(serviceUrl: string, conversationId: string): Promise<Member[]>;
}

export interface ConnectorOptions {
  /** Absent with Microsoft's local playground, which knows no tokens. */
  token?: AccessToken;
  /** For each call, in milliseconds. */
  timeoutMs: number;
}

/** More pages than the largest team has members. */
const MOST_PAGES = 60;

type Client = ReturnType<typeof clientFor>;

export function connector({ token, timeoutMs }: ConnectorOptions): Connector {
  const clients = new Map<string, Client>();

  function client(serviceUrl: string): Client {
    const known = clients.get(serviceUrl) ?? clientFor(serviceUrl, token);
    clients.set(serviceUrl, known);
    return known;
  }

  async function attempt<Result>(
    serviceUrl: string,
    call: (conversations: Client['conversations'], options: { timeout: number }) => Promise<Result>,
    about?: { harmless: boolean },
  ): Promise<Result> {
    try {
      return await call(client(serviceUrl).conversations, { timeout: timeoutMs });
    } catch (error) {
      if ((error as { statusCode?: unknown }).statusCode === 401) token?.forget();
      throw deliveryError(error, about);
    }
  }

  return {
    async createConversation(serviceUrl, conversation) {
      const harmless = conversation.activity === undefined;
      const created = await attempt(
        serviceUrl,
        (conversations, options) => conversations.createConversation(conversation as never, options),
        { harmless },
      );
      const { id, activityId } = created;
      return { conversationId: id, ...(activityId ? { activityId } : {}) };
    },

    async post(serviceUrl, conversationId, activity) {
      const posted = await attempt(serviceUrl, (conversations, options) =>
        conversations.sendToConversation(conversationId, activity as never, options),
      );
      return posted.id;
    },

    async update(serviceUrl, conversationId, activityId, activity) {
      const whole = { ...activity, id: activityId } as never;
      await attempt(
        serviceUrl,
        (conversations, options) => conversations.updateActivity(conversationId, activityId, whole, options),
        { harmless: true },
      );
    },

    async member(serviceUrl, conversationId, userId) {
      const found = await attempt(
        serviceUrl,
        (conversations, options) => conversations.getConversationMember(conversationId, userId, options),
        { harmless: true },
      );
      return sameCase(found as Member);
    },

    async members(serviceUrl, conversationId) {
      const found: Member[] = [];
      let continuationToken: string | undefined;
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const asked = {
          pageSize: LIMITS.membersPerPage,
          ...(continuationToken ? { continuationToken } : {}),
        };
        const { members = [], continuationToken: next } = await attempt(
          serviceUrl,
          (conversations, options) =>
            conversations.getConversationPagedMembers(conversationId, { ...asked, ...options } as never),
          { harmless: true },
        );
        found.push(...(members as Member[]).map(sameCase));
        if (!next) break;
        continuationToken = next;
      }
      return found;
    },
  };
}

/** Ids as they are compared. Of a person the roster says the Entra id under one name or the other. */
function sameCase({ aadObjectId, objectId, tenantId, ...member }: Member): Member {
  const id = aadObjectId ?? objectId;
  return {
    ...member,
    ...(id ? { aadObjectId: entraId(id) } : {}),
    ...(tenantId ? { tenantId: entraId(tenantId) } : {}),
  };
}

/**
 * The SDK's pipeline posts again by itself on 5xx and lost connections, which doubles messages, and follows redirects
 * with the token: both are taken out.
 */
function clientFor(serviceUrl: string, token: AccessToken | undefined) {
  const credentials = {
    async signRequest<Request extends { headers: { set(name: string, value: string): void } }>(
      request: Request,
    ): Promise<Request> {
      if (token) request.headers.set('Authorization', `Bearer ${await token.current()}`);
      return request;
    },
  };
  const client = new ConnectorClient(credentials as never, { baseUri: serviceUrl });
  const { pipeline } = (client as unknown as { client: { pipeline: Pipeline } }).client;
  pipeline.removePolicy({ phase: 'Retry' });
  pipeline.removePolicy({ name: 'redirectPolicy' });
  return client;
}

interface Pipeline {
  removePolicy(which: { name?: string; phase?: string }): unknown;
}
