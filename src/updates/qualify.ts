import { type FieldErrors, type FormField, type FormValues, textValue, typedText } from '../messages/form.js';
import { INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import type { Program } from '../program/program.js';
import type { Criterion } from '../program/qualification-settings.js';
import * as progress from '../referral/decide-progress.js';
import type { Qualification } from '../referral/work.js';
import { withNotes } from './step-notes.js';

/** What *qualified* means is the program's to say: the rep confirms it point by point. */
export const QUALIFY_STEP: Step = {
  name: 'qualify',
  wish: 'work',
  form: ({ referral, program }) => ({
    title: 'Qualified',
    submitLabel: 'Qualified',
    intro: [
      program.qualification.criteria.length > 0
        ? `Confirm what you have found out about ${referral.prospect.company}. If something that is needed is not so, close it as not qualified or put it off instead. The partner sees none of it.`
        : `${referral.prospect.company} is a real opportunity.`,
    ],
    fields: [...program.qualification.criteria.map(criterionField), INTERNAL_FIELD],
  }),
  check: (values, program) => unmet(program, values),
  decide: (input) =>
    withNotes(
      input,
      progress.qualify(
        input.referral,
        checked(input.program, input.values),
        input.act,
        input.program.undoSeconds,
      ),
    ),
};

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
function unmet(program: Program, values: FormValues): FieldErrors {
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
          ? 'A qualified referral needs this. Tick it if it is so; if not, choose "Not qualified…" or "Not now…" instead.'
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

function checked(
  { qualification }: Program,
  values: FormValues,
): Pick<Qualification, 'version' | 'criteria'> {
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
