import { DateTime } from 'luxon';
import type { FieldErrors, FormField, FormValues } from '../messages/form.js';
import { textValue, typedText } from '../messages/form.js';
import { reasonField } from '../people/reason-fields.js';
import { parseAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { NO_FIT_REASONS } from '../referral/reasons.js';

/** Fields and checks that several steps share. */

export const REASON_FIELD = reasonField(NO_FIT_REASONS, {
  help: 'The partner is told in friendly words, never more than the program shares.',
});

export const PARTNER_NOTE_FIELD: FormField = {
  key: 'for_partner',
  label: 'Note for the partner',
  help: "This goes into the partner's channel as you write it.",
  kind: 'long_text',
  required: false,
  maxLength: 1000,
};

export function checkText(key: string, problem: string): (values: FormValues) => FieldErrors | undefined {
  return (values) => (typedText(values, key) ? undefined : { [key]: problem });
}

export function checkAmount(values: FormValues, program: Program): FieldErrors | undefined {
  const parsed = parseAmount(textValue(values, 'amount'), program.currency);
  return parsed.ok ? undefined : { amount: parsed.problem };
}

/** Five years either way is a typing error, not a meeting. */
export function checkMeetingTime(values: FormValues, _program: Program, now: Date): FieldErrors | undefined {
  const at = new Date(textValue(values, 'meeting_at'));
  if (Number.isNaN(at.getTime())) return { meeting_at: 'Choose the day and the time.' };
  const days = (at.getTime() - now.getTime()) / DAY_MS;
  if (days < -30 || days > 730)
    return { meeting_at: 'Choose a time within the last month or the next two years.' };
  return undefined;
}

export function checkWakeDate(values: FormValues, program: Program, now: Date): FieldErrors | undefined {
  const wake = wakeInstant(textValue(values, 'wake_on'), program);
  if (!wake) return { wake_on: 'Choose a date.' };
  const days = (wake.getTime() - now.getTime()) / DAY_MS;
  if (days <= 0) return { wake_on: 'Choose a date after today.' };
  return days > 1100 ? { wake_on: 'Choose a date within the next three years.' } : undefined;
}

/** The chosen day at the opening of business in the program's zone. */
export function wakeInstant(date: string, program: Program): Date | undefined {
  const day = DateTime.fromISO(`${date}T${program.businessHours.from}`, { zone: program.timeZone });
  return day.isValid && /^\d{4}-\d{2}-\d{2}$/.test(date) ? day.toJSDate() : undefined;
}
