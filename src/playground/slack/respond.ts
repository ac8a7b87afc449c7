import type { Json } from './block-kit/check.js';
import type { Fake } from './fake.js';
import { spendResponseUrl } from './issued.js';
import { LIMITS } from './limits.js';
import { addEphemeral, removeMessage } from './web-api/chat.js';
import { contentOf, noteMentions } from './web-api/message-content.js';
import { ApiRefusal, isYes } from './web-api/refusal.js';
import {
  findEphemeral,
  findMessage,
  type Message,
  messagesOf,
  nextTs,
  type ResponseUrl,
} from './workspace.js';

/**
 * What the bot posts to a `response_url`:
 * https://docs.slack.dev/interactivity/handling-user-interaction#message_responses
 */
export function respondTo(fake: Fake, path: string, body: Json): { status: number; body: unknown } {
  const url = spendResponseUrl(fake, path);
  if ('error' in url) return { status: 404, body: { ok: false, error: url.error } };
  try {
    respond(fake, url, body);
    return { status: 200, body: 'ok' };
  } catch (error) {
    if (error instanceof ApiRefusal)
      return { status: 404, body: { ok: false, error: error.error, ...error.detail } };
    throw error;
  } finally {
    fake.changed();
  }
}

function respond(fake: Fake, url: ResponseUrl, body: Json): void {
  const source = sourceOf(fake, url);
  if (isYes(body.delete_original) && url.source) {
    if (source) remove(fake, url, source);
    return;
  }
  const content = contentOf(fake, body);
  if (isYes(body.replace_original) && url.source) {
    if (!source) throw new ApiRefusal('message_not_found');
    Object.assign(source, { text: content.text, blocks: content.blocks, updates: source.updates + 1 });
    if (!url.source.isEphemeral) noteMentions(fake, source, body);
    return;
  }
  say(fake, url, content, body);
}

/** Shows what the bot answered to a command or an action: to that person alone unless it says `in_channel`. */
export function say(
  fake: Fake,
  place: Pick<ResponseUrl, 'channel' | 'user' | 'threadTs'>,
  content: Pick<Message, 'text' | 'blocks' | 'attachments'>,
  body: Json,
): void {
  const threadTs = (body.thread_ts as string | undefined) ?? place.threadTs;
  if (body.response_type !== 'in_channel') {
    addEphemeral(fake, place.channel, place.user, content, threadTs);
    return;
  }
  const message: Message = {
    ...content,
    text: content.text.slice(0, LIMITS.postedText),
    ts: nextTs(fake.workspace, fake.now()),
    channel: place.channel,
    user: fake.workspace.seed.bot.userId,
    threadTs,
    updates: 0,
  };
  messagesOf(fake.workspace, place.channel).push(message);
  noteMentions(fake, message, body);
}

function sourceOf(fake: Fake, { source, user, channel }: ResponseUrl): Message | undefined {
  if (!source) return undefined;
  return source.isEphemeral
    ? findEphemeral(fake.workspace, user, source.ts)
    : findMessage(fake.workspace, channel, source.ts);
}

function remove(fake: Fake, { source }: ResponseUrl, message: Message): void {
  if (source?.isEphemeral) {
    fake.workspace.ephemerals = fake.workspace.ephemerals.filter((each) => each !== message);
  } else removeMessage(fake, message);
}
