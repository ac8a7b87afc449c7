import type { Delivery } from '../../slack/traffic.js';
import { channelToken, type TokenFlaws } from '../auth/tokens.js';
import { deliver } from '../deliver.js';
import type { Fake } from '../fake.js';
import type { Json } from '../json.js';
import { nextActivityId, nextEventId } from '../tenant.js';
import { answered, type TeamsAnswer } from './answer.js';

/** How a raw activity is signed: with the channel's token, one that is wrong on purpose, or none at all. */
export type Signed = TokenFlaws | 'none' | { authorization: string };

/** Sends an activity as it stands. What the bot answers changes nothing in the tenant. */
export async function deliverRaw(fake: Fake, activity: Json, signed: Signed = {}): Promise<TeamsAnswer> {
  return answered(await deliver(fake, activity, authorizationFor(fake, signed)));
}

function authorizationFor(fake: Fake, signed: Signed): string | null {
  if (signed === 'none') return null;
  if ('authorization' in signed) return signed.authorization;
  return `Bearer ${channelToken(fake, signed)}`;
}

export interface RedeliverTeamsOptions {
  /** A new activity id and timestamp, as a repeated invoke has; default true. */
  newId?: boolean;
}

/** Sends once more what was sent before, signed anew. What the bot answers changes nothing in the tenant. */
export async function redeliver(
  fake: Fake,
  { payload }: Pick<Delivery, 'payload'>,
  { newId = true }: RedeliverTeamsOptions = {},
): Promise<TeamsAnswer> {
  const isMessage = /^\d+$/.test(String(payload.id));
  const id = isMessage ? nextActivityId(fake.tenant, fake.now()) : nextEventId(fake.tenant);
  const again = newId ? { ...payload, id, timestamp: fake.now().toISOString() } : payload;
  return answered(await deliver(fake, again));
}
