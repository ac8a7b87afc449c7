import type { Workspace } from './workspace.js';
import type { SeedPerson } from './workspace-seed.js';

/** Who is in the workspace and in the ones it shares channels with. */
export interface Person extends SeedPerson {
  isExternal: boolean;
  isGuest: boolean;
}

export function personOf(workspace: Workspace, id: string): Person | undefined {
  const person = workspace.seed.people.find((each) => each.id === id);
  if (!person) return undefined;
  const isExternal = person.team !== workspace.seed.homeTeam;
  const isGuest = !isExternal && (person.kind === 'guest' || person.kind === 'single_channel_guest');
  return { ...person, isExternal, isGuest };
}

export function teamOf(workspace: Workspace, id: string): { id: string; name: string; domain: string } {
  return workspace.seed.teams.find((team) => team.id === id) ?? { id, name: id, domain: id.toLowerCase() };
}

/** The handle Slack calls `name`: `ann.lee` for Ann Lee. */
export function handleOf(person: { name: string }): string {
  return person.name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '.')
    .replaceAll(/^\.|\.$/g, '');
}

/** Whether somebody of another workspace is in a channel together with the bot; else Slack calls them a stranger. */
export function isStranger(workspace: Workspace, userId: string): boolean {
  const botId = workspace.seed.bot.userId;
  return !workspace.channels.some(
    ({ kind, members }) => kind === 'channel' && members.includes(userId) && members.includes(botId),
  );
}
