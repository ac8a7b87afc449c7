import type { FieldErrors, FormField, FormValues } from '../messages/form.js';
import type { CodeFiling, Filed } from '../program/crediting.js';
import type { ProgramStore } from '../program/ports.js';
import { findPartner, type Program } from '../program/program.js';
import { parseCode } from './codes.js';
import type { CodeStore } from './ports.js';

/** What stands behind a partner's code: whose it is, and what is asked there. */

/** Intake, as the landing form needs it: what is asked, and filing what was answered. Wired in assemble. */
export interface LandingIntake {
  fields(program: Program, consent: string): FormField[];
  /** What is wrong with the values, by field; undefined when they can be filed. */
  errors(program: Program, values: FormValues): FieldErrors | undefined;
  file(filing: CodeFiling): Promise<Filed>;
}

export interface PageDeps {
  programs: Pick<ProgramStore, 'current'>;
  codes: Pick<CodeStore, 'find'>;
  intake: LandingIntake;
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
/** The page as it would be for this code, as far as it is known without the store. For saying that it is away. */
export async function pageWithoutStore(deps: PageDeps): Promise<LandingPage | undefined> {
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

/** Whose code it is, and what is asked behind it. Throws StoreUnavailable. */
export async function findPage(deps: PageDeps, typed: string): Promise<FoundPage | NoPage> {
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

function pageOf(deps: PageDeps, program: Program): LandingPage {
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
