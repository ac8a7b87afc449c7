import { z } from 'zod/v4';
import { type FieldErrors, type FormValues, trimmed } from '../messages/form.js';
import type { Program } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import type { Answer } from '../referral/submission.js';
import { askedFields, type IntakeField } from './fields.js';

/** What a submitted form says, checked and typed. */
export interface Intake {
  answers: Answer[];
  promoted: Pick<Referral, 'prospect' | 'contact' | 'serviceLineId' | 'region' | 'urgency'>;
}

export type ReadResult = { ok: true; intake: Intake } | { ok: false; errors: FieldErrors };

/** Checks every field and reports all that is wrong at once, each at its field. */
export function readAnswers(
  program: Program,
  values: FormValues,
  fields: readonly IntakeField[] = askedFields(program),
): ReadResult {
  const errors: Record<string, string> = {};
  const answers: Answer[] = [];
  for (const field of fields) {
    const parsed = schemaOf(field, program).safeParse(single(values[field.key]));
    if (!parsed.success) errors[field.key] = parsed.error.issues[0]?.message ?? 'Please check this.';
    else if (parsed.data !== undefined) answers.push(answerFor(field, program, parsed.data));
  }
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, intake: { answers, promoted: promote(answers) } };
}

/** Making a schema takes far longer than using it, so each program's are made once. */
const SCHEMAS = new WeakMap<Program, Map<IntakeField, ReturnType<typeof fieldSchema>>>();

function schemaOf(field: IntakeField, program: Program): ReturnType<typeof fieldSchema> {
  const schemas = SCHEMAS.get(program) ?? new Map<IntakeField, ReturnType<typeof fieldSchema>>();
  SCHEMAS.set(program, schemas);
  const schema = schemas.get(field) ?? fieldSchema(field, program);
  schemas.set(field, schema);
  return schema;
}

/** The schema of one field: trimmed text or absent; absent only where the field is optional. */
function fieldSchema(field: IntakeField, program: Program): z.ZodType<string | undefined> {
  return z
    .string()
    .optional()
    .transform((typed, context) => {
      const value = trimmed(typed ?? '');
      const refuse = (message: string) => {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      };
      if (value === '') return field.required ? refuse(missing(field)) : undefined;
      if (value.length > field.maxLength) {
        return refuse(
          `This is ${value.length} characters long; at most ${field.maxLength} fit. Please shorten it.`,
        );
      }
      const options = field.options?.(program);
      if (options && !options.some((option) => option.value === value))
        return refuse('This choice is no longer offered. Please choose again.');
      if (field.kind === 'checkbox') return value === 'true' ? value : refuse(missing(field));
      const checked = field.check?.(value);
      if (checked && !checked.ok) return refuse(checked.problem);
      return checked ? checked.value : value;
    });
}

function missing(field: IntakeField): string {
  if (field.missing) return field.missing;
  if (field.kind === 'checkbox')
    return 'We can only get in touch when the contact has agreed. Tick the box if they have.';
  return field.options ? 'Please choose one.' : 'Please fill this in; spaces alone do not count.';
}

function answerFor(field: IntakeField, program: Program, value: string): Answer {
  const option = field.options?.(program).find((one) => one.value === value);
  const shown = field.kind === 'checkbox' ? 'Yes' : (option?.label ?? value);
  return {
    key: field.key,
    label: field.label,
    value: field.kind === 'checkbox' ? true : value,
    shown,
    shareable: field.shareable,
  };
}

function promote(answers: Answer[]): Intake['promoted'] {
  const text = (key: string): string | undefined => {
    const value = answers.find((answer) => answer.key === key)?.value;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    prospect: { company: text('company') ?? '', ...keep('domain', text('website')) },
    contact: {
      name: text('contact_name') ?? '',
      ...keep('role', text('contact_role')),
      ...keep('email', text('contact_email')),
      ...keep('phone', text('contact_phone')),
    },
    ...keep('serviceLineId', text('service_line')),
    ...keep('region', text('region')),
    ...keep('urgency', text('urgency')),
  };
}

function keep<Key extends string>(key: Key, value: string | undefined): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>);
}

/** A one-box checkbox may come as a list; everything else is one text. */
function single(value: FormValues[string]): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
