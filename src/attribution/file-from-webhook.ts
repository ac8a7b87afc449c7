import { createHash } from 'node:crypto';
import type { FieldErrors, FormValues } from '../messages/form.js';
import { findPage, type NoPage, type PageDeps } from './landing-page.js';
import type { LandingSeal } from './landing-seal.js';
import type { WebhookKeys } from './ports.js';
import type { VisitLimits } from './visit-limits.js';

export interface WebhookDeps extends PageDeps {
  keys: WebhookKeys;
  limits: VisitLimits;
  seal: () => Promise<LandingSeal>;
}

/** What another system sends for a partner: an e-mail address that forwards, a form of one's own. */
export interface WebhookFiling {
  /** The partner's. */
  code: string;
  values: FormValues;
  /** The caller's own name for this referral: the same again is the same one. */
  key: string;
  /** All that was sent: the same key with another body is a mistake of the caller. */
  body: Buffer;
}

export type WebhookAnswer =
  | { kind: 'filed'; reference: string; statusToken: string }
  | { kind: 'errors'; errors: FieldErrors }
  | { kind: 'key_reused' }
  | { kind: 'busy'; retryAfterS: number }
  | NoPage;

/** Filed once for each key, as what is sent behind the partner's link is. Throws StoreUnavailable. */
export async function fileFromWebhook(deps: WebhookDeps, filing: WebhookFiling): Promise<WebhookAnswer> {
  const { code, values, key, body } = filing;
  const wait = await deps.limits('webhook', 'all');
  if (wait !== undefined) return { kind: 'busy', retryAfterS: wait };
  const found = await findPage(deps, code);
  if (found.kind !== 'page') return found;
  const { page, program, partner, consent } = found;
  const errors = { ...unasked(page.fields, values), ...deps.intake.errors(program, values) };
  if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
  const later = await deps.limits('code', page.code);
  if (later !== undefined) return { kind: 'busy', retryAfterS: later };
  const name = digest(key);
  // What could not be filed keeps no key: it can be mended and sent again.
  if ((await deps.keys.claim(program.id, name, digest(body))) !== 'same') return { kind: 'key_reused' };
  const submissionKey = `webhook:${name}`;
  const arrival = { code: page.code };
  const filed = await deps.intake.file({
    ...{ program, partner, values, consent, submissionKey, arrival },
    door: 'webhook',
  });
  if (filed.kind === 'errors') return filed;
  const { id, reference } = filed.referral;
  return { kind: 'filed', reference, statusToken: (await deps.seal()).statusToken(id) };
}

/** A misspelt field must not be lost without a word. */
function unasked(fields: readonly { key: string }[], values: FormValues): FieldErrors {
  const asked = fields.map(({ key }) => key);
  const others = Object.keys(values).filter((key) => !asked.includes(key));
  return Object.fromEntries(others.map((key) => [key, `This is not asked. Asked are: ${asked.join(', ')}.`]));
}

function digest(what: string | Buffer): string {
  return createHash('sha256').update(what).digest('base64url');
}
