import { randomUUID } from 'node:crypto';
import { type Form, type FormField, formFromJson } from '../../messages/form.js';
import { LIMITS } from './limits.js';
import type { Seal } from './seal.js';

/** A form that is open somewhere. It travels in its own token, so that it survives our restart and is shown again whole. */
export interface OpenForm {
  form: Form;
  /** Of this opening: the same however often it is submitted or delivered. */
  formKey: string;
  /** In which its dates and times are meant. */
  zone: string;
}

export function newForm(form: Form, zone: string): OpenForm {
  return { form, zone, formKey: randomUUID() };
}

/** Bound to the person it is opened for. */
export function formToken(seal: Seal, userId: string, { form, formKey, zone }: OpenForm): string {
  return seal.pack(formAudience(userId), { form: withoutSearched(form), formKey, zone });
}

/** Undefined for a token that is not ours, or that was made for somebody else. */
export function openedForm(seal: Seal, userId: string, token: unknown): OpenForm | undefined {
  const opened = seal.unpack(token, formAudience(userId)) as OpenForm | undefined;
  return opened && { ...opened, form: formFromJson(opened.form) };
}

function formAudience(userId: string): string {
  return `form:${userId}`;
}

/** Options that are searched while typing are many; the first hundred and one keep the field one that is searched. See chosen-options.ts. */
function withoutSearched(form: Form): Form {
  const fields = form.fields.map((field): FormField => {
    if (!('options' in field) || field.options.length <= LIMITS.choicesShown) return field;
    return { ...field, options: field.options.slice(0, LIMITS.choicesShown + 1) };
  });
  return { ...form, fields };
}
