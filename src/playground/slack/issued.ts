import { randomBytes } from 'node:crypto';
import type { Fake } from './fake.js';
import { LIMITS } from './limits.js';
import type { ResponseUrl, Trigger, Workspace } from './workspace.js';

/** Drops what has long expired, so that a workspace that is kept does not grow for ever. */
export function forgetExpired({ triggers, responseUrls }: Workspace, now: Date): void {
  const drop = (issued: Record<string, { issuedAt: number }>, olderThanMs: number) => {
    for (const [id, { issuedAt }] of Object.entries(issued)) {
      if (now.getTime() - issuedAt > olderThanMs) delete issued[id];
    }
  };
  drop(triggers, 10 * LIMITS.triggerMs);
  drop(responseUrls, 2 * LIMITS.responseUrlMs);
}

/** A trigger: opens one view, once, within 3 s of its issue. */
export function issueTrigger(fake: Fake, user: string, viewId?: string): string {
  const now = fake.now().getTime();
  const id = `${now}.${fake.traffic.nextNumber()}.${randomBytes(16).toString('hex')}`;
  fake.workspace.triggers[id] = { user, issuedAt: now, used: false, viewId };
  return id;
}

/** Uses a trigger up, or says in Slack's words why not. */
export function exchangeTrigger(fake: Fake, id: unknown): Trigger | { error: string } {
  const trigger = typeof id === 'string' ? fake.workspace.triggers[id] : undefined;
  // A trigger that is long gone was cleared away: a well-formed one counts as expired.
  if (!trigger)
    return { error: /^\d+\.\d+\.[0-9a-f]+$/.test(String(id)) ? 'expired_trigger_id' : 'invalid_trigger_id' };
  if (trigger.used) return { error: 'exchanged_trigger_id' };
  if (fake.now().getTime() - trigger.issuedAt > LIMITS.triggerMs) return { error: 'expired_trigger_id' };
  trigger.used = true;
  return trigger;
}

/** A `response_url` on the fake: five uses within thirty minutes. */
export function issueResponseUrl(
  fake: Fake,
  kind: 'commands' | 'actions',
  about: Pick<ResponseUrl, 'user' | 'channel' | 'threadTs' | 'source'>,
): string {
  const now = fake.now().getTime();
  const path = `/${kind}/${fake.workspace.seed.homeTeam}/${now}/${randomBytes(12).toString('hex')}`;
  fake.workspace.responseUrls[path] = { ...about, issuedAt: now, uses: 0 };
  return `${fake.origin}${path}`;
}

/** Counts one use, or says in Slack's words why there is none left. */
export function spendResponseUrl(fake: Fake, path: string): ResponseUrl | { error: string } {
  const url = fake.workspace.responseUrls[path];
  if (!url) return { error: 'invalid_url' };
  if (fake.now().getTime() - url.issuedAt > LIMITS.responseUrlMs) return { error: 'expired_url' };
  if (url.uses >= LIMITS.responseUrlUses) return { error: 'used_url' };
  url.uses += 1;
  return url;
}
