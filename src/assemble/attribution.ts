import type { CodeInteractionDeps } from '../attribution/interactions.js';
import { landingSeal } from '../attribution/landing-seal.js';
import { visitLimits } from '../attribution/visit-limits.js';
import { systemClock } from '../clock.js';
import type { Config } from '../config.js';
import { landingPages } from '../http/landing/landing-routes.js';
import type { PageHandler } from '../http/page.js';
import type { Route } from '../http/routes.js';
import { intakeRoute } from '../http/webhook/intake-route.js';
import { fileFromLanding, landingErrors, landingFields } from '../intake/landing-form.js';
import type { IntakeDeps } from '../intake/submit-referral.js';
import type { CodeFiling } from '../program/crediting.js';
import { partnerCodeStore } from '../store/partner-codes.js';
import { rateWindows } from '../store/rate-windows.js';
import { sealedWith } from '../store/sealing-key.js';
import { webhookKeys } from '../store/webhook-keys.js';
import type { Core } from './core.js';

/** Partners' codes, as chat shows them. */
export function codesOf({ store, programs, clock, pageUrl }: Core): CodeInteractionDeps {
  return { codes: partnerCodeStore(store.db), programs, clock, pageUrl };
}

/** What stands behind partners' codes: the pages of their links, and the webhook where there is a secret for it. */
export function landingOf(
  core: Core,
  intake: IntakeDeps,
  { trustedProxies = 0, intakeSecret }: Pick<Config, 'trustedProxies' | 'intakeSecret'>,
): { page: PageHandler; routes: Route[] } {
  const { store, programs, clock, deps, metrics, pageUrl } = core;
  const behindCodes = {
    programs,
    codes: partnerCodeStore(store.db),
    intake: {
      fields: landingFields,
      errors: landingErrors,
      file: (filing: CodeFiling) => fileFromLanding(intake, filing),
    },
    limits: visitLimits(rateWindows(store.db), clock),
    seal: sealedWith(store.db, 'landing', landingSeal),
  };
  const answered = (kind: string) => (status: number, seconds: number) =>
    metrics.inbound(kind, String(status), seconds);
  return {
    page: landingPages({
      ...{ ...behindCodes, referrals: deps.referrals, clock, pageUrl },
      proxies: trustedProxies,
      answered: answered('landing'),
    }),
    routes: intakeSecret
      ? [
          intakeRoute({
            ...{ ...behindCodes, keys: webhookKeys(store.db), secret: intakeSecret, pageUrl },
            now: systemClock.now,
            answered: answered('webhook'),
          }),
        ]
      : [],
  };
}
