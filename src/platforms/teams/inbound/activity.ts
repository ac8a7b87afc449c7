import { IANAZone } from 'luxon';
import { z } from 'zod/v4';
import { entraId } from '../../../config/entra-id.js';

/** What is of another kind than documented counts as absent, since clients and services of others differ in what is optional. */
const text = z.string().optional().catch(undefined);
const sameCase = z.string().transform(entraId).optional().catch(undefined);
const named = z.object({ id: text, name: text }).optional().catch(undefined);
const mustBe = z.string().min(1);

function listOf<Schema extends z.ZodType>(schema: Schema) {
  const entries = z.array(schema.or(z.unknown().transform(() => undefined)));
  return entries
    .transform((list) => list.filter((entry) => entry !== undefined) as z.infer<Schema>[])
    .optional()
    .catch(undefined);
}

const account = z.object({ id: mustBe, name: text, aadObjectId: sameCase });

const entity = z.object({
  type: text,
  text,
  mentioned: named,
  timezone: text,
});

const channelData = z.object({
  eventType: text,
  tenant: z.object({ id: sameCase }).optional().catch(undefined),
  team: named,
  channel: named,
  teamsChannelId: text,
  teamsTeamId: text,
  settings: z.object({ selectedChannel: named }).optional().catch(undefined),
});

const activitySchema = z.object({
  type: mustBe,
  channelId: mustBe,
  serviceUrl: mustBe,
  from: account,
  recipient: account,
  conversation: z.object({ id: mustBe, conversationType: text, tenantId: sameCase, name: text }),
  id: text,
  name: text,
  timestamp: text,
  text,
  textFormat: text,
  value: z.unknown(),
  replyToId: text,
  action: text,
  localTimezone: text,
  entities: listOf(entity),
  membersAdded: listOf(account),
  membersRemoved: listOf(account),
  channelData: channelData.optional().catch(undefined),
});

/**
 * The parts of Teams' activities that are read, as recorded in test/fixtures/teams and described in
 * learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object and, for Teams'
 * own, learn.microsoft.com/microsoftteams/platform/bots. What is signed may still lack what is optional.
 */
export type Activity = z.infer<typeof activitySchema>;

export type AccountPart = z.infer<typeof account>;

/** Undefined unless everything is there without which nothing can be said about who asks, where. */
export function activityFrom(body: unknown): Activity | undefined {
  return activitySchema.safeParse(body).data;
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
  const said = localTimezone ?? entities.find(({ type }) => type === 'clientInfo')?.timezone;
  return said !== undefined && IANAZone.isValidZone(said) ? said : undefined;
}
