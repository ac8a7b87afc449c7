import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { StoreUnavailable } from '../../../errors.js';
import { LATE, within } from '../../../people/deadline.js';
import { silentLogger } from '../web-client.js';
import type { InboundContext } from './context.js';
import { handleEvent } from './handle-event.js';
import { type Acknowledge, handleClick, handleShortcut, handleSlash } from './handle-interaction.js';
import { handleSubmission, handleSuggestion } from './handle-submission.js';
import { eventKey, isOfInterest } from './parse-event.js';
import type {
  BlockActionsBody,
  EventBody,
  ShortcutBody,
  SlashBody,
  SuggestionBody,
  ViewBody,
} from './payloads.js';

/**
 * Bolt acknowledges an event before any listener runs. This one first stores it, so that nothing Slack believes to be
 * delivered can be lost; while it cannot be stored, Slack is not told and sends it again.
 */
class StoringApp extends App {
  /** Set right after construction: Bolt's constructor already hands the app to its receiver. */
  context: InboundContext | undefined;

  override async processEvent(event: ReceiverEvent): Promise<void> {
    const { context } = this;
    const body = event.body as EventBody;
    if (!context || body.type !== 'event_callback') return super.processEvent(event);
    if (!isOfInterest(body, context.installation().botUserId)) return event.ack();
    const stored = await within(
      context.inbox.record(eventKey(body), 'slack', { ...body }),
      context.deadlineMs,
    );
    if (stored === LATE) throw new StoreUnavailable('The event could not be stored in time');
    // Delivered before: it is being done, was done, or the sweep will do it.
    if (!stored) return event.ack();
    return super.processEvent(event);
  }
}

/** Slack's requests to our handlers, whatever they are about: nothing is left to an answer of Bolt's own. */
export function boltApp(
  receiver: Receiver,
  context: InboundContext,
  { botToken, apiUrl }: { botToken: string; apiUrl: string },
): App {
  const app = new StoringApp({
    receiver,
    // Known beforehand: Bolt must never call Slack before an acknowledgement.
    authorize: async () => {
      const { botId, botUserId } = context.installation();
      return { botToken, botUserId, ...(botId ? { botId } : {}) };
    },
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    logger: silentLogger,
    ignoreSelf: false,
    convoStore: false,
  });
  app.context = context;
  // One middleware for everything, and no listeners: each registered listener costs time with every request.
  app.use(async (request) => route(context, request.body, (request as { ack?: Acknowledge }).ack));
  return app;
}

/** A request to its handler, by its kind. What is of no kind known here stays unanswered; the receiver says so. */
async function route(
  context: InboundContext,
  body: object,
  ack: Acknowledge = async () => {},
): Promise<void> {
  if ('command' in body) return handleSlash(context, body as SlashBody, ack);
  switch ((body as { type?: string }).type) {
    case 'block_actions':
      return handleClick(context, body as BlockActionsBody, ack);
    case 'view_submission':
      return handleSubmission(context, body as ViewBody, ack);
    case 'view_closed':
      return ack();
    case 'message_action':
    case 'shortcut':
      return handleShortcut(context, body as ShortcutBody, ack);
    case 'block_suggestion':
      return handleSuggestion(context, body as SuggestionBody, ack);
    case 'event_callback':
      return handleEvent(context, body as EventBody);
  }
}
