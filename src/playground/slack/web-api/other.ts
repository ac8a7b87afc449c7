import { teamOf } from '../people.js';
import { channelOf, findMessage } from '../workspace.js';
import { ApiRefusal, type Method, need } from './refusal.js';

export const authTest: Method = (fake) => {
  const { bot, homeTeam } = fake.workspace.seed;
  const team = teamOf(fake.workspace, homeTeam);
  return {
    url: `https://${team.domain}.slack.com/`,
    team: team.name,
    user: bot.name.toLowerCase().replaceAll(' ', '_'),
    team_id: homeTeam,
    user_id: bot.userId,
    bot_id: bot.botId,
    is_enterprise_install: false,
  };
};

export const botInfo: Method = (fake, args) => {
  const { bot } = fake.workspace.seed;
  if (args.bot && args.bot !== bot.botId) throw new ApiRefusal('bot_not_found');
  return {
    bot: { id: bot.botId, deleted: false, name: bot.name, app_id: bot.appId, user_id: bot.userId, icons: {} },
  };
};

export const teamInfo: Method = (fake, args) => {
  const id = String(args.team ?? fake.workspace.seed.homeTeam);
  if (!fake.workspace.seed.teams.some((team) => team.id === id)) throw new ApiRefusal('team_not_found');
  return { team: teamOf(fake.workspace, id) };
};

export const addPin: Method = (fake, args) => {
  const channel = channelOf(fake.workspace, need(args, 'channel'));
  const ts = need(args, 'timestamp');
  if (!channel) throw new ApiRefusal('channel_not_found');
  if (channel.isArchived) throw new ApiRefusal('is_archived');
  if (!channel.members.includes(fake.workspace.seed.bot.userId)) throw new ApiRefusal('not_in_channel');
  if (!findMessage(fake.workspace, channel.id, ts)) throw new ApiRefusal('message_not_found');
  fake.workspace.pins[channel.id] ??= [];
  const pins = fake.workspace.pins[channel.id] as string[];
  if (pins.includes(ts)) throw new ApiRefusal('already_pinned');
  pins.push(ts);
  return {};
};

export const removePin: Method = (fake, args) => {
  const channel = need(args, 'channel');
  const ts = need(args, 'timestamp');
  if (!channelOf(fake.workspace, channel)) throw new ApiRefusal('channel_not_found');
  const pins = fake.workspace.pins[channel] ?? [];
  if (!pins.includes(ts)) throw new ApiRefusal('no_pin');
  fake.workspace.pins[channel] = pins.filter((each) => each !== ts);
  return {};
};

export const addReaction: Method = (fake, args) => {
  const channel = need(args, 'channel');
  const name = need(args, 'name');
  if (!channelOf(fake.workspace, channel)) throw new ApiRefusal('channel_not_found');
  const message = findMessage(fake.workspace, channel, need(args, 'timestamp'));
  if (!message) throw new ApiRefusal('message_not_found');
  const { userId } = fake.workspace.seed.bot;
  message.reactions ??= [];
  const existing = message.reactions.find((reaction) => reaction.name === name);
  if (existing?.users.includes(userId)) throw new ApiRefusal('already_reacted');
  if (existing) existing.users.push(userId);
  else message.reactions.push({ name, users: [userId] });
  return {};
};
