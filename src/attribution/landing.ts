import type { Clock } from '../clock.js';
import type { FieldErrors, FormField, FormValues } from '../messages/form.js';
import type { Arrival } from '../program/crediting.js';
import type { ProgramStore } from '../program/ports.js';
import { findPartner, type Program } from '../program/program.js';
import { partnerView } from '../referral/partner-view.js';
import type { ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { parseCode } from './codes.js';
import type { LandingSeal } from './landing-seal.js';
import type { CodeStore } from './ports.js';
import type { VisitLimits } from './visit-limits.js';

/** Intake, as the landing form needs it: what is asked, and filing what was answered. Wired in assemble. */
export interface LandingIntake {
  fields(program: Program, consent: string): FormField[];
  file(filing: {
    program: Program;
    partner: { id: string; name: string };
    values: FormValues;
    submissionKey: string;
    consent: { version: string; wording: string };
    arrival: Arrival;
  }): Promise<{ kind: 'errors'; errors: FieldErrors } | { kind: 'filed'; referral: Referral }>;
}

export interface LandingDeps {
  programs: Pick<ProgramStore, 'current'>;
  referrals: Pick<ReferralStore, 'byId'>;
  codes: Pick<CodeStore, 'find'>;
  intake: LandingIntake;
  limits: VisitLimits;
  /** Rejects with StoreUnavailable while the store is away and it was never read. */
  seal: () => Promise<LandingSeal>;
  clock: Clock;
}

/** What the page says, neutral of HTML. */
export interface LandingPage {
  programName: string;
  /** Who gave the link. */
  partnerName?: string;
  title: string;
  intro: string;
  fields: FormField[];
  privacyUrl?: string;
}

/** Nothing is said about whose the code is, or was. */
export type NoPage = { kind: 'unknown' } | { kind: 'gone' };
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
  if (!program || referral?.door !== 'landing') return undefined;
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

/** The page as it would be for this code, as far as it is known without the store. For saying that it is away. */
export async function pageWithoutStore(deps: LandingDeps): Promise<LandingPage | undefined> {
  const program = await deps.programs.current().catch(() => undefined);
  return program && pageOf(deps, program);
}

interface FoundPage {
  kind: 'page';
  page: LandingPage & { code: string };
  program: Program;
  partner: { id: string; name: string };
  consent: { version: string; wording: string };
}

async function findPage(deps: LandingDeps, typed: string): Promise<FoundPage | NoPage> {
  const code = parseCode(typed);
  const program = await deps.programs.current();
  if (!code || !program) return { kind: 'unknown' };
  const known = await deps.codes.find(program.id, code);
  if (!known) return { kind: 'unknown' };
  const partner = findPartner(program, known.partnerId);
  if (known.revoked || !partner || !program.attribution.landing.open) return { kind: 'gone' };
  const page = { ...pageOf(deps, program), code, partnerName: partner.name };
  const consent = consentOf(program);
  return { kind: 'page', page, program, partner: { id: partner.id, name: partner.name }, consent };
}

function pageOf(deps: LandingDeps, program: Program): LandingPage {
  const { title, intro, privacyUrl } = program.attribution.landing;
  return {
    programName: program.name,
    title: title ?? `Talk to ${program.name}`,
    intro: intro ?? `Tell us a little about what you need. Someone from ${program.name} will get in touch.`,
    fields: deps.intake.fields(program, consentOf(program).wording),
    ...(privacyUrl ? { privacyUrl } : {}),
  };
}

/** The partner reads how it goes on, so whoever agrees should know that. The same for all: it can be said with no store. */
function consentOf(program: Program): { version: string; wording: string } {
  return (
    program.attribution.landing.consent ?? {
      version: 'landing-1',
      wording: `I agree that ${program.name} keeps what I write here, contacts me about it, and tells the partner who gave me this link how it goes on.`,
    }
  );
}
