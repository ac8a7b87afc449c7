import type { Clock } from '../clock.js';
import type { FieldErrors, FormValues } from '../messages/form.js';
import { partnerView } from '../referral/partner-view.js';
import type { ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { findPage, type LandingPage, type NoPage, type PageDeps, pageWithoutStore } from './landing-page.js';
import type { LandingSeal } from './landing-seal.js';
import type { VisitLimits } from './visit-limits.js';

export interface LandingDeps extends PageDeps {
  referrals: Pick<ReferralStore, 'byId'>;
  limits: VisitLimits;
  /** Rejects with StoreUnavailable while the store is away and it was never read. */
  seal: () => Promise<LandingSeal>;
  clock: Clock;
}

export type Busy = { kind: 'busy'; retryAfterS: number };
export type Opened = { kind: 'form'; page: LandingPage; token: string } | NoPage | Busy;

export type Sent =
  | { kind: 'filed'; statusToken: string }
  /** To be shown again with everything typed: what is wrong at which field, or with all of it. */
  | { kind: 'again'; page: LandingPage; token: string; errors: FieldErrors; problem?: SendProblem }
  | (Busy & { page: LandingPage | undefined })
  | NoPage;

export type SendProblem = 'too_fast' | 'too_old' | 'trap';

/** A person needs longer; a page left open over night is opened anew. */
const FASTEST_MS = 2_000;
const OLDEST_MS = 24 * 3_600_000;
/** A field that people do not see: only programs fill it in. */
export const TRAP_FIELD = 'fax';

/** Somebody follows a partner's link. Throws StoreUnavailable. */
export async function openLanding(deps: LandingDeps, typed: string, address: string): Promise<Opened> {
  const seal = await deps.seal();
  const wait = await deps.limits('visit', seal.fingerprint(address));
  if (wait !== undefined) return { kind: 'busy', retryAfterS: wait };
  const found = await findPage(deps, typed);
  if (found.kind !== 'page') return found;
  return { kind: 'form', page: found.page, token: seal.openForm(found.page.code, deps.clock.now()) };
}

export interface LandingForm {
  code: string;
  address: string;
  token: string;
  values: FormValues;
}

/** Somebody sends the form. The same form sent twice is one referral. Throws StoreUnavailable. */
export async function sendLanding(
  deps: LandingDeps,
  { code: typed, address, token, values }: LandingForm,
): Promise<Sent> {
  const seal = await deps.seal();
  const from = seal.fingerprint(address);
  const wait = await deps.limits('send', from);
  // Without a look into the store: a flood ends here.
  if (wait !== undefined) return { kind: 'busy', retryAfterS: wait, page: await pageWithoutStore(deps) };
  const found = await findPage(deps, typed);
  if (found.kind !== 'page') return found;
  const { page, program, partner, consent } = found;
  const later = await deps.limits('code', page.code);
  if (later !== undefined) return { kind: 'busy', retryAfterS: later, page };
  const now = deps.clock.now();
  const form = seal.readForm(page.code, token);
  const age = form ? now.getTime() - form.openedAt.getTime() : Number.POSITIVE_INFINITY;
  const again = { kind: 'again', page, errors: {} } as const;
  if (!form || age > OLDEST_MS) {
    return { ...again, token: seal.openForm(page.code, now), problem: 'too_old' };
  }
  if (values[TRAP_FIELD]) return { ...again, token, problem: 'trap' };
  if (age < FASTEST_MS) return { ...again, token, problem: 'too_fast' };
  const filed = await deps.intake.file({
    program,
    partner,
    values,
    door: 'landing',
    submissionKey: `landing:${form.nonce}`,
    consent,
    arrival: { code: page.code, address: from },
  });
  return filed.kind === 'filed'
    ? { kind: 'filed', statusToken: seal.statusToken(filed.referral.id) }
    : { ...again, token, errors: filed.errors };
}

/** What a visitor may know of what they sent: nothing about who does what with it, and no word of ours or theirs. */
export interface VisitorStatus {
  programName: string;
  stage: 'received' | 'in_progress' | 'closed';
  sentAt: Date;
  timeZone: string;
}

/** Of what came by a partner's link or code; whoever sent it has the address of its status. */
const FROM_LINKS: ReadonlySet<Referral['door']> = new Set(['landing', 'webhook']);

/** Undefined for a token that leads nowhere. Throws StoreUnavailable. */
export async function visitorStatus(
  deps: LandingDeps,
  token: string,
  address: string,
): Promise<VisitorStatus | Busy | undefined> {
  const seal = await deps.seal();
  const wait = await deps.limits('visit', seal.fingerprint(address));
  if (wait !== undefined) return { kind: 'busy', retryAfterS: wait };
  const id = seal.readStatus(token);
  const program = await deps.programs.current();
  const referral = id === undefined ? undefined : await deps.referrals.byId(id);
  if (!program || !referral || !FROM_LINKS.has(referral.door)) return undefined;
  return {
    programName: program.name,
    stage: stageOf(referral, deps.clock.now()),
    sentAt: referral.createdAt,
    timeZone: program.timeZone,
  };
}

/** As the partner is told: an end that can still be undone is none yet. */
function stageOf(referral: Referral, now: Date): VisitorStatus['stage'] {
  const { state } = partnerView(referral, now);
  if (isTerminal(state)) return 'closed';
  return ['submitted', 'in_review', 'routed'].includes(state) ? 'received' : 'in_progress';
}
