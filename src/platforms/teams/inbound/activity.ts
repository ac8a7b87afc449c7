/**
 * The parts of Teams' activities that are read, as recorded in test/fixtures/teams and described in
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object and, for Teams'
 * own, learn.microsoft.com/microsoftteams/platform/bots. What is signed may still lack what is optional.
 */
export interface Activity {
  type: string;
  id?: string;
  name?: string;
  channelId: string;
  serviceUrl: string;
  timestamp?: string;
  from: AccountPart;
  recipient: AccountPart;
  conversation: { id: string; conversationType?: string; tenantId?: string; name?: string };
  text?: string;
  value?: unknown;
  replyToId?: string;
  action?: string;
  localTimezone?: string;
  entities?: EntityPart[];
  membersAdded?: AccountPart[];
  membersRemoved?: AccountPart[];
  channelData?: ChannelData;
}

export interface AccountPart {
  id: string;
  name?: string;
  aadObjectId?: string;
}

interface EntityPart {
  type?: string;
  text?: string;
  mentioned?: { id?: string };
  timezone?: string;
}

interface ChannelData {
  eventType?: string;
  tenant?: { id?: string };
  team?: { id?: string; name?: string };
  channel?: { id?: string; name?: string };
  teamsChannelId?: string;
  teamsTeamId?: string;
  settings?: { selectedChannel?: { id?: string } };
}

/** Undefined unless everything is there without which nothing can be said about who asks, where. */
export function activityFrom(body: unknown): Activity | undefined {
  if (!isObject(body)) return undefined;
  const { type, channelId, serviceUrl, from, recipient, conversation } = body;
  const isComplete =
    [type, channelId, serviceUrl].every((text) => typeof text === 'string' && text !== '') &&
    [from, recipient, conversation].every(
      (one) => isObject(one) && typeof one.id === 'string' && one.id !== '',
    );
  return isComplete ? (body as unknown as Activity) : undefined;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An Entra object id where there is one, since that is what a program names; people from elsewhere may have none. */
export function userIdOf({ aadObjectId, id }: AccountPart): string {
  return aadObjectId || id;
}

/** The channel or chat, without the thread. */
export function channelOf({ conversation, channelData }: Activity): string {
  return (
    channelData?.channel?.id ??
    channelData?.teamsChannelId ??
    conversation.id.split(';', 1)[0] ??
    conversation.id
  );
}

export function isPersonal({ conversation }: Activity): boolean {
  return conversation.conversationType === 'personal';
}

export function teamOf({ channelData }: Activity): string | undefined {
  return channelData?.team?.id ?? channelData?.teamsTeamId;
}

/** The tenant in which it happens: of a shared channel the host's. Whose a person is, only the roster tells. */
export function tenantOf({ conversation, channelData }: Activity): string | undefined {
  return conversation.tenantId ?? channelData?.tenant?.id;
}

/** The IANA zone of the person's device. */
export function timeZoneOf({ localTimezone, entities = [] }: Activity): string | undefined {
  return localTimezone ?? entities.find(({ type }) => type === 'clientInfo')?.timezone;
}
