import { LATE, within } from '../../../people/deadline.js';
import { LIMITS } from '../limits.js';
import { type Activity, isObject } from './activity.js';
import { actorOf, type InboundContext } from './context.js';

/**
 * What a menu with too many options offers for what was typed so far; nothing when that cannot be said in time:
 * learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/dynamic-search
 */
export async function handleSearch(context: InboundContext, activity: Activity): Promise<object> {
  const found = await within(results(context, activity), context.deadlineMs);
  return {
    statusCode: 200,
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results: found === LATE ? [] : found },
  };
}

async function results(context: InboundContext, activity: Activity) {
  const { queryText = '', dataset } = isObject(activity.value) ? activity.value : {};
  const source = context.optionSources.get(String(dataset));
  if (!source) return [];
  try {
    const options = await source.search(String(queryText), await actorOf(context, activity), {});
    return options.slice(0, LIMITS.choicesShown).map(({ value, label }) => ({ title: label, value }));
  } catch (error) {
    context.log.warn({ err: error, field: source.fieldKey }, 'options could not be searched');
    return [];
  }
}
