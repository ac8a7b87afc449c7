import type { FormValues } from '../../../messages/form.js';
import type { Submission } from '../../../messages/interaction.js';
import { carriedBy } from '../render.js';
import type { StatePart, ViewBody } from './payloads.js';
import type { PersonClue } from './people.js';

export interface ParsedSubmission {
  submission: Omit<Submission<never>, 'actor'>;
  person: PersonClue;
  /** Where errors can be shown, from the top. */
  fieldKeys: string[];
}

/**
 * For somebody of another workspace `team` is *theirs* and ours is `view.app_installed_team_id` (bolt-js#1614); so the
 * person's workspace is `user.team_id`, or else `team`.
 */
export function parseSubmission({ user, team, view }: ViewBody): ParsedSubmission {
  const { formKey, carried } = carriedBy(view.private_metadata);
  const inputs = (view.blocks ?? []).filter(({ type, block_id }) => type === 'input' && block_id);
  return {
    submission: {
      formId: view.callback_id ?? '',
      carried,
      values: valuesOf(view.state?.values ?? {}),
      // The view's id is the same however often Slack delivers this; the form's key tells apart the forms that
      // follow one another in the same view.
      submissionKey: ['slack', view.id, ...(formKey ? [formKey] : [])].join(':'),
    },
    person: { userId: user.id, teamId: user.team_id ?? team?.id, name: user.name ?? user.username },
    fieldKeys: inputs.map(({ block_id }) => block_id as string),
  };
}

function valuesOf(state: Record<string, Record<string, StatePart>>): FormValues {
  const values = Object.entries(state).map(([blockId, byAction]) => {
    const part = byAction[blockId] ?? Object.values(byAction)[0];
    return [blockId, part && enteredValue(part)] as const;
  });
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

function enteredValue(part: StatePart): string | string[] | undefined {
  switch (part.type) {
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return part.selected_option?.value ?? undefined;
    case 'multi_static_select':
    case 'multi_external_select':
      return chosen(part);
    case 'multi_users_select':
      return part.selected_users?.length ? part.selected_users : undefined;
    case 'checkboxes':
      return chosen(part)?.[0];
    case 'datepicker':
      return part.selected_date ?? undefined;
    case 'timepicker':
      return part.selected_time ?? undefined;
    case 'datetimepicker': {
      const at = part.selected_date_time;
      return typeof at === 'number' ? new Date(at * 1000).toISOString() : undefined;
    }
    default:
      return typeof part.value === 'string' && part.value !== '' ? part.value : undefined;
  }
}

function chosen(part: StatePart): string[] | undefined {
  const values = (part.selected_options ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]));
  return values.length > 0 ? values : undefined;
}
