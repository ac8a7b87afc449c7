import type { Fake } from '../fake.js';
import { LIMITS } from '../limits.js';
import { accountOf, personNamed, personWith, type TenantPerson } from '../people.js';
import { botIsIn, membersOf, teamWith } from '../tenant.js';
import { findPlace, mustBeInRoster } from './place.js';
import { REFUSALS } from './refusal.js';

interface Answer {
  status: number;
  body: unknown;
}

function rosterOf(fake: Fake, conversationId: string): TenantPerson[] {
  const place = findPlace(fake, conversationId);
  mustBeInRoster(fake, place);
  const ids = place.chat ? [place.chat.person] : membersOf(fake.tenant, place.channel);
  return ids.flatMap((id) => personWith(fake.tenant, id) ?? []);
}

export function getMembers(fake: Fake, conversationId: string): Answer {
  const body = rosterOf(fake, conversationId).map((person) => accountOf(fake.tenant, person));
  return { status: 200, body };
}

/** A page of members: learn.microsoft.com/microsoftteams/platform/resources/team-chat-member-api-changes */
export function getPagedMembers(fake: Fake, conversationId: string, query: URLSearchParams): Answer {
  const roster = rosterOf(fake, conversationId);
  const wanted = Number(query.get('pageSize') ?? LIMITS.pageSizeDefault) || LIMITS.pageSizeDefault;
  const size = Math.min(LIMITS.pageSizeMax, Math.max(LIMITS.pageSizeMin, wanted));
  const from = Number(query.get('continuationToken') ?? 0) || 0;
  const members = roster.slice(from, from + size).map((person) => accountOf(fake.tenant, person));
  const isMore = from + size < roster.length;
  return { status: 200, body: { ...(isMore && { continuationToken: String(from + size) }), members } };
}

/** One member, by `29:…` or by Entra object id. */
export function getMember(fake: Fake, conversationId: string, name: string): Answer {
  const person = personNamed(fake.tenant, name);
  const isMember = rosterOf(fake, conversationId).some(({ id }) => id === person?.id);
  if (!person || !isMember) throw REFUSALS.memberNotFound();
  return { status: 200, body: accountOf(fake.tenant, person) };
}

/** GET /v3/teams/{id}: learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export function getTeam(fake: Fake, teamId: string): Answer {
  const team = mustBeTeam(fake, teamId);
  const { id, name, aadGroupId, members } = team;
  const channels = fake.tenant.channels.filter((channel) => channel.teamId === id && !channel.isDeleted);
  const counts = { channelCount: channels.length, memberCount: members.length };
  return { status: 200, body: { id, name, aadGroupId, tenantId: fake.tenant.seed.homeTenant, ...counts } };
}

/** GET /v3/teams/{id}/conversations. The General channel has the id of the team and no name. */
export function getChannels(fake: Fake, teamId: string): Answer {
  const team = mustBeTeam(fake, teamId);
  const conversations = fake.tenant.channels
    .filter((channel) => channel.teamId === team.id && !channel.isDeleted && botIsIn(fake.tenant, channel))
    .map(({ id, name, kind }) => ({ id, name: id === team.id ? null : name, type: kind }));
  return { status: 200, body: { conversations } };
}

function mustBeTeam(fake: Fake, id: string) {
  const team = teamWith(fake.tenant, id);
  if (!team || team.isDeleted) throw REFUSALS.conversationNotFound();
  if (!team.isInstalled) throw REFUSALS.notInRoster();
  return team;
}
