import type { Span, Text } from '../messages/card.js';
import { type FormField, type FormValues, textValue } from '../messages/form.js';
import { shortened } from '../messages/shorten.js';
import type { ProgramTerms } from '../program/terms.js';

/** The box with which the program terms are accepted, at the end of the referral form. */

/** The version a form asks for, and why it is shown once more where it is. */
export interface AskedTerms extends ProgramTerms {
  why?: 'changed' | 'new';
}

/** Up to here they stand in the form as a whole; a form in Teams has room for little more (25 KB, and it travels twice). */
const WHOLE = 1_500;
const EXCERPT = 600;

/** One of each version: a box ticked for another version can never be taken for this one. */
export function termsKey(version: string): string {
  return `terms_${version}`;
}

export function termsField(terms: ProgramTerms): FormField {
  return {
    key: termsKey(terms.version),
    label: 'Program terms',
    kind: 'checkbox',
    required: true,
    about: aboutTerms(terms),
    statement: `I accept the program terms, version ${terms.version}`,
  };
}

export function hasAccepted({ version }: ProgramTerms, values: FormValues): boolean {
  const value = values[termsKey(version)];
  return (Array.isArray(value) ? value[0] : textValue(values, termsKey(version))) === 'true';
}

function aboutTerms({ title = 'Program terms', text, url }: ProgramTerms): Text {
  const where: Span[] = url ? [{ link: url, label: 'Open them in your browser' }] : [];
  const body = text.trim();
  const heading: Span[] = [{ bold: title }, { lineBreak: true }];
  if (body.length <= WHOLE)
    return [...heading, body, ...(url ? [{ lineBreak: true } as const, ...where] : [])];
  return [
    ...heading,
    shortened(body, EXCERPT),
    { lineBreak: true },
    ...(url ? [...where, ', or read'] : ['Read']),
    ' all of them by mentioning me with the word ',
    { bold: 'terms' },
    '.',
  ];
}

/** On top of a form that is shown again. */
export function termsWord({ version, why }: AskedTerms): Text {
  const changed = 'The program terms have changed while you wrote. ';
  const asked = 'The program has terms to accept before you refer. ';
  return [
    { bold: why === 'changed' ? changed : asked },
    `Nothing is lost: everything you typed is still here. Please read version ${version} at the end of this form, tick the box, and send it again.`,
  ];
}
