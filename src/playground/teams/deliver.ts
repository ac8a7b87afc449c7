import { request } from 'node:http';
import type { Delivery } from '../slack/traffic.js';
import { channelToken } from './auth/tokens.js';
import type { Fake } from './fake.js';
import type { Json } from './json.js';

/** Sends an activity to the bot with the channel's token; never rejects. Late answers count as none. */
export async function deliver(
  fake: Fake,
  activity: Json,
  authorization: string | null = `Bearer ${channelToken(fake)}`,
): Promise<Delivery> {
  const { settings, traffic } = fake;
  const body = JSON.stringify(activity);
  const headers: Record<string, string> = {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
    ...(authorization !== null && { authorization }),
  };
  const delivery: Delivery = {
    number: traffic.nextNumber(),
    at: fake.now().toISOString(),
    what: nameOf(activity),
    payload: structuredClone(activity),
    body,
    headers: { ...headers, ...(authorization !== null && { authorization: 'Bearer …' }) },
    response: undefined,
    ms: 0,
  };
  traffic.addDelivery(delivery);
  fake.changed();
  const limitMs = activity.type === 'invoke' ? settings.invokeMs : settings.activityMs;
  const started = performance.now();
  const answer = await post(settings.botUrl, body, headers, limitMs);
  delivery.ms = performance.now() - started;
  if ('failure' in answer) delivery.failure = answer.failure;
  else {
    delivery.status = answer.status;
    delivery.response = parsed(answer.text);
  }
  fake.changed();
  return delivery;
}

function nameOf({ type, name, channelData, action }: Json): string {
  if (type === 'invoke') return `invoke ${String(name)}`;
  if (type === 'installationUpdate') return `installationUpdate ${String(action)}`;
  const eventType = (channelData as Json | undefined)?.eventType;
  return eventType ? `${String(type)} ${String(eventType)}` : String(type);
}

type Answer = { status: number; text: string } | { failure: 'http_timeout' | 'connection_failed' };

function post(url: string, body: string, headers: Record<string, string>, limitMs: number): Promise<Answer> {
  if (!URL.canParse(url)) return Promise.resolve({ failure: 'connection_failed' });
  return new Promise((resolve) => {
    // A connection of its own: the bot may be stopped and started between two activities.
    const outgoing = request(url, {
      method: 'POST',
      headers: { ...headers, connection: 'close' },
      agent: false,
    });
    const timer = setTimeout(() => {
      resolve({ failure: 'http_timeout' });
      outgoing.destroy();
    }, limitMs);
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      resolve(answer);
    };
    outgoing.on('error', () => settle({ failure: 'connection_failed' }));
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        settle({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', () => settle({ failure: 'connection_failed' }));
    });
    outgoing.end(body);
  });
}

function parsed(text: string): unknown {
  if (text === '') return '';
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export function isAnswered(delivery: Delivery): boolean {
  return delivery.status !== undefined && delivery.status >= 200 && delivery.status < 300;
}
