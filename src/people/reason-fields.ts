import { type FieldErrors, type FormField, type FormValues, textValue, typedText } from '../messages/form.js';
import { REASON_LABELS, type TerminalReason } from '../referral/reasons.js';

/** Fields that every step has which ends a referral with a reason, and what is checked of them. */

export const INTERNAL_FIELD: FormField = {
  key: 'internal',
  label: 'Note for colleagues',
  help: 'Stays with us; the partner never sees it.',
  kind: 'long_text',
  required: false,
  maxLength: 2000,
};

/** The same where a reason that explains nothing asks for it; see checkReason. */
export const INTERNAL_WITH_OTHER: FormField = {
  ...INTERNAL_FIELD,
  help: 'Stays with us. Required when the reason is "Other".',
};

/** A choice of these reasons. */
export function reasonField(
  reasons: readonly TerminalReason[],
  extra: { help?: string; initial?: string } = {},
): FormField {
  return {
    key: 'reason',
    label: 'Reason',
    ...extra,
    kind: 'select',
    required: true,
    options: reasons.map((value) => ({ value, label: REASON_LABELS[value] })),
  };
}

/** One of these reasons is chosen, and "Other" is explained to colleagues. */
export function checkReason(
  reasons: readonly TerminalReason[],
): (values: FormValues) => FieldErrors | undefined {
  return (values): FieldErrors | undefined => {
    const reason = textValue(values, 'reason');
    if (!(reasons as readonly string[]).includes(reason)) return { reason: 'Choose a reason.' };
    if (reason === 'other' && !typedText(values, 'internal'))
      return { internal: 'Say in a few words why, for colleagues.' };
    return undefined;
  };
}
