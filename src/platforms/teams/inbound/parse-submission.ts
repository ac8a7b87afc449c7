import { DateTime } from 'luxon';
import type { FormField, FormValues } from '../../../messages/form.js';
import type { Submission } from '../../../messages/interaction.js';
import { type OpenForm, openedForm } from '../form-token.js';
import { timeInputOf } from '../render-field.js';
import type { Seal } from '../seal.js';
import { type Activity, isObject, userIdOf } from './activity.js';

export interface ParsedSubmission {
  submission: Omit<Submission<never>, 'actor'>;
  /** To show the form again as it was. */
  opened: OpenForm;
  /** The same as the values, but dates as they were typed. */
  typed: FormValues;
}

/** Undefined when the form is not one that we opened for this person. */
export function parseSubmission(seal: Seal, activity: Activity, data: unknown): ParsedSubmission | undefined {
  if (!isObject(data) || typeof data.form !== 'string') return undefined;
  const opened = openedForm(seal, userIdOf(activity.from), data.form);
  if (!opened) return undefined;
  const { form, formKey, zone } = opened;
  const values = Object.fromEntries(
    form.fields
      .map((field) => [field.key, entered(field, data, zone)] as const)
      .filter(([, value]) => value !== undefined),
  );
  return {
    submission: { formId: form.id, carried: form.carried, values, submissionKey: `teams:${formKey}` },
    opened,
    typed: values,
  };
}

function entered(
  field: FormField,
  data: Record<string, unknown>,
  zone: string,
): string | string[] | undefined {
  const given = data[field.key];
  switch (field.kind) {
    case 'multi_select':
    case 'people': {
      const chosen = (typeof given === 'string' ? given.split(',') : []).filter(Boolean);
      return chosen.length > 0 ? chosen : undefined;
    }
    case 'checkbox':
      return String(given) === 'true' ? 'true' : undefined;
    case 'number':
      return typeof given === 'number' || typeof given === 'string' ? String(given) || undefined : undefined;
    case 'date_time':
      return instant(given, data[timeInputOf(field.key)], zone);
    default:
      return typeof given === 'string' && given !== '' ? given : undefined;
  }
}

/** Teams' date and time know no zone: they are meant in the one that the form said. */
function instant(date: unknown, time: unknown, zone: string): string | undefined {
  if (typeof date !== 'string' || typeof time !== 'string' || !date || !time) return undefined;
  const at = DateTime.fromISO(`${date}T${time}`, { zone });
  return at.isValid ? at.toUTC().toISO({ suppressMilliseconds: true }) : undefined;
}
