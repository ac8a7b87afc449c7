import { emitJoin } from '../channel-events.js';
import { emit } from '../events.js';
import type { Fake } from '../fake.js';
import { personOf } from '../people.js';
import { type Channel, isShared } from '../workspace.js';
import { answered, type BotAnswer, mustBeChannel, UNHEARD } from './answer.js';

/** What happens to channels. The bot hears of a channel it is in, and of public ones. */

function botHears(fake: Fake, channel: Channel): boolean {
  return !channel.isPrivate || channel.members.includes(fake.workspace.seed.bot.userId);
}

/** Private channels have event names of their own: `group_archive` for `channel_archive`. */
function eventName(channel: Channel, what: string): string {
  return `${channel.isPrivate ? 'group' : 'channel'}_${what}`;
}

export async function inviteBot(fake: Fake, channelId: string, byUser: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  const { userId } = fake.workspace.seed.bot;
  if (channel.members.includes(userId)) return UNHEARD;
  channel.members.push(userId);
  return answered(await emitJoin(fake, channel, userId, byUser));
}

export async function removeBot(fake: Fake, channelId: string, byUser: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  const { userId } = fake.workspace.seed.bot;
  channel.members = channel.members.filter((id) => id !== userId);
  const inner = { type: eventName(channel, 'left'), channel: channelId, actor_id: byUser };
  return answered(await emit(fake, inner, { channel }));
}

export async function addMember(
  fake: Fake,
  channelId: string,
  user: string,
  byUser?: string,
): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  if (!channel.members.includes(user)) channel.members.push(user);
  fake.changed();
  if (!channel.members.includes(fake.workspace.seed.bot.userId)) return UNHEARD;
  return answered(await emitJoin(fake, channel, user, byUser));
}

/** Shares a channel with another team, whose people may come in with it; who they are is told only on look-up. */
export async function share(
  fake: Fake,
  channelId: string,
  teamId: string,
  people: string[] = [],
): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  if (!channel.sharedWith.includes(teamId)) channel.sharedWith.push(teamId);
  channel.members.push(...people.filter((id) => !channel.members.includes(id)));
  fake.changed();
  if (!botHears(fake, channel)) return UNHEARD;
  const inner = { type: 'channel_shared', connected_team_id: teamId, channel: channelId };
  return answered(await emit(fake, inner, { channel }));
}

export async function unshare(fake: Fake, channelId: string, teamId: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.sharedWith = channel.sharedWith.filter((id) => id !== teamId);
  channel.members = channel.members.filter((id) => personOf(fake.workspace, id)?.team !== teamId);
  fake.changed();
  if (!botHears(fake, channel)) return UNHEARD;
  const inner = {
    type: 'channel_unshared',
    previously_connected_team_id: teamId,
    channel: channelId,
    is_ext_shared: isShared(channel),
  };
  return answered(await emit(fake, inner, { channel }));
}

export async function archive(fake: Fake, channelId: string, byUser: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.isArchived = true;
  fake.changed();
  if (!botHears(fake, channel)) return UNHEARD;
  const inner = { type: eventName(channel, 'archive'), channel: channelId, user: byUser, is_moved: 0 };
  return answered(await emit(fake, inner, { channel }));
}

export async function unarchive(fake: Fake, channelId: string, byUser: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.isArchived = false;
  fake.changed();
  if (!botHears(fake, channel)) return UNHEARD;
  const inner = { type: eventName(channel, 'unarchive'), channel: channelId, user: byUser };
  return answered(await emit(fake, inner, { channel }));
}

export async function rename(fake: Fake, channelId: string, name: string): Promise<BotAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.name = name;
  fake.changed();
  if (!botHears(fake, channel)) return UNHEARD;
  const described = {
    id: channelId,
    name,
    name_normalized: name,
    created: channel.createdAt,
    is_channel: !channel.isPrivate,
    is_mpim: false,
  };
  return answered(await emit(fake, { type: eventName(channel, 'rename'), channel: described }, { channel }));
}

/** The channel gets another id, as when sharing starts or ends; the old id is unknown from then on. */
export async function changeChannelId(fake: Fake, oldId: string, newId: string): Promise<BotAnswer> {
  const { workspace } = fake;
  const channel = mustBeChannel(fake, oldId);
  channel.id = newId;
  for (const message of workspace.messages[oldId] ?? []) message.channel = newId;
  for (const message of workspace.ephemerals) if (message.channel === oldId) message.channel = newId;
  workspace.messages[newId] = workspace.messages[oldId] ?? [];
  workspace.pins[newId] = workspace.pins[oldId] ?? [];
  delete workspace.messages[oldId];
  delete workspace.pins[oldId];
  for (const note of workspace.notifications) if (note.channel === oldId) note.channel = newId;
  const inner = { type: 'channel_id_changed', old_channel_id: oldId, new_channel_id: newId };
  return answered(await emit(fake, inner, { channel }));
}

/** The app is removed from the workspace: its token stops working, then it is told. */
export async function uninstall(fake: Fake): Promise<BotAnswer> {
  const { userId } = fake.workspace.seed.bot;
  fake.workspace.isInstalled = false;
  await emit(fake, { type: 'tokens_revoked', tokens: { oauth: [], bot: [userId] } });
  return answered(await emit(fake, { type: 'app_uninstalled' }));
}
