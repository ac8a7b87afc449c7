import { type Card, formButton } from '../../../messages/card.js';
import { plainText } from '../../../messages/fallback.js';
import type { Reply } from '../../../messages/interaction.js';
import { CARD_TYPE } from '../adaptive-card.js';
import { renderMessage } from '../render.js';
import { type Activity, channelOf, isObject } from './activity.js';
import { dialogAudience, type InboundContext, renderingFor } from './context.js';
import { handleSearch } from './handle-search.js';
import { handleSubmission } from './handle-submission.js';
import { asksForOwnView, cardAnswer, ownView, showOwnView } from './own-view.js';
import { parseClick } from './parse-click.js';
import { parseExtension } from './parse-command.js';
import { performClick, performCommand } from './perform.js';
import { type TaskAnswer, taskFor } from './task-answer.js';
import { WORDS } from './words.js';
import { writeToPerson } from './write.js';

/** What is answered to an invoke, for which a person waits: learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/bot-invoke-activity */
export interface InvokeAnswer {
  status: number;
  body?: object;
}

type InvokeHandler = (context: InboundContext, activity: Activity) => Promise<object>;

/** By the name of the invoke. */
export const INVOKES: Readonly<Record<string, InvokeHandler>> = {
  'adaptiveCard/action': execute,
  'task/fetch': fetchTask,
  'task/submit': submitTask,
  'composeExtension/fetchTask': fetchExtension,
  'composeExtension/submitAction': submitTask,
  'application/search': handleSearch,
};

/**
 * A press on a card. The answer is seen by whoever pressed, and by nobody else: where they have a version of the card of
 * their own that is it, since it says more than any words.
 */
async function execute(context: InboundContext, activity: Activity): Promise<object> {
  const started = performance.now();
  const { value } = activity;
  const action = isObject(value) && isObject(value.action) ? value.action : {};
  if (asksForOwnView(action.data)) return showOwnView(context, activity, action.data);
  const click = parseClick(context.seal, activity, action.data);
  const reply = await performClick(context, activity, click, (late) => tellLate(context, activity, late));
  if (
    !context.dialogs &&
    (reply.kind === 'form' || (reply.kind === 'private' && reply.card.elements.length > 1))
  ) {
    const { task } = await taskFor(context, activity, reply);
    if (task?.type === 'continue')
      return { statusCode: 200, type: CARD_TYPE, value: task.value.card.content };
  }
  if (reply.kind === 'form' && click) {
    // Only a button that said so beforehand opens a dialog: this one offers it.
    const offer = offerForm(formButton(click.actionId, reply.form.title, click.value, 'primary'));
    const options = await renderingFor(context, channelOf(activity), 'message');
    return { statusCode: 200, type: CARD_TYPE, value: renderMessage(offer, options) };
  }
  if (reply.kind === 'private' && reply.replace) {
    // The card that was pressed, brought up to date.
    const options = await renderingFor(context, dialogAudience(activity), 'message');
    return cardAnswer(renderMessage(reply.card, { ...options, viewers: [activity.from.id] }));
  }
  if (reply.kind === 'none' && isObject(action.data) && action.data.own) {
    const left = context.deadlineMs - (performance.now() - started);
    const card = await ownView(context, activity, action.data.own, left);
    if (card) return cardAnswer(card);
  }
  const words = reply.kind === 'private' ? wordsOf(reply.card) : WORDS.done;
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: words };
}

function offerForm(button: ReturnType<typeof formButton>): Card {
  return { summary: 'One more step', elements: [{ kind: 'actions', actions: [button] }] };
}

/** A button that opens a dialog. */
async function fetchTask(context: InboundContext, activity: Activity): Promise<TaskAnswer> {
  const click = parseClick(context.seal, activity, dataOf(activity));
  return taskFor(
    context,
    activity,
    await performClick(context, activity, click, (late) => tellLate(context, activity, late)),
  );
}

/** From a dialog: a form that was sent, or a button on what is shown in it. */
async function submitTask(context: InboundContext, activity: Activity): Promise<TaskAnswer> {
  const data = dataOf(activity);
  if (isObject(data) && 'form' in data) return handleSubmission(context, activity, data);
  const click = parseClick(context.seal, activity, data);
  return taskFor(
    context,
    activity,
    await performClick(context, activity, click, (late) => tellLate(context, activity, late)),
  );
}

/** "Submit referral", from the compose box or on a message. */
async function fetchExtension(context: InboundContext, activity: Activity): Promise<TaskAnswer> {
  const late = (reply: Reply) => tellLate(context, activity, reply);
  return taskFor(context, activity, await performCommand(context, activity, parseExtension(activity), late));
}

function dataOf({ value }: Activity): unknown {
  return isObject(value) ? value.data : undefined;
}

/** Nobody waits any more; what can be said is said in the chat with the person, if there is one. */
async function tellLate(context: InboundContext, activity: Activity, reply: Reply): Promise<void> {
  if (reply.kind === 'private') await writeToPerson(context, activity, reply.card);
}

/** A card where only words can be shown. */
function wordsOf(card: Card): string {
  const words = card.elements.flatMap((element): string[] => {
    switch (element.kind) {
      case 'title':
      case 'quote':
        return [element.text];
      case 'text':
      case 'context':
        return [plainText(element.text)];
      case 'fields':
        return element.fields.map(({ label, value }) => `${label}: ${plainText(value)}`);
      case 'list':
        return [...(element.title ? [element.title] : []), ...element.items.map((item) => plainText(item))];
      default:
        return [];
    }
  });
  return words.join('\n') || card.summary;
}
