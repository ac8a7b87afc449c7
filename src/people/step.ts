import { Refused } from '../errors.js';
import type { Card, Text } from '../messages/card.js';
import { plainText } from '../messages/fallback.js';
import type { FieldErrors, Form, FormField, FormValues } from '../messages/form.js';
import type { ActionHandler, Reply, SubmissionHandler } from '../messages/interaction.js';
import type { Program } from '../program/program.js';
import type { Act, Decision } from '../referral/decide.js';
import type { Finding } from '../referral/findings.js';
import { STEP_BUTTONS, type StepName } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';
import type { StepButton } from '../referral/step-button.js';
import {
  actOnReferral,
  openReferral,
  type ReferralDeps,
  refreshCards,
  repAccounts,
} from './act-on-referral.js';
import type { Actor } from './actor.js';
import type { Wish } from './may.js';

export interface StepInput<Deps = ReferralDeps> {
  deps: Deps;
  referral: Referral;
  program: Program;
  actor: Actor;
  act: Act;
  /** What was typed; empty for a step without a form. */
  values: FormValues;
  /** What the rules say now, for a step that asks them. */
  found: readonly Finding[];
}

/**
 * One thing people do to a referral by pressing a button, perhaps filling in a form. A capability lists its steps as
 * data; pressing, checking, refusing and submitting are the same for all. `Deps` is what its decision needs beside that.
 */
export interface Step<Deps extends ReferralDeps = ReferralDeps> {
  name: StepName;
  wish: Wish;
  form?: (context: { referral: Referral; program: Program; actor: Actor }) => {
    title: string;
    submitLabel: string;
    intro?: Text[];
    fields: FormField[];
  };
  /** What is wrong with the values, by field. Runs before anything is decided. */
  check?: (values: FormValues, program: Program, now: Date, referral: Referral) => FieldErrors | undefined;
  /** Asks the rules before it is decided, where what was typed changes what they look at. Throws StoreUnavailable. */
  vet?: (input: Omit<StepInput<Deps>, 'act' | 'found'>) => Promise<Finding[]>;
  decide: (input: StepInput<Deps>) => Decision | undefined;
  /** Why it is not possible (any more), as a sentence for the person; undefined when it is, as far as this can say. */
  tooLate?: (referral: Referral, now: Date) => string | undefined;
  /** What is said to the person alone when it is done, where no card tells it. */
  answer?: (referral: Referral) => Text;
  /** What else follows once it is written. Idempotent, and nothing is owed should it get lost. */
  afterwards?: (deps: Deps, referral: Referral) => Promise<void>;
}

export function stepInteractions<Deps extends ReferralDeps>(
  deps: Deps,
  steps: readonly Step<Deps>[],
): { actions: ActionHandler<Actor>[]; submissions: SubmissionHandler<Actor>[] } {
  return {
    actions: steps.map((step) => pressed(deps, step)),
    submissions: steps.filter((step) => step.form).map((step) => submitted(deps, step)),
  };
}

function pressed<Deps extends ReferralDeps>(deps: Deps, step: Step<Deps>): ActionHandler<Actor> {
  const { id, possible, form: opens }: StepButton = STEP_BUTTONS[step.name];
  return {
    actionId: id,
    async handle({ actor, value, actKey }) {
      const referralId = value.referral ?? '';
      const atOnce = async (): Promise<Reply> => {
        const after = await take(deps, step, { actor, referralId, actKey, values: {} });
        return step.answer ? { kind: 'private', card: said(step.answer(after)) } : { kind: 'none' };
      };
      if (!step.form) return atOnce();
      const { referral, program } = await openReferral(deps, { actor, wish: step.wish, referralId });
      if (typeof opens === 'function' && !opens(referral)) return atOnce();
      const why = step.tooLate?.(referral, deps.clock.now());
      if (why !== undefined || !possible(referral)) {
        await refreshCards(deps, referral, repAccounts(program));
        throw new Refused(
          'out_of_date',
          why ?? `${referral.reference} has moved on. The card has been brought up to date.`,
        );
      }
      const parts = step.form({ referral, program, actor });
      requireChoices(parts.fields);
      const form: Form = { id, carried: { referral: referralId }, ...parts };
      return { kind: 'form', form };
    },
  };
}

/** A form that asks to choose from nothing cannot be sent: say so instead of opening it. */
function requireChoices(fields: readonly FormField[]): void {
  const empty = fields.find((field) => field.required && 'options' in field && field.options.length === 0);
  if (!empty) return;
  const what = empty.label.toLowerCase();
  throw new Refused(
    'invalid',
    `There is no ${what} to choose yet. A program manager adds one by mentioning me with the word setup, in the channel it is about.`,
  );
}

function submitted<Deps extends ReferralDeps>(deps: Deps, step: Step<Deps>): SubmissionHandler<Actor> {
  return {
    formId: STEP_BUTTONS[step.name].id,
    async handle({ actor, carried, values, submissionKey }) {
      const program = await deps.programs.current();
      const referralId = carried.referral ?? '';
      const referral = step.check && (await deps.referrals.byId(referralId));
      const errors = program && referral && step.check?.(values, program, deps.clock.now(), referral);
      if (errors && Object.keys(errors).length > 0) return { kind: 'errors', errors };
      const after = await take(deps, step, { actor, referralId, actKey: submissionKey, values });
      const channel = after.route?.channel;
      return step.answer && channel?.platform === actor.person.platform
        ? { kind: 'close', afterwards: { card: said(step.answer(after)), channel } }
        : { kind: 'close' };
    },
  };
}

function said(text: Text): Card {
  return { summary: plainText(text), elements: [{ kind: 'text', text }] };
}

interface Taking {
  actor: Actor;
  referralId: string;
  actKey: string;
  values: FormValues;
}

/** Should `afterwards` fail, the person is told and does it again: the step itself is then done already. */
async function take<Deps extends ReferralDeps>(
  deps: Deps,
  step: Step<Deps>,
  taking: Taking,
): Promise<Referral> {
  const { actor, referralId, actKey, values } = taking;
  const found = await vetted(deps, step, taking);
  const referral = await actOnReferral(deps, {
    actor,
    wish: step.wish,
    referralId,
    actKey,
    decide: (current, program, act) =>
      step.decide({ deps, referral: current, program, actor, act, values, found }),
  });
  await step.afterwards?.(deps, referral);
  return referral;
}

async function vetted<Deps extends ReferralDeps>(
  deps: Deps,
  step: Step<Deps>,
  { actor, referralId, values }: Taking,
): Promise<Finding[]> {
  if (!step.vet) return [];
  const { referral, program } = await openReferral(deps, { actor, wish: step.wish, referralId });
  return step.vet({ deps, referral, program, actor, values });
}
