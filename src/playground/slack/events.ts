import type { Json } from './block-kit/check.js';
import { deliver, event, isAcknowledged } from './deliver.js';
import type { Fake } from './fake.js';
import type { Delivery } from './traffic.js';
import { type Channel, isShared, nextId, nextTs } from './workspace.js';

interface EventOptions {
  channel?: Channel;
  /** The workspace it came from; default the home team. */
  team?: string;
}

/**
 * The outer envelope of an event: https://docs.slack.dev/apis/events-api#callback-field. In a shared channel
 * `team_id` is the workspace it came from; which installation is meant, only `authorizations` and
 * `context_team_id` tell.
 */
function envelope(fake: Fake, inner: Json, { channel, team }: EventOptions = {}): Json {
  const { homeTeam, bot } = fake.workspace.seed;
  return {
    token: 'playground-verification-token',
    team_id: team ?? homeTeam,
    context_team_id: homeTeam,
    context_enterprise_id: null,
    api_app_id: bot.appId,
    event: inner,
    type: 'event_callback',
    event_id: nextId(fake.workspace, 'Ev'),
    event_time: Math.floor(fake.now().getTime() / 1000),
    authorizations: [
      {
        enterprise_id: null,
        team_id: homeTeam,
        user_id: bot.userId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: channel ? isShared(channel) : false,
    event_context: `4-${nextId(fake.workspace, 'EC')}`,
  };
}

/**
 * Tells the bot. When it does not acknowledge, the same event goes out again after each of `eventRetryMs` with
 * Slack's retry headers, in the background, until it does or answers `x-slack-no-retry`.
 *
 * @returns the first delivery; undefined when the app has not subscribed to that event or lacks its scope
 */
export async function emit(
  fake: Fake,
  inner: Json,
  options: EventOptions = {},
): Promise<Delivery | undefined> {
  if (!isSubscribed(fake, String(inner.type))) return undefined;
  const body = envelope(fake, { event_ts: nextTs(fake.workspace, fake.now()), ...inner }, options);
  fake.changed();
  const first = await deliver(fake, event(body));
  if (isOwed(first)) inBackground(fake, retry(fake, body, first));
  return first;
}

function isOwed(delivery: Delivery): boolean {
  return !isAcknowledged(delivery) && !delivery.refusesRetry;
}

/** The scope an event needs: its page at https://docs.slack.dev/reference/events */
function scopeOf(type: string): string | undefined {
  if (type === 'app_mention') return 'app_mentions:read';
  if (type.startsWith('group_')) return 'groups:read';
  if (type.startsWith('channel_')) return 'channels:read';
  return undefined;
}

function isSubscribed(fake: Fake, type: string): boolean {
  const { scopes, subscribedEvents } = fake.settings;
  const scope = scopeOf(type);
  if (scope !== undefined && !scopes.includes(scope)) return false;
  return subscribedEvents === undefined || subscribedEvents.includes(type);
}

async function retry(fake: Fake, body: Json, failed: Delivery): Promise<void> {
  let last = failed;
  for (const [index, waitMs] of fake.settings.eventRetryMs.entries()) {
    await new Promise((resolve) => setTimeout(resolve, waitMs));
    if (fake.isClosed) return;
    const headers = {
      'x-slack-retry-num': String(index + 1),
      'x-slack-retry-reason': last.failure ?? 'http_error',
    };
    last = await deliver(fake, event(body, headers));
    if (!isOwed(last)) return;
  }
}

/** Lets work go on that the caller does not wait for; `idle()` does. */
export function inBackground(fake: Fake, work: Promise<unknown>): void {
  const tracked = work.finally(() => fake.background.delete(tracked));
  fake.background.add(tracked);
}
