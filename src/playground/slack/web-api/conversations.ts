import { announceJoin } from '../channel-events.js';
import type { Fake } from '../fake.js';
import { personOf } from '../people.js';
import { type Channel, channelOf, directChannel, isShared } from '../workspace.js';
import { paged } from './paging.js';
import { ApiRefusal, type Args, type Method, need } from './refusal.js';
import { readScope } from './scopes.js';
import { canBeReached } from './users.js';

/** A conversation as Slack describes it: https://docs.slack.dev/reference/objects/conversation-object */
function channelJson(fake: Fake, channel: Channel): Record<string, unknown> {
  const { homeTeam, bot } = fake.workspace.seed;
  const shared = isShared(channel);
  if (channel.kind === 'direct') {
    const user = channel.members.find((id) => id !== bot.userId);
    return {
      id: channel.id,
      created: channel.createdAt,
      is_im: true,
      user,
      is_archived: false,
      is_open: true,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.isArchived,
    is_general: false,
    is_member: channel.members.includes(bot.userId),
    is_shared: shared,
    is_ext_shared: shared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    pending_connected_team_ids: [],
    context_team_id: homeTeam,
    conversation_host_id: homeTeam,
    shared_team_ids: [homeTeam, ...channel.sharedWith],
    internal_team_ids: [homeTeam],
    connected_team_ids: channel.sharedWith,
    created: channel.createdAt,
    creator: channel.creator,
    topic: { value: '', creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
  };
}

/** @throws ApiRefusal when the bot can not see the channel or lacks the scope for its kind */
function readable(fake: Fake, args: Args): Channel {
  const channel = channelOf(fake.workspace, need(args, 'channel'));
  if (!channel) throw new ApiRefusal('channel_not_found');
  const needed = readScope(channel);
  if (!fake.settings.scopes.includes(needed)) {
    throw new ApiRefusal('missing_scope', { needed, provided: fake.settings.scopes.join(',') });
  }
  const isMember = channel.members.includes(fake.workspace.seed.bot.userId);
  if (channel.isPrivate && !isMember) throw new ApiRefusal('channel_not_found');
  return channel;
}

export const info: Method = (fake, args) => {
  const channel = readable(fake, args);
  const count = args.include_num_members ? { num_members: channel.members.length } : {};
  return { channel: { ...channelJson(fake, channel), ...count } };
};

export const members: Method = (fake, args) => {
  const { page, response_metadata } = paged(readable(fake, args).members, args);
  return { members: page, response_metadata };
};

export const list: Method = (fake, args) => {
  const types = String(args.types ?? 'public_channel')
    .split(',')
    .map((type) => type.trim());
  const { scopes } = fake.settings;
  const needed = types.map((type) =>
    type === 'im' ? 'im:read' : type === 'private_channel' ? 'groups:read' : 'channels:read',
  );
  const missing = needed.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    throw new ApiRefusal('missing_scope', { needed: missing.join(','), provided: scopes.join(',') });
  }
  const visible = fake.workspace.channels.filter((channel) => {
    const type = channel.kind === 'direct' ? 'im' : channel.isPrivate ? 'private_channel' : 'public_channel';
    if (!types.includes(type) || (args.exclude_archived && channel.isArchived)) return false;
    return type === 'public_channel' || channel.members.includes(fake.workspace.seed.bot.userId);
  });
  const { page, response_metadata } = paged(visible, args);
  // Which teams a channel is shared with only conversations.info tells.
  const channels = page.map((channel) => ({ ...channelJson(fake, channel), connected_team_ids: undefined }));
  return { channels, response_metadata };
};

export const open: Method = (fake, args) => {
  if (args.channel) {
    const existing = channelOf(fake.workspace, String(args.channel));
    if (existing?.kind !== 'direct') throw new ApiRefusal('channel_not_found');
    return { channel: { id: existing.id }, no_op: true, already_open: true };
  }
  const users = need(args, 'users')
    .split(',')
    .map((id) => id.trim());
  if (users.length > 1) throw new ApiRefusal('method_not_supported_for_channel_type');
  const person = personOf(fake.workspace, users[0] as string);
  if (!person) throw new ApiRefusal('user_not_found');
  if (!canBeReached(fake, person)) throw new ApiRefusal('user_not_visible');
  const already = fake.workspace.channels.some(
    ({ kind, members: ids }) => kind === 'direct' && ids.includes(person.id),
  );
  const channel = directChannel(fake.workspace, person.id, fake.now());
  return { channel: { id: channel.id }, ...(already && { no_op: true, already_open: true }) };
};

export const join: Method = (fake, args) => {
  const channel = channelOf(fake.workspace, need(args, 'channel'));
  if (!channel || channel.isPrivate) throw new ApiRefusal('channel_not_found');
  if (channel.isArchived) throw new ApiRefusal('is_archived');
  const { userId } = fake.workspace.seed.bot;
  if (channel.members.includes(userId)) {
    return { channel: channelJson(fake, channel), warning: 'already_in_channel' };
  }
  channel.members.push(userId);
  announceJoin(fake, channel, userId);
  return { channel: channelJson(fake, channel) };
};
