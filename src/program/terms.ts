import type { AccountRef, PersonRef } from '../messages/address.js';
import type { Program } from './program.js';
import type { ProgramTerms } from './terms-settings.js';
import { dayNumber, instantOf } from './zone-days.js';

export type { ProgramTerms } from './terms-settings.js';

/** One version as it was applied, kept for ever once it has been in force: what somebody accepted stays readable. */
export interface AppliedTerms extends ProgramTerms {
  appliedAt: Date;
  /** From when on it is in force: when it was applied, or the first moment of its effective day if that is later. */
  since: Date;
  /** The program has had no terms from here on, until others were applied. */
  until?: Date;
}

/**
 * The versions after a program with these terms was saved, in the order they were applied. One that was replaced before
 * its day came was never in force and is not kept. The same version again keeps the day it came in force.
 */
export function termsAfter(
  before: readonly AppliedTerms[],
  { terms, timeZone }: Pick<Program, 'terms' | 'timeZone'>,
  now: Date,
): AppliedTerms[] {
  const last = before.at(-1);
  const reached = before.filter(({ since }) => since <= now);
  if (!terms) return reached.map((one) => (one.until ? one : withdrawn(one, before, now)));
  if (last?.version === terms.version && !last.until) {
    const since = sinceOf(terms, last.appliedAt, timeZone);
    return [...before.slice(0, -1), { ...terms, appliedAt: last.appliedAt, since }];
  }
  return [...reached, { ...terms, appliedAt: now, since: sinceOf(terms, now, timeZone) }];
}

function withdrawn(one: AppliedTerms, all: readonly AppliedTerms[], now: Date): AppliedTerms {
  return one === all.findLast(({ since }) => since <= now) ? { ...one, until: now } : one;
}

function sinceOf({ effective }: ProgramTerms, appliedAt: Date, zone: string): Date {
  const day = effective === undefined ? appliedAt : firstMoment(effective, zone);
  return day > appliedAt ? day : appliedAt;
}

function firstMoment(date: string, zone: string): Date {
  return new Date(instantOf(zone, dayNumber(date), 0));
}

/** The version in force at an instant; undefined while there was none. */
export function termsAt(versions: readonly AppliedTerms[], at: Date): AppliedTerms | undefined {
  const found = versions.findLast(({ since }) => since <= at);
  return found?.until && found.until <= at ? undefined : found;
}

/**
 * The same program, but with the version that is in force now in place of one whose day has not come. What has no day is
 * in force wherever it is known, whatever the clocks of two machines say.
 */
export function withTermsInForce(program: Program, versions: readonly AppliedTerms[], now: Date): Program {
  const { terms, timeZone } = program;
  if (terms?.effective === undefined || firstMoment(terms.effective, timeZone) <= now) return program;
  const inForce = termsAt(versions, now);
  if (!inForce || inForce.version === terms.version) return { ...program, terms: undefined };
  const { appliedAt, since, until, ...earlier } = inForce;
  return { ...program, terms: earlier };
}

/** That one person has accepted one version: the proof of it, never changed. */
export interface TermsAcceptance {
  programId: string;
  version: string;
  by: PersonRef;
  at: Date;
  /** For whom the person spoke; absent for somebody the program did not know. */
  partner?: { id: string; name: string };
  /** With the referral form, or by the button under the terms. */
  how: 'form' | 'command';
}

/** Who has accepted what. Every method fails with StoreUnavailable. */
export interface TermsAcceptances {
  /** The first by one of these accounts, which are one person's. */
  of(
    programId: string,
    accounts: readonly AccountRef[],
    version: string,
  ): Promise<TermsAcceptance | undefined>;

  /** Keeps it unless this person has accepted this version before. Resolves to the one that stands. */
  accept(acceptance: TermsAcceptance): Promise<TermsAcceptance>;

  /** How many people have accepted it. */
  count(programId: string, version: string): Promise<number>;

  /** The earliest first, however many. */
  all(programId: string, only?: { version?: string; partnerId?: string }): AsyncIterable<TermsAcceptance>;
}
