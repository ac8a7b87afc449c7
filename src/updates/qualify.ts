import { INTERNAL_FIELD } from '../people/reason-fields.js';
import type { Step } from '../people/step.js';
import * as progress from '../referral/decide-progress.js';
import { checked, criteriaFields, passesQualifiedOver, stillToConfirm, unmet } from './checklist.js';
import { withNotes } from './step-notes.js';

/** *Qualified*, and an opportunity for whoever goes straight there; of a win see ending-steps.ts. */

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
    fields: [...criteriaFields(program), INTERNAL_FIELD],
  }),
  check: (values, program, _now, referral) => unmet(program, values, referral),
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

export const OPPORTUNITY_STEP: Step = {
  name: 'openOpportunity',
  wish: 'work',
  form: ({ referral, program }) => ({
    title: 'Opportunity',
    submitLabel: 'Opportunity',
    intro: [
      passesQualifiedOver(referral, program)
        ? `${referral.prospect.company} goes straight on to an offer, so confirm here what makes it qualified. The partner sees none of it.`
        : `${referral.prospect.company} goes straight on to an offer.`,
    ],
    fields: [...(passesQualifiedOver(referral, program) ? criteriaFields(program) : []), INTERNAL_FIELD],
  }),
  check: (values, program, _now, referral) =>
    passesQualifiedOver(referral, program) ? unmet(program, values, referral) : undefined,
  decide: (input) => {
    const { referral, act, program } = input;
    return withNotes(
      input,
      progress.openOpportunity(referral, act, program.undoSeconds, stillToConfirm(input)),
    );
  },
};
