import type { webApi } from '@slack/bolt';
import { DeliveryError } from '../../errors.js';
import type { Card } from '../../messages/card.js';
import type { Form } from '../../messages/form.js';
import type { HomeView, ModalView } from './block-kit.js';
import { deliveryError } from './errors.js';
import { renderForm, renderHome, renderMessage, renderNotice } from './render.js';
import { slackClient } from './web-client.js';

export type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

/** A person waits for each of these, and a trigger lives for three seconds. */
const TIMEOUT_MS = 2_500;

/**
 * What is said to Slack while a person waits, through a client of its own: no queue, no pause of the outbox's stands
 * before it. Every method makes one attempt and fails with a DeliveryError only.
 */
export interface Interactive {
  openForm(triggerId: string, form: Form): Promise<void>;
  /** On top of the modal whose button was pressed. */
  pushForm(triggerId: string, form: Form): Promise<void>;
  openNotice(triggerId: string, card: Card): Promise<void>;
  pushNotice(triggerId: string, card: Card): Promise<void>;
  publishHome(userId: string, card: Card): Promise<void>;
  showPrivately(to: { userId: string; channelId: string; threadId?: string }, card: Card): Promise<void>;
  writeDirectly(userId: string, card: Card): Promise<void>;
  /** To the address that came with a press or a command; five times within half an hour. */
  respond(responseUrl: string, card: Card, how: { replace: boolean; threadId?: string }): Promise<void>;
  userInfo(userId: string): Promise<SlackUser>;
  authTest(): Promise<webApi.AuthTestResponse>;
}

export function interactiveClient(token: string, apiUrl: string): Interactive {
  const client = slackClient({ token, apiUrl, timeoutMs: TIMEOUT_MS });
  const { views, chat, users, auth, conversations } = client;
  const open = (trigger_id: string, view: ModalView) => views.open({ trigger_id, view });
  const push = (trigger_id: string, view: ModalView) => views.push({ trigger_id, view });
  return {
    openForm: (triggerId, form) => done(() => open(triggerId, renderForm(form))),
    pushForm: (triggerId, form) => done(() => push(triggerId, renderForm(form))),
    openNotice: (triggerId, card) => done(() => open(triggerId, renderNotice(card))),
    pushNotice: (triggerId, card) => done(() => push(triggerId, renderNotice(card))),
    publishHome(userId, card) {
      return done(() => {
        const view: HomeView = renderHome(card);
        return views.publish({ user_id: userId, view });
      });
    },
    showPrivately({ userId, channelId, threadId }, card) {
      const thread = threadId ? { thread_ts: threadId } : {};
      const asTyped = { link_names: false, parse: 'none' as const };
      return done(() =>
        chat.postEphemeral({
          channel: channelId,
          user: userId,
          ...renderMessage(card),
          ...thread,
          ...asTyped,
        }),
      );
    },
    writeDirectly(userId, card) {
      return done(async () => {
        const { channel } = await conversations.open({ users: userId });
        const asTyped = {
          link_names: false,
          parse: 'none' as const,
          unfurl_links: false,
          unfurl_media: false,
        };
        await chat.postMessage({ channel: channel?.id ?? userId, ...renderMessage(card), ...asTyped });
      });
    },
    respond: (responseUrl, card, how) => done(() => respondAt(responseUrl, card, how)),
    userInfo: (userId) => attempt(async () => userIn(await users.info({ user: userId }))),
    authTest: () => attempt(() => auth.test()),
  };
}

function userIn({ user }: { user?: unknown }): SlackUser {
  if (user) return user as SlackUser;
  throw new DeliveryError('final', 'no_user', 'Slack answered without saying anything about the person.');
}

/** docs.slack.dev/interactivity/handling-user-interaction#message_responses */
async function respondAt(
  responseUrl: string,
  card: Card,
  { replace, threadId }: { replace: boolean; threadId?: string },
): Promise<void> {
  const how = replace ? { replace_original: true } : { response_type: 'ephemeral', replace_original: false };
  const thread = threadId ? { thread_ts: threadId } : {};
  const response = await fetch(responseUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...renderMessage(card), ...how, ...thread }),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await response.arrayBuffer();
  if (response.ok) return;
  const outcome = response.status >= 500 ? 'unknown' : 'final';
  const words = `The address Slack gave for the answer refused it with HTTP status ${response.status}.`;
  throw new DeliveryError(outcome, 'response_url_refused', words);
}

async function done(call: () => Promise<unknown>): Promise<void> {
  await attempt(call);
}

async function attempt<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw deliveryError(error);
  }
}
