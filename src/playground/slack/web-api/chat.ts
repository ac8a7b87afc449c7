import type { Fake } from '../fake.js';
import { LIMITS } from '../limits.js';
import { personOf } from '../people.js';
import {
  type Channel,
  channelOf,
  directChannel,
  findMessage,
  type Message,
  messagesOf,
  nextTs,
} from '../workspace.js';
import { contentOf, messageJson, metadataOf, noteMentions } from './message-content.js';
import { ApiRefusal, type Args, type Method, need } from './refusal.js';
import { canBeReached } from './users.js';

/** The channel the bot may write to. A user id means the direct conversation with that person. @throws ApiRefusal */
function writableChannel(fake: Fake, id: string): Channel {
  const { workspace } = fake;
  const person = personOf(workspace, id);
  if (person && !canBeReached(fake, person)) throw new ApiRefusal('channel_not_found');
  const channel = person ? directChannel(workspace, id, fake.now()) : channelOf(workspace, id);
  if (!channel) throw new ApiRefusal('channel_not_found');
  const isMember = channel.members.includes(workspace.seed.bot.userId);
  if (!isMember && channel.isPrivate) throw new ApiRefusal('channel_not_found');
  if (channel.isArchived) throw new ApiRefusal('is_archived');
  if (!isMember && !fake.settings.scopes.includes('chat:write.public'))
    throw new ApiRefusal('not_in_channel');
  return channel;
}

export const postMessage: Method = (fake, args) => {
  const channel = writableChannel(fake, need(args, 'channel'));
  const content = contentOf(fake, args);
  const threadTs = args.thread_ts ? String(args.thread_ts) : undefined;
  if (threadTs && !/^\d+\.\d{6}$/.test(threadTs)) throw new ApiRefusal('invalid_thread_ts');
  const parent = threadTs ? findMessage(fake.workspace, channel.id, threadTs) : undefined;
  // Not documented for this method; a reply to nothing is a mistake of the app's in any case.
  if (threadTs && !parent) throw new ApiRefusal('thread_not_found');
  const message: Message = {
    ...content,
    text: content.text.slice(0, LIMITS.postedText),
    ts: nextTs(fake.workspace, fake.now()),
    channel: channel.id,
    user: fake.workspace.seed.bot.userId,
    // A reply to a reply lands in the thread of its parent.
    threadTs: parent?.threadTs ?? threadTs,
    metadata: metadataOf(args),
    updates: 0,
  };
  messagesOf(fake.workspace, channel.id).push(message);
  noteMentions(fake, message, args);
  return { channel: channel.id, ts: message.ts, message: messageJson(fake, message) };
};

/** The bot's own message, for a change of it; a user id is no channel here. @throws ApiRefusal */
function ownMessage(fake: Fake, args: Args, refusal: string): Message {
  const id = need(args, 'channel');
  const ts = need(args, 'ts');
  const channel = channelOf(fake.workspace, id);
  const isHidden = channel?.isPrivate && !channel.members.includes(fake.workspace.seed.bot.userId);
  if (!channel || isHidden) throw new ApiRefusal('channel_not_found');
  const message = findMessage(fake.workspace, id, ts);
  if (!message) throw new ApiRefusal('message_not_found');
  if (message.user !== fake.workspace.seed.bot.userId) throw new ApiRefusal(refusal);
  return message;
}

/** https://docs.slack.dev/reference/methods/chat.update: text alone removes blocks; with blocks no "(edited)" shows. */
export const updateMessage: Method = (fake, args) => {
  const message = ownMessage(fake, args, 'cant_update_message');
  if (channelOf(fake.workspace, message.channel)?.isArchived) throw new ApiRefusal('is_inactive');
  if (typeof args.text === 'string' && args.text.length > LIMITS.updatedText)
    throw new ApiRefusal('msg_too_long');
  const content = contentOf(fake, args);
  const metadata = metadataOf(args);
  const keepsText = args.text === undefined;
  message.text = keepsText ? message.text : content.text;
  if (content.blocks || !keepsText) message.blocks = content.blocks?.length ? content.blocks : undefined;
  if (content.attachments) message.attachments = content.attachments;
  if (metadata) message.metadata = Object.keys(metadata).length > 0 ? metadata : undefined;
  message.updates += 1;
  if (!message.blocks) message.edited = { user: message.user, ts: nextTs(fake.workspace, fake.now()) };
  noteMentions(fake, message, args);
  return {
    channel: message.channel,
    ts: message.ts,
    text: message.text,
    message: messageJson(fake, message),
  };
};

export const deleteMessage: Method = (fake, args) => {
  const message = ownMessage(fake, args, 'cant_delete_message');
  removeMessage(fake, message);
  return { channel: message.channel, ts: message.ts };
};

export function removeMessage(fake: Fake, message: Message): void {
  const list = messagesOf(fake.workspace, message.channel);
  list.splice(list.indexOf(message), 1);
  const pins = fake.workspace.pins[message.channel];
  if (pins) fake.workspace.pins[message.channel] = pins.filter((ts) => ts !== message.ts);
}

export const postEphemeral: Method = (fake, args) => {
  const channel = writableChannel(fake, need(args, 'channel'));
  const user = need(args, 'user');
  const content = contentOf(fake, args);
  if (content.text.length > LIMITS.postedText) throw new ApiRefusal('msg_too_long');
  if (!personOf(fake.workspace, user)) throw new ApiRefusal('user_not_found');
  if (!channel.members.includes(user)) throw new ApiRefusal('user_not_in_channel');
  return { message_ts: addEphemeral(fake, channel.id, user, content, args.thread_ts as string | undefined) };
};

/** Shows a message to one person alone; returns its ts. */
export function addEphemeral(
  fake: Fake,
  channel: string,
  onlyFor: string,
  content: Pick<Message, 'text' | 'blocks' | 'attachments'>,
  threadTs?: string,
  author = fake.workspace.seed.bot.userId,
): string {
  const ts = nextTs(fake.workspace, fake.now());
  fake.workspace.ephemerals.push({ ...content, ts, channel, onlyFor, user: author, threadTs, updates: 0 });
  return ts;
}

export const getPermalink: Method = (fake, args) => {
  const channel = need(args, 'channel');
  const ts = need(args, 'message_ts');
  if (!channelOf(fake.workspace, channel)) throw new ApiRefusal('channel_not_found');
  const message = findMessage(fake.workspace, channel, ts);
  if (!message) throw new ApiRefusal('message_not_found');
  const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel}` : '';
  return { channel, permalink: `${fake.origin}/archives/${channel}/p${ts.replace('.', '')}${thread}` };
};
