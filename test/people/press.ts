import { Refused } from '../../src/errors.js';
import type { FormValues } from '../../src/messages/form.js';
import type {
  ActionHandler,
  Reply,
  SubmissionHandler,
  SubmissionReply,
} from '../../src/messages/interaction.js';
import type { ReferralDeps } from '../../src/people/act-on-referral.js';
import type { Actor } from '../../src/people/actor.js';
import { type Step, stepInteractions } from '../../src/people/step.js';
import { STEP_BUTTONS, type StepName } from '../../src/referral/next-steps.js';

export interface Steps {
  press(name: StepName, actor: Actor, referralId: string, actKey?: string): Promise<Reply>;
  submit(
    name: StepName,
    actor: Actor,
    referralId: string,
    values: FormValues,
    key?: string,
  ): Promise<SubmissionReply>;
}

let keys = 0;

/** Presses buttons and sends forms as a platform would: by the ids in cards, each press with a key of its own. */
export function stepsOf<Deps extends ReferralDeps>(desk: Deps, steps: readonly Step<Deps>[]): Steps {
  const { actions, submissions } = stepInteractions(desk, steps);
  const newKey = () => {
    keys += 1;
    return `key-${keys}`;
  };
  return {
    press: (name, actor, referral, actKey = newKey()) => {
      const actionId = STEP_BUTTONS[name].id;
      const handler = actions.find((one) => one.actionId === actionId) as ActionHandler<Actor>;
      return handler.handle({ actionId, value: { referral }, actor, actKey });
    },
    submit: (name, actor, referral, values, submissionKey = newKey()) => {
      const formId = STEP_BUTTONS[name].id;
      const handler = submissions.find((one) => one.formId === formId) as SubmissionHandler<Actor>;
      return handler.handle({ formId, carried: { referral }, values, actor, submissionKey });
    },
  };
}

/** `reason: message` of a refusal; anything else is thrown. */
export async function refusal(doing: Promise<unknown>): Promise<string> {
  try {
    await doing;
  } catch (error) {
    if (error instanceof Refused) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'not refused';
}
