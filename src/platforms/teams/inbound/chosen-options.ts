import type { Form, FormField, FormValues, Option } from '../../../messages/form.js';
import { LATE, within } from '../../../people/deadline.js';
import { LIMITS } from '../limits.js';
import type { Activity } from './activity.js';
import { actorOf, type InboundContext } from './context.js';

/** Somebody waits for the form, and most of the five seconds may be over. */
const ASK_MS = 500;

/**
 * A form that is shown again, with the options that were chosen in its long menus: of those its token holds the first
 * hundred and one alone. What may no longer be chosen is left out; what cannot be found out in time stays chosen.
 */
export async function withChosenOptions(
  context: InboundContext,
  activity: Activity,
  form: Form,
  typed: FormValues,
): Promise<Form> {
  const fields = form.fields.map(async (field): Promise<FormField> => {
    if (!('options' in field) || field.options.length <= LIMITS.choicesShown) return field;
    const known = new Set(field.options.map(({ value }) => value));
    const beyond = [typed[field.key] ?? []].flat().filter((value) => !known.has(value));
    if (beyond.length === 0) return field;
    return { ...field, options: [...field.options, ...(await named(context, activity, field.key, beyond))] };
  });
  return { ...form, fields: await Promise.all(fields) };
}

async function named(
  context: InboundContext,
  activity: Activity,
  fieldKey: string,
  values: string[],
): Promise<Option[]> {
  const unnamed = values.map((value) => ({ value, label: 'As chosen before' }));
  const source = context.optionSources.get(fieldKey);
  if (!source) return [];
  const asking = actorOf(context, activity)
    .then((actor) => source.named(values, actor))
    .catch((error: unknown) => {
      context.log.warn({ err: error, field: fieldKey }, 'chosen options could not be named');
      return unnamed;
    });
  const found = await within(asking, ASK_MS);
  return found === LATE ? unnamed : found;
}
