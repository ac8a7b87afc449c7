import { type FieldErrors, type FormField, type FormValues, textValue, typedText } from '../messages/form.js';
import type { StepInput } from '../people/step.js';
import type { Program } from '../program/program.js';
import type { Criterion } from '../program/qualification-settings.js';
import type { Checklist } from '../referral/checklist.js';
import type { Referral } from '../referral/referral.js';
import { isAllowed } from '../referral/transitions.js';

/** What *qualified* means is the program's to say: the rep confirms it point by point, once for each referral. */

export function criteriaFields({ qualification }: Program): FormField[] {
  return qualification.criteria.map(criterionField);
}

/** True where a step beyond *qualified* has to ask it: nobody has confirmed anything of this referral yet. */
export function passesQualifiedOver(referral: Referral, { qualification }: Program): boolean {
  return referral.qualification === undefined && qualification.criteria.length > 0;
}

const MOST_WORDS = 300;

function keyOf({ id }: Criterion): string {
  return `criterion_${id}`;
}

function criterionField(criterion: Criterion): FormField {
  const { label, kind, required } = criterion;
  const common = { key: keyOf(criterion), label, required };
  return kind === 'confirm'
    ? { ...common, kind: 'checkbox', statement: required ? 'Yes' : 'Yes (not needed, but good to know)' }
    : { ...common, kind: 'text', help: 'How is it met? A few words.', maxLength: MOST_WORDS };
}

/** What is missing, each at its field. */
export function unmet(program: Program, values: FormValues, referral: Referral): FieldErrors {
  const { criteria } = program.qualification;
  const errors = criteria.flatMap((criterion): [string, string][] => {
    const key = keyOf(criterion);
    if (typedText(values, key).length > MOST_WORDS)
      return [[key, `At most ${MOST_WORDS} characters fit. Put the rest into the note for colleagues.`]];
    if (!criterion.required || isMet(criterion, values)) return [];
    return [
      [
        key,
        criterion.kind === 'confirm'
          ? `A qualified referral needs this. Tick it if it is so; if not, ${isAllowed('disqualify', referral.state) ? 'choose "Not qualified…" or "Not now…" instead' : 'ask a program manager what to do with it'}.`
          : 'A qualified referral needs this. Say in a few words how it is met.',
      ],
    ];
  });
  return Object.fromEntries(errors);
}

function isMet(criterion: Criterion, values: FormValues): boolean {
  const key = keyOf(criterion);
  if (criterion.kind === 'words') return typedText(values, key) !== '';
  const value = values[key];
  return (Array.isArray(value) ? value[0] : textValue(values, key)) === 'true';
}

export function checked({ qualification }: Program, values: FormValues): Checklist {
  const { version, criteria } = qualification;
  return {
    ...(version === undefined ? {} : { version }),
    criteria: criteria.map((criterion) => {
      const words = criterion.kind === 'words' ? typedText(values, keyOf(criterion)) : '';
      const { id, label } = criterion;
      return { id, label, met: isMet(criterion, values), ...(words ? { words } : {}) };
    }),
  };
}

/** What a step beyond *qualified* was told, where it had to ask. */
export function stillToConfirm({ referral, program, values }: StepInput): Checklist | undefined {
  return passesQualifiedOver(referral, program) ? checked(program, values) : undefined;
}
