import type { Fake } from '../fake.js';
import { handleOf, isStranger, type Person, personOf, teamOf } from '../people.js';
import { paged } from './paging.js';
import { ApiRefusal, type Method, need } from './refusal.js';

function emailOf(fake: Fake, person: Person): string {
  return person.email ?? `${handleOf(person)}@${teamOf(fake.workspace, person.team).domain}.example`;
}

/** Whether the bot can write to somebody directly: people of other workspaces only while a channel is shared. */
export function canBeReached(fake: Fake, person: Person): boolean {
  if (!person.isExternal) return true;
  return fake.settings.directMessagesToExternals === 'allowed' && !isStranger(fake.workspace, person.id);
}

/** Seconds the zone is ahead of UTC now. */
function offsetOf(timeZone: string, at: Date): number {
  const local = new Date(at.toLocaleString('en-US', { timeZone }));
  const utc = new Date(at.toLocaleString('en-US', { timeZone: 'UTC' }));
  return Math.round((local.getTime() - utc.getTime()) / 1000);
}

/**
 * A user as `users.info` shows them. Of external people Slack gives no e-mail and no locale; `is_stranger` says
 * that no channel is shared with them: https://docs.slack.dev/apis/slack-connect
 */
function userJson(fake: Fake, person: Person): Record<string, unknown> {
  const { workspace, settings } = fake;
  const timeZone = person.timeZone ?? 'Etc/UTC';
  const showsEmail = !person.isExternal && settings.scopes.includes('users:read.email');
  return {
    id: person.id,
    team_id: person.team,
    name: handleOf(person),
    deleted: false,
    color: (person.avatarColor ?? '#9f69e7').replace('#', ''),
    real_name: person.name,
    tz: timeZone,
    tz_label: timeZone,
    tz_offset: offsetOf(timeZone, fake.now()),
    profile: {
      title: person.title ?? '',
      real_name: person.name,
      real_name_normalized: person.name,
      display_name: '',
      display_name_normalized: '',
      team: person.team,
      ...(showsEmail && { email: emailOf(fake, person) }),
    },
    is_bot: false,
    is_app_user: false,
    is_restricted: person.isGuest,
    is_ultra_restricted: person.isGuest && person.kind === 'single_channel_guest',
    updated: Math.floor(fake.now().getTime() / 1000),
    ...(person.isExternal
      ? { is_stranger: isStranger(workspace, person.id) }
      : {
          is_admin: person.kind === 'admin',
          is_owner: false,
          is_primary_owner: false,
          is_email_confirmed: true,
          has_2fa: false,
        }),
  };
}

function botUser(fake: Fake): Record<string, unknown> {
  const { bot, homeTeam } = fake.workspace.seed;
  return {
    id: bot.userId,
    team_id: homeTeam,
    name: handleOf(bot),
    deleted: false,
    real_name: bot.name,
    tz: 'America/Los_Angeles',
    profile: { real_name: bot.name, bot_id: bot.botId, api_app_id: bot.appId, team: homeTeam },
    is_bot: true,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    is_ultra_restricted: false,
  };
}

export const userInfo: Method = (fake, args) => {
  const id = need(args, 'user');
  if (id === fake.workspace.seed.bot.userId) return { user: botUser(fake) };
  const person = personOf(fake.workspace, id);
  if (!person) throw new ApiRefusal('user_not_found');
  const locale = args.include_locale && !person.isExternal ? { locale: 'en-US' } : {};
  return { user: { ...userJson(fake, person), ...locale } };
};

export const userList: Method = (fake, args) => {
  const { people, homeTeam } = fake.workspace.seed;
  const ours = people.filter((person) => person.team === homeTeam);
  const members = [
    botUser(fake),
    ...ours.map(({ id }) => userJson(fake, personOf(fake.workspace, id) as Person)),
  ];
  const { page, response_metadata } = paged(members, args);
  return { members: page, cache_ts: Math.floor(fake.now().getTime() / 1000), response_metadata };
};

export const lookupByEmail: Method = (fake, args) => {
  const email = need(args, 'email').toLowerCase();
  const person = fake.workspace.seed.people
    .map(({ id }) => personOf(fake.workspace, id) as Person)
    .find((each) => !each.isExternal && emailOf(fake, each).toLowerCase() === email);
  if (!person) throw new ApiRefusal('users_not_found');
  return { user: userJson(fake, person) };
};
