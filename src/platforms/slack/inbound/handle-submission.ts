import type { FieldErrors } from '../../../messages/form.js';
import type { SubmissionReply } from '../../../messages/interaction.js';
import { LATE, within } from '../../../people/deadline.js';
import { noteCard, tellFailure } from '../../../people/tell-failure.js';
import { LIMITS } from '../limits.js';
import { carriedBy, renderForm, renderNotice } from '../render.js';
import { option } from '../render-field.js';
import { showAfterForm } from './answer.js';
import { type InboundContext, refreshLater } from './context.js';
import type { Acknowledge } from './handle-interaction.js';
import { type ParsedSubmission, parseSubmission } from './parse-submission.js';
import type { SuggestionBody, ViewBody } from './payloads.js';
import type { Known } from './people.js';
import { WORDS } from './words.js';

/** A failure in the place where an answer stands. */
interface Failed {
  kind: 'failed';
  words: string;
}

/**
 * A form that was sent. It closes only when the handler has said so: whatever fails, the form stays open with
 * everything typed. Slack is never asked anything before the answer.
 */
export async function handleSubmission(
  context: InboundContext,
  body: ViewBody,
  ack: Acknowledge,
): Promise<void> {
  const parsed = parseSubmission(body);
  const known = context.people.known(parsed.person);
  const outcome = decide(context, parsed, known);
  const reply = await within(outcome, context.deadlineMs);
  if (reply === LATE) {
    context.log.warn({ form: parsed.submission.formId }, 'a form was not answered in time');
    // What is decided late is decided: sending again finds it by the same submissionKey.
    await ack(stayOpen(parsed, WORDS.storeDownForm));
    await outcome;
  } else await answerOrStayOpen(context, parsed, reply, ack);
  refreshLater(context, parsed.person, await known);
}

async function decide(
  context: InboundContext,
  { submission, person }: ParsedSubmission,
  known: Promise<Known>,
): Promise<SubmissionReply | Failed> {
  const handler = context.submissions.get(submission.formId);
  if (!handler) return { kind: 'failed', words: WORDS.olderForm };
  try {
    const { identity } = await known;
    const actor = await context.resolveActor(identity);
    return await handler.handle({ ...submission, actor });
  } catch (error) {
    const what = { form: submission.formId, userId: person.userId };
    const words = tellFailure(error, { log: context.log, whenStoreDown: WORDS.storeDownForm, what });
    return { kind: 'failed', words };
  }
}

/** A reply that cannot be shown (a form Slack would refuse) is a bug, and no reason to lose what was typed. */
async function answerOrStayOpen(
  context: InboundContext,
  parsed: ParsedSubmission,
  reply: SubmissionReply | Failed,
  ack: Acknowledge,
): Promise<void> {
  try {
    await answer(context, parsed, reply, ack);
  } catch (error) {
    const what = { form: parsed.submission.formId };
    await ack(
      stayOpen(parsed, tellFailure(error, { log: context.log, whenStoreDown: WORDS.storeDownForm, what })),
    );
  }
}

async function answer(
  context: InboundContext,
  parsed: ParsedSubmission,
  reply: SubmissionReply | Failed,
  ack: Acknowledge,
): Promise<void> {
  switch (reply.kind) {
    case 'failed':
      return ack(stayOpen(parsed, reply.words));
    case 'errors':
      return ack(withErrors(parsed, reply.errors));
    case 'form':
      return ack({ response_action: 'update', view: renderForm(reply.form) });
    case 'close':
      await ack();
      if (reply.afterwards) await showAfterForm(context, parsed.person.userId, reply.afterwards);
  }
}

/** Errors at their fields; one that belongs to no field of the form stands at the first. */
function withErrors(parsed: ParsedSubmission, errors: FieldErrors): object {
  const [first] = parsed.fieldKeys;
  if (first === undefined) return stayOpen(parsed, Object.values(errors).join(' '));
  const placed: Record<string, string> = {};
  for (const [key, words] of Object.entries(errors)) {
    const place = parsed.fieldKeys.includes(key) ? key : first;
    placed[place] = placed[place] ? `${placed[place]} ${words}` : words;
  }
  if (Object.keys(placed).length === 0) placed[first] = WORDS.storeDownForm;
  return { response_action: 'errors', errors: placed };
}

/** The form as it is, with these words at its first field; a form without fields has no place for them. */
function stayOpen({ fieldKeys }: ParsedSubmission, words: string): object {
  const [first] = fieldKeys;
  if (first !== undefined) return { response_action: 'errors', errors: { [first]: words } };
  return { response_action: 'push', view: renderNotice(noteCard(words)) };
}

/** What a menu with too many options offers for what was typed so far; nothing when that cannot be said in time. */
export async function handleSuggestion(
  context: InboundContext,
  body: SuggestionBody,
  ack: Acknowledge,
): Promise<void> {
  const found = await within(suggestions(context, body), context.deadlineMs);
  await ack({ options: found === LATE ? [] : found });
}

async function suggestions(context: InboundContext, body: SuggestionBody) {
  const source = context.optionSources.get(body.block_id ?? '') ?? context.optionSources.get(body.action_id);
  if (!source) return [];
  const { user, team, view, value = '' } = body;
  try {
    const clue = { userId: user.id, teamId: user.team_id ?? team?.id, name: user.name };
    const actor = await context.resolveActor((await context.people.known(clue)).identity);
    const options = await source.search(value, actor, carriedBy(view?.private_metadata).carried);
    return options.slice(0, LIMITS.selectOptions).map(option);
  } catch (error) {
    context.log.warn({ err: error, field: source.fieldKey }, 'options could not be searched');
    return [];
  }
}
