import { randomBytes } from 'node:crypto';
import type { Fake } from './fake.js';
import { LIMITS } from './limits.js';
import type { ResponseUrl, Trigger } from './workspace.js';

/** A trigger: opens one view, once, within 3 s of its issue. */
export function issueTrigger(fake: Fake, user: string, viewId?: string): string {
  const { triggers } = fake.workspace;
  const now = fake.now().getTime();
  for (const [id, old] of Object.entries(triggers)) {
    if (now - old.issuedAt > 10 * LIMITS.triggerMs) delete triggers[id];
  }
  const id = `${now}.${fake.traffic.nextNumber()}.${randomBytes(16).toString('hex')}`;
  triggers[id] = { user, issuedAt: now, used: false, viewId };
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
  const path = `/${kind}/${fake.workspace.seed.homeTeam}/${fake.now().getTime()}/${randomBytes(12).toString('hex')}`;
  fake.workspace.responseUrls[path] = { ...about, issuedAt: fake.now().getTime(), uses: 0 };
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
