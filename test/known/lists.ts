import { companyMatching } from '../../src/assemble/company-matching.js';
import type { FileRow } from '../../src/known/file-rows.js';
import type { KnownCompany } from '../../src/known/known-company.js';
import type { Fingerprint } from '../../src/known/ports.js';
import { knownCompaniesSchema } from '../../src/program/known-settings.js';
import { comparable } from '../../src/referral/comparable.js';
import { BASE } from '../program/programs.js';

export const matching = companyMatching();

/** Of tests without a database: tells that two texts are the same. */
export const print: Fingerprint = (text) => `print of ${text}`;

export const TODAY = '2026-11-25';
export const clock = { now: () => new Date(`${TODAY}T10:00:00Z`) };

/** A program with these settings for known companies. */
export function program(knownCompanies: object = {}) {
  return { ...BASE, timeZone: 'Europe/Berlin', knownCompanies: knownCompaniesSchema.parse(knownCompanies) };
}

/** A company of a list, as it is kept. */
export function listed({ email, ...given }: Partial<KnownCompany> & { email?: string }): KnownCompany {
  const prints = email === undefined ? {} : { emailPrint: comparable({ email }, matching, print).emailPrint };
  return {
    id: 'one',
    kind: 'customer',
    listedAt: clock.now(),
    ...given,
    ...(prints.emailPrint === undefined ? {} : { emailPrint: prints.emailPrint }),
  };
}

/** A file's rows, the titles first. */
export async function* rowsOf(titles: string[], ...cells: string[][]): AsyncGenerator<FileRow> {
  yield { line: 1, cells: titles };
  for (const [index, row] of cells.entries()) yield { line: index + 2, cells: row };
}
