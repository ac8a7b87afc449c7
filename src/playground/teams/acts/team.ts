import { eventOf, sharedTeam } from '../activities.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import type { Json } from '../json.js';
import { personWith } from '../people.js';
import { botIsIn, type Team, type TeamChannel } from '../tenant.js';
import { answered, mustBeChannel, mustBePerson, mustBeTeam, type TeamsAnswer, UNHEARD } from './answer.js';

/** What happens to teams and channels. The bot hears of those it is in. */

async function tellOfTeam(fake: Fake, team: Team, by: string, eventType: string): Promise<TeamsAnswer> {
  fake.changed();
  if (!team.isInstalled) return UNHEARD;
  const fields = { type: 'conversationUpdate', channelData: { eventType } };
  return answered(await deliver(fake, eventOf(fake, by, team, fields)));
}

async function tellOfChannel(
  fake: Fake,
  channel: TeamChannel,
  by: string,
  eventType: string,
  more: { fields?: Json; channelData?: Json } = {},
): Promise<TeamsAnswer> {
  fake.changed();
  if (!botIsIn(fake.tenant, channel)) return UNHEARD;
  const { id, name, kind } = channel;
  const event = eventOf(fake, by, mustBeTeam(fake, channel.teamId), {
    type: 'conversationUpdate',
    ...more.fields,
    channelData: { channel: { id, name, type: kind }, eventType, ...more.channelData },
  });
  // Private and shared channels are conversations of their own, with their own members.
  const conversation = { ...(event.conversation as Json), ...(kind !== 'standard' && { id }) };
  return answered(await deliver(fake, { ...event, conversation }));
}

/** Adds somebody to a team, or to a private or shared channel. */
export function addMember(fake: Fake, placeId: string, personId: string, by: string): Promise<TeamsAnswer> {
  return changeMembers(fake, placeId, personId, by, true);
}

export function removeMember(
  fake: Fake,
  placeId: string,
  personId: string,
  by: string,
): Promise<TeamsAnswer> {
  return changeMembers(fake, placeId, personId, by, false);
}

async function changeMembers(
  fake: Fake,
  placeId: string,
  personId: string,
  by: string,
  isAdded: boolean,
): Promise<TeamsAnswer> {
  const { mri, id } = mustBePerson(fake, personId);
  const fields = { [isAdded ? 'membersAdded' : 'membersRemoved']: [{ id: mri, aadObjectId: id }] };
  const changed = (members: string[]) =>
    isAdded ? [...new Set([...members, personId])] : members.filter((each) => each !== personId);
  const what = isAdded ? 'MemberAdded' : 'MemberRemoved';
  const channel = fake.tenant.channels.find((each) => each.id === placeId && each.kind !== 'standard');
  if (channel) {
    channel.ownMembers = changed(channel.ownMembers);
    return tellOfChannel(fake, channel, by, `channel${what}`, { fields });
  }
  const team = mustBeTeam(fake, placeId);
  team.members = changed(team.members);
  fake.changed();
  if (!team.isInstalled) return UNHEARD;
  const event = { type: 'conversationUpdate', ...fields, channelData: { eventType: `team${what}` } };
  return answered(await deliver(fake, eventOf(fake, by, team, event)));
}

export function createChannel(
  fake: Fake,
  teamId: string,
  channel: Pick<TeamChannel, 'id' | 'name'> & Partial<TeamChannel>,
  by: string,
): Promise<TeamsAnswer> {
  mustBeTeam(fake, teamId);
  const whole: TeamChannel = {
    ...{ teamId, kind: 'standard', ownMembers: [], sharedWith: [], botIsAllowed: false, isDeleted: false },
    ...channel,
  };
  fake.tenant.channels.push(whole);
  return tellOfChannel(fake, whole, by, 'channelCreated');
}

export function renameChannel(fake: Fake, channelId: string, name: string, by: string): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.name = name;
  return tellOfChannel(fake, channel, by, 'channelRenamed');
}

export function deleteChannel(fake: Fake, channelId: string, by: string): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.isDeleted = true;
  return tellOfChannel(fake, channel, by, 'channelDeleted');
}

export function restoreChannel(fake: Fake, channelId: string, by: string): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.isDeleted = false;
  return tellOfChannel(fake, channel, by, 'channelRestored');
}

/** Shares a shared channel with a team of another tenant, whose people may come in with it. */
export function shareChannel(
  fake: Fake,
  channelId: string,
  tenantId: string,
  by: string,
  people: string[] = [],
): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  if (!channel.sharedWith.includes(tenantId)) channel.sharedWith.push(tenantId);
  channel.ownMembers = [...new Set([...channel.ownMembers, ...people])];
  const channelData = { sharedWithTeams: [sharedTeam(fake, tenantId)] };
  return tellOfChannel(fake, channel, by, 'channelShared', { channelData });
}

export function unshareChannel(
  fake: Fake,
  channelId: string,
  tenantId: string,
  by: string,
): Promise<TeamsAnswer> {
  const channel = mustBeChannel(fake, channelId);
  channel.sharedWith = channel.sharedWith.filter((id) => id !== tenantId);
  channel.ownMembers = channel.ownMembers.filter((id) => personWith(fake.tenant, id)?.tenant !== tenantId);
  const channelData = { unsharedFromTeams: [sharedTeam(fake, tenantId)] };
  return tellOfChannel(fake, channel, by, 'channelUnshared', { channelData });
}

export function renameTeam(fake: Fake, teamId: string, name: string, by: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.name = name;
  return tellOfTeam(fake, team, by, 'teamRenamed');
}

export function archiveTeam(fake: Fake, teamId: string, by: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isArchived = true;
  return tellOfTeam(fake, team, by, 'teamArchived');
}

export function unarchiveTeam(fake: Fake, teamId: string, by: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isArchived = false;
  return tellOfTeam(fake, team, by, 'teamUnarchived');
}

export function deleteTeam(fake: Fake, teamId: string, by: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isDeleted = true;
  return tellOfTeam(fake, team, by, 'teamDeleted');
}

export function restoreTeam(fake: Fake, teamId: string, by: string): Promise<TeamsAnswer> {
  const team = mustBeTeam(fake, teamId);
  team.isDeleted = false;
  return tellOfTeam(fake, team, by, 'teamRestored');
}
