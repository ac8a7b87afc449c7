import type { Fake } from './fake.js';
import type { Json } from './json.js';
import { botMri, personWith, type TenantPerson, tenantNamed } from './people.js';
import { nextEventId, type Team, type TeamChannel, teamWith } from './tenant.js';

/** Where an activity happens: a channel, or a thread in it, or a chat. */
export type Place = { channel: TeamChannel; rootId?: string } | { chatId: string };

/**
 * An activity as Teams sends it: shape from the recorded payloads and from
 * learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages. In a shared channel
 * `conversation.tenantId` and `channelData.tenant` are the host's; whose person it is, only the roster tells.
 */
export function activityFrom(fake: Fake, person: TenantPerson, place: Place, fields: Json): Json {
  const { tenant } = fake;
  return {
    id: nextEventId(tenant),
    timestamp: fake.now().toISOString(),
    localTimestamp: fake.now().toISOString(),
    channelId: 'msteams',
    serviceUrl: fake.serviceUrl,
    from: { id: person.mri, name: person.name, aadObjectId: person.id },
    conversation: conversationOf(fake, place),
    recipient: { id: botMri(tenant), name: tenant.seed.bot.name },
    locale: 'en-US',
    ...fields,
    entities: [
      { locale: 'en-US', country: 'US', platform: 'Web', timezone: 'Europe/Berlin', type: 'clientInfo' },
      ...((fields.entities as Json[] | undefined) ?? []),
    ],
    channelData: { ...channelData(fake, place), ...(fields.channelData as Json | undefined) },
  };
}

function conversationOf(fake: Fake, place: Place): Json {
  const tenantId = fake.tenant.seed.homeTenant;
  if ('chatId' in place) return { conversationType: 'personal', tenantId, id: place.chatId };
  const { channel, rootId } = place;
  const id = rootId ? `${channel.id};messageid=${rootId}` : channel.id;
  return { isGroup: true, conversationType: 'channel', tenantId, id, name: channel.name };
}

function channelData(fake: Fake, place: Place): Json {
  const { tenant } = fake;
  const host = { tenant: { id: tenant.seed.homeTenant } };
  if ('chatId' in place) return host;
  const { channel } = place;
  const team = teamWith(tenant, channel.teamId);
  return {
    teamsChannelId: channel.id,
    teamsTeamId: channel.teamId,
    channel: { id: channel.id, ...(channel.kind !== 'standard' && { type: channel.kind }) },
    team: { id: channel.teamId, ...(team && { aadGroupId: team.aadGroupId }) },
    ...host,
  };
}

/**
 * A change of a team or channel: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/
 * subscribe-to-conversation-events. The conversation is the team's, also for events of its channels.
 */
export function eventOf(fake: Fake, byPerson: string, team: Team, fields: Json): Json {
  const { tenant } = fake;
  const person = personWith(tenant, byPerson);
  return {
    id: nextEventId(tenant),
    timestamp: fake.now().toISOString(),
    channelId: 'msteams',
    serviceUrl: fake.serviceUrl,
    from: { id: person?.mri ?? byPerson, aadObjectId: byPerson },
    conversation: {
      isGroup: true,
      conversationType: 'channel',
      tenantId: tenant.seed.homeTenant,
      id: team.id,
    },
    recipient: { id: botMri(tenant), name: tenant.seed.bot.name },
    ...fields,
    channelData: {
      team: { id: team.id, name: team.name, aadGroupId: team.aadGroupId },
      tenant: { id: tenant.seed.homeTenant },
      ...(fields.channelData as Json | undefined),
    },
  };
}

/** A team of another tenant, as `sharedWithTeams` names it. */
export function sharedTeam(fake: Fake, tenantId: string): Json {
  const { id, name } = tenantNamed(fake.tenant, tenantId);
  return { id: `19:${id}@thread.tacv2`, name, aadGroupId: id, tenantId: id };
}
