import { App, type Receiver, type ReceiverEvent } from '@slack/bolt';
import { StoreUnavailable } from '../../../errors.js';
import { silentLogger } from '../web-client.js';
import type { InboundContext } from './context.js';
import { LATE, within } from './deadline.js';
import { handleEvent } from './handle-event.js';
import { handleClick, handleShortcut, handleSlash } from './handle-interaction.js';
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
      return { botToken, botId, botUserId };
    },
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    logger: silentLogger,
    ignoreSelf: false,
    convoStore: false,
  });
  app.context = context;
  app.action(/.*/s, ({ body, ack }) =>
    handleClick(context, body as unknown as BlockActionsBody, ack as never),
  );
  app.view({ type: 'view_submission', callback_id: /.*/s }, ({ body, ack }) =>
    handleSubmission(context, body as unknown as ViewBody, ack as never),
  );
  app.view({ type: 'view_closed', callback_id: /.*/s }, ({ ack }) => ack());
  app.command(/.*/s, ({ body, ack }) => handleSlash(context, body as unknown as SlashBody, ack as never));
  app.shortcut(/.*/s, ({ body, ack }) =>
    handleShortcut(context, body as unknown as ShortcutBody, ack as never),
  );
  app.options(/.*/s, ({ body, ack }) =>
    handleSuggestion(context, body as unknown as SuggestionBody, ack as never),
  );
  app.event(/.*/s, ({ body }) => handleEvent(context, body as unknown as EventBody));
  return app;
}
