/** How a simulated workspace starts: plain data. Ids follow Slack's: T… teams, U… people, C… channels. */
export interface WorkspaceSeed {
  /** The team that installed the app. */
  homeTeam: string;
  teams: { id: string; name: string; domain: string }[];
  people: SeedPerson[];
  channels: SeedChannel[];
  bot: { userId: string; botId: string; appId: string; name: string };
  commands: { command: string; hint: string }[];
  /** Message shortcuts. */
  shortcuts: { callbackId: string; label: string }[];
  /** What people said before the start, oldest first; nobody is told of it. */
  messages?: { channel: string; user: string; text: string; minutesAgo: number }[];
}

export interface SeedPerson {
  id: string;
  /** Full name. */
  name: string;
  team: string;
  /** Somebody of another team than the home team is external whatever stands here. Guests carry the home team. */
  kind: 'member' | 'admin' | 'guest' | 'single_channel_guest';
  title?: string;
  /** What this person is here to show: 'partner', 'rep', 'program manager', or '' for a bystander. */
  part?: string;
  /** Absent: name in small letters at the team's domain. Never shown of external people. */
  email?: string;
  /** IANA zone; absent: Etc/UTC. */
  timeZone?: string;
  avatarColor?: string;
}

interface SeedChannel {
  id: string;
  name: string;
  members: string[];
  /** The teams it is shared with, without the home team. Not empty: a Slack Connect channel. */
  sharedWith?: string[];
  isPrivate?: boolean;
  isArchived?: boolean;
  creator?: string;
  /** Whether the bot is in it from the start; default true. */
  botIsMember?: boolean;
}
