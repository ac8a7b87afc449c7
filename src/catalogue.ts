import { ATTRIBUTION_EXAMPLES } from './attribution/examples.js';
import { ATTRIBUTION_TEMPLATES } from './attribution/messages.js';
import { ATTRIBUTION_STEPS } from './attribution/steps.js';
import { EXAMPLE_DATA } from './catalogue/example-data.js';
import { rewardCards } from './catalogue/reward-samples.js';
import { CHECK_IN_EXAMPLES } from './checkins/examples.js';
import { CHECK_IN_TEMPLATES } from './checkins/messages.js';
import { DIGEST_EXAMPLES } from './digests/examples.js';
import { DIGEST_TEMPLATES } from './digests/templates.js';
import { EXPORT_EXAMPLES } from './export/examples.js';
import { EXPORT_TEMPLATES } from './export/messages.js';
import { HANDOFF_EXAMPLES } from './handoff/examples.js';
import { HANDOFF_TEMPLATES } from './handoff/messages.js';
import { INTAKE_EXAMPLES } from './intake/examples.js';
import { INTAKE_TEMPLATES } from './intake/messages.js';
import { KIT_EXAMPLES } from './kit/examples.js';
import { KIT_TEMPLATES } from './kit/messages.js';
import type { Card } from './messages/card.js';
import type { Form } from './messages/form.js';
import type { Examples } from './people/examples.js';
import type { Step } from './people/step.js';
import type { Template } from './program/template.js';
import { PROTECTION_EXAMPLES } from './protection/examples.js';
import { PROTECTION_TEMPLATES } from './protection/messages.js';
import { protectionSteps } from './protection/steps.js';
import { STEP_BUTTONS } from './referral/next-steps.js';
import { REVIEW_EXAMPLES } from './review/examples.js';
import { REVIEW_TEMPLATES } from './review/messages.js';
import { DECIDING_STEPS } from './review/steps.js';
import { REWARD_TEMPLATES } from './rewards/messages.js';
import { REWARD_FORMS } from './rewards/reward-forms.js';
import { ROUTING_EXAMPLES } from './routing/examples.js';
import { routeOrLeave } from './routing/placing.js';
import { REMINDER_TEMPLATES } from './routing/reminder-messages.js';
import { ROUTING_STEPS } from './routing/steps.js';
import { CHANNEL_TEMPLATES } from './setup/channel-messages.js';
import { SETUP_EXAMPLES } from './setup/examples.js';
import { PARKED_TEMPLATES } from './setup/parked-messages.js';
import { SETUP_TEMPLATES } from './setup/setup-messages.js';
import { TERMS_EXAMPLES } from './terms/examples.js';
import { UPDATES_EXAMPLES } from './updates/examples.js';
import { FOLLOW_UP_TEMPLATES } from './updates/follow-up-messages.js';
import { PARTNER_TEMPLATES } from './updates/partner-messages.js';
import { PARTNER_STEPS } from './updates/partner-steps.js';
import { STAFF_TEMPLATES } from './updates/staff-messages.js';
import { REP_STEPS } from './updates/steps.js';

/** What a capability says and lets people do. */
interface Part extends Examples {
  templates?: readonly Template[];
  steps?: readonly Step<never>[];
}

const PARTS: readonly Part[] = [
  { templates: INTAKE_TEMPLATES, ...INTAKE_EXAMPLES },
  { templates: REMINDER_TEMPLATES, steps: ROUTING_STEPS, ...ROUTING_EXAMPLES },
  { templates: HANDOFF_TEMPLATES, ...HANDOFF_EXAMPLES },
  { templates: REVIEW_TEMPLATES, steps: DECIDING_STEPS, ...REVIEW_EXAMPLES },
  {
    templates: [...PARTNER_TEMPLATES, ...STAFF_TEMPLATES, ...FOLLOW_UP_TEMPLATES],
    steps: [...REP_STEPS, ...PARTNER_STEPS],
    ...UPDATES_EXAMPLES,
  },
  { templates: PROTECTION_TEMPLATES, steps: protectionSteps(routeOrLeave), ...PROTECTION_EXAMPLES },
  { templates: CHECK_IN_TEMPLATES, ...CHECK_IN_EXAMPLES },
  { templates: DIGEST_TEMPLATES, ...DIGEST_EXAMPLES },
  { templates: [...SETUP_TEMPLATES, ...CHANNEL_TEMPLATES, ...PARKED_TEMPLATES], ...SETUP_EXAMPLES },
  {
    templates: REWARD_TEMPLATES,
    cards: rewardCards,
    forms: () => REWARD_FORMS.map((form) => ({ name: `form/${form.id}`, form })),
  },
  { templates: EXPORT_TEMPLATES, ...EXPORT_EXAMPLES },
  { templates: ATTRIBUTION_TEMPLATES, steps: ATTRIBUTION_STEPS, ...ATTRIBUTION_EXAMPLES },
  { templates: KIT_TEMPLATES, ...KIT_EXAMPLES },
  TERMS_EXAMPLES,
];

/** Every message the product sends, by name. */
export const TEMPLATES: readonly Template[] = PARTS.flatMap(({ templates = [] }) => templates);

const BY_NAME = new Map(TEMPLATES.map((template) => [template.name, template]));

export function findTemplate(name: string): Template | undefined {
  return BY_NAME.get(name);
}

/** Every step people take by button or form. */
export const STEPS: readonly Step<never>[] = PARTS.flatMap(({ steps = [] }) => steps);

export interface Preview {
  name: string;
  surface: 'message' | 'form' | 'home';
  card?: Card;
  form?: Form;
}

/** Every message and form with its example data, in a steady order. */
export function previews(): Preview[] {
  const messages = TEMPLATES.flatMap((template) => template.examples(EXAMPLE_DATA));
  const answers = PARTS.flatMap(({ cards }) => cards?.(EXAMPLE_DATA) ?? []);
  const forms = PARTS.flatMap((part) => [...(part.forms?.(EXAMPLE_DATA) ?? []), ...stepForms(part)]);
  const homes = PARTS.flatMap((part) => part.homes?.(EXAMPLE_DATA) ?? []);
  return [
    ...[...messages, ...answers].map((one) => ({ ...one, surface: 'message' as const })),
    ...forms.map((one) => ({ ...one, surface: 'form' as const })),
    ...homes.map((one) => ({ ...one, surface: 'home' as const })),
  ];
}

function stepForms({ steps = [], openedFrom = {} }: Part): { name: string; form: Form }[] {
  const { program, actors } = EXAMPLE_DATA;
  return steps.flatMap(({ name, form }) => {
    const referral = openedFrom[name]?.(EXAMPLE_DATA) ?? EXAMPLE_DATA.referral('accepted');
    const shown = form?.({ referral, program, actor: actors.staff });
    const { id } = STEP_BUTTONS[name];
    return shown
      ? [{ name: `form/${name}`, form: { id, carried: { referral: referral.id }, ...shown } }]
      : [];
  });
}
