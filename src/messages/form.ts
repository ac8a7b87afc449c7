import type { ActionValue, Span, Text } from './card.js';

/** A form, neutral of any platform: a Slack modal, a Teams dialog. */
export interface Form {
  /** Which submission handler answers; see interaction.ts. */
  id: string;
  /** At most 24 characters (Slack: docs.slack.dev/reference/views). */
  title: string;
  submitLabel: string;
  intro?: Text[];
  fields: FormField[];
  /** Carried through the form and given back on submission; never shown. As JSON at most 2,500 characters. */
  carried: ActionValue;
}

interface FieldBase {
  key: string;
  label: string;
  help?: string;
  placeholder?: string;
  required: boolean;
  /** What HTML calls its autofill name; for a page, where the person writes of themselves. */
  autocomplete?: string;
}

export interface Option {
  value: string;
  label: string;
}

export type FormField = FieldBase &
  (
    | { kind: 'text' | 'long_text' | 'email' | 'url'; maxLength: number; initial?: string }
    | { kind: 'number'; minimum?: number; maximum?: number; decimals: boolean; initial?: string }
    | { kind: 'select' | 'radio'; options: Option[]; initial?: string }
    | { kind: 'multi_select'; options: Option[]; initial?: string[] }
    /** People of the platform, by their user ids. For our own channels only: pickers misbehave in shared ones. */
    | { kind: 'people'; initial?: string[] }
    /** One box to tick; `statement` stands beside it, `about` above. Submitted as 'true' or absent. */
    | { kind: 'checkbox'; statement: string; about?: Text; initial?: boolean }
    /** Submitted as YYYY-MM-DD. */
    | { kind: 'date'; initial?: string }
    /** Submitted as an ISO 8601 instant in UTC; asked for in the reader's zone. */
    | { kind: 'date_time'; initial?: string }
  );

/** A form that has travelled as JSON, where its instants became texts: as it was. */
export function formFromJson(form: Form): Form {
  const spanOf = (span: Span): Span =>
    typeof span === 'object' && 'instant' in span ? { ...span, instant: new Date(span.instant) } : span;
  const textOf = (text: Text): Text => (typeof text === 'string' ? text : text.map(spanOf));
  const fields = form.fields.map((field) =>
    field.kind === 'checkbox' && field.about ? { ...field, about: textOf(field.about) } : field,
  );
  return { ...form, ...(form.intro ? { intro: form.intro.map(textOf) } : {}), fields };
}

/** What came back: trimmed nothing, checked nothing. Absent and empty are the same. */
export type FormValues = Readonly<Record<string, string | string[] | undefined>>;

/** Field key -> what is wrong and what to do. */
export type FieldErrors = Readonly<Record<string, string>>;

export function textValue(values: FormValues, key: string): string {
  const value = values[key];
  return typeof value === 'string' ? value : '';
}

/** What a person typed, without the white space around it; empty when nothing of it can be seen. */
export function typedText(values: FormValues, key: string): string {
  return trimmed(textValue(values, key));
}

/** Control characters, and the marks that turn the direction of the text around them (Unicode UAX #9). */
const UNREADABLE = /(?![\n\t\r])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu;

/**
 * Without white space and zero-width characters at both ends; empty when nothing can be seen: spaces of every kind, and
 * what Unicode calls default ignorable (zero-width, fillers), come along when people paste.
 */
export function trimmed(text: string): string {
  const plain = text.replace(UNREADABLE, '');
  const inner = plain.replace(/^[\s\u200B\u200C\u2060\uFEFF]+|[\s\u200B\u200C\u2060\uFEFF]+$/gu, '');
  return /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u.test(inner) ? inner : '';
}
