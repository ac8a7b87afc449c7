import { crediting } from '../attribution/credit-referral.js';
import type { CodeInteractionDeps } from '../attribution/interactions.js';
import type { LandingDeps } from '../attribution/landing.js';
import { landingSeal } from '../attribution/landing-seal.js';
import { visitLimits } from '../attribution/visit-limits.js';
import { landingPages } from '../http/landing/landing-routes.js';
import type { PageHandler } from '../http/page.js';
import { fileFromLanding, landingFields } from '../intake/landing-form.js';
import type { IntakeDeps } from '../intake/submit-referral.js';
import type { Crediting } from '../program/crediting.js';
import { attributionReads } from '../store/attribution-reads.js';
import { partnerCodeStore } from '../store/partner-codes.js';
import { rateWindows } from '../store/rate-windows.js';
import { sealedWith } from '../store/sealing-key.js';
import type { Core } from './core.js';

/** Who is credited with what intake files. */
export function creditOf({ store, deps, clock }: Core): Crediting {
  return crediting({ reads: attributionReads(store.connection), referrals: deps.referrals, clock });
}

/** Partners' codes, as chat shows them. */
export function codesOf({ store, programs, clock, pageUrl }: Core): CodeInteractionDeps {
  return { codes: partnerCodeStore(store.db), programs, clock, pageUrl };
}

/** The pages behind partners' links. */
export function landingOf(core: Core, intake: IntakeDeps, proxies = 0): PageHandler {
  const { store, programs, clock, deps, metrics, pageUrl } = core;
  const landing: LandingDeps = {
    programs,
    referrals: deps.referrals,
    codes: partnerCodeStore(store.db),
    intake: { fields: landingFields, file: (filing) => fileFromLanding(intake, filing) },
    limits: visitLimits(rateWindows(store.db), clock),
    seal: sealedWith(store.db, 'landing', landingSeal),
    clock,
  };
  const answered = (status: number, seconds: number) => metrics.inbound('landing', String(status), seconds);
  return landingPages({ ...landing, pageUrl, proxies, answered });
}
