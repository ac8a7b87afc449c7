/** How a simulated Teams tenant starts: plain data. Ids follow Microsoft's. */
export interface TenantSeed {
  /** The Microsoft Entra tenant that installed the app (a GUID), host of all teams here. */
  homeTenant: string;
  tenants: { id: string; name: string; domain: string }[];
  people: SeedTenantPerson[];
  teams: SeedTeam[];
  bot: { appId: string; name: string };
  /** The action commands of the app's message extension. */
  messageExtensions: { commandId: string; title: string; contexts: ('compose' | 'message')[] }[];
  /** Who has the app in personal scope from the start. */
  personalInstalls?: string[];
  /** What people said before the start, oldest first; nobody is told of it. */
  messages?: { channel: string; person: string; text: string; minutesAgo: number }[];
}

export interface SeedTenantPerson {
  /** The Entra object id, a GUID: `aadObjectId` of activities. */
  id: string;
  name: string;
  /** Whose directory the account is in. Another one than the home tenant: federated, whatever `kind` says. */
  tenant: string;
  /** Guests have an account in the home tenant. */
  kind: 'member' | 'admin' | 'guest';
  title?: string;
  /** What this person is here to show: 'partner', 'rep', 'program manager', or '' for a bystander. */
  part?: string;
  /** The organisation a guest works for; absent: the tenant's. */
  organisation?: string;
  /** Absent: name in small letters at the domain of the tenant. */
  email?: string;
  avatarColor?: string;
}

export interface SeedTeam {
  /** `19:…@thread.tacv2`, also the id of its General channel. */
  id: string;
  name: string;
  aadGroupId: string;
  members: string[];
  channels: SeedTeamChannel[];
  /** Whether the app is in this team from the start; default true. */
  isInstalled?: boolean;
}

export interface SeedTeamChannel {
  id: string;
  name: string;
  /** A standard channel has the members of its team. */
  kind: 'standard' | 'private' | 'shared';
  /** Of a private or shared channel. */
  members?: string[];
  /** Tenants a shared channel is shared with, without the home tenant. */
  sharedWith?: string[];
  /** Whether the bot is allowed in a private or shared channel from the start; default true. */
  botIsAllowed?: boolean;
}
