import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PageState } from '../../src/playground/page-api.js';
import { playgroundRoutes } from '../../src/playground/server.js';
import { startPair } from './slack/bare-bot.js';
import { card } from './slack/seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
let server: Server;
let origin: string;
let resets: number;
let jumps: string[];

beforeEach(async () => {
  pair = await startPair();
  resets = 0;
  jumps = [];
  const handle = playgroundRoutes({
    slack: pair.slack,
    page: { html: '<html>page</html>', script: 'script()', style: 'style{}' },
    reset: async () => {
      resets += 1;
      await pair.slack.reset();
    },
    time: {
      state: async () => ({ aheadMs: 3_600_000, zone: 'Europe/Berlin' }),
      jump: async (to) => void jumps.push(to),
    },
  });
  server = createServer(async (incoming, response) => {
    if (!(await handle(incoming, response))) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await pair.close();
});

const state = async (as?: string): Promise<PageState> =>
  (await fetch(`${origin}/playground/state${as ? `?as=${as}` : ''}`)).json() as Promise<PageState>;
const act = async (as: string, what: unknown): Promise<Record<string, unknown>> => {
  const response = await fetch(`${origin}/playground/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ as, act: what }),
  });
  return { status: response.status, ...((await response.json()) as Record<string, unknown>) };
};

/** The status of a request with headers that `fetch` would not send. */
function statusWith(
  headers: Record<string, string>,
  method = 'GET',
  path = '/playground/state',
): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${origin}${path}`, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

describe('the routes of the playground', () => {
  test('serve the page with a policy that allows its own origin only', async () => {
    const page = await fetch(`${origin}/`);
    expect(await page.text()).toBe('<html>page</html>');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    expect(await (await fetch(`${origin}/playground/page.js`)).text()).toBe('script()');
    expect(await (await fetch(`${origin}/playground/page.css`)).text()).toBe('style{}');
  });

  test('leave other paths to others', async () => {
    expect((await fetch(`${origin}/slack/events`, { method: 'POST' })).status).toBe(418);
    expect((await fetch(`${origin}/playground/nothing`)).status).toBe(404);
  });

  test('answer under loopback names only', async () => {
    const port = new URL(origin).port;
    expect(await statusWith({ host: `localhost:${port}` })).toBe(200);
    expect(await statusWith({ host: `[::1]:${port}` })).toBe(200);
    expect(await statusWith({ host: 'evil.example' })).toBe(403);
    expect(await statusWith({ host: 'localhost.evil.example' })).toBe(403);
    expect(await statusWith({ host: '127.0.0.1.evil.example' }, 'GET', '/')).toBe(403);
  });

  test('refuse a POST from a page of another origin', async () => {
    expect(await statusWith({ origin: 'https://evil.example' }, 'POST', '/playground/reset')).toBe(403);
    expect(await statusWith({ origin: 'null' }, 'POST', '/playground/reset')).toBe(403);
    expect(resets).toBe(0);
    expect(await statusWith({ origin }, 'POST', '/playground/reset')).toBe(204);
    expect(resets).toBe(1);
  });
});

describe('the clock', () => {
  const jump = (body: unknown) =>
    fetch(`${origin}/playground/clock`, { method: 'POST', body: JSON.stringify(body) });

  test('is shown, and goes where it can go', async () => {
    expect((await state()).clock).toEqual({ aheadMs: 3_600_000, zone: 'Europe/Berlin' });
    expect((await jump({ to: 'morning' })).status).toBe(204);
    expect((await jump({ to: 'yesterday' })).status).toBe(400);
    expect((await jump('nonsense')).status).toBe(400);
    expect(jumps).toEqual(['morning']);
  });
});

describe('the workspace as a person sees it', () => {
  test('channels of theirs alone, threads, what only they see, pins, organisations', async () => {
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('go'),
    });
    await pair.api('chat.postMessage', { channel: 'C0SHARED', text: 'reply', thread_ts: ts });
    await pair.api('chat.postEphemeral', {
      channel: 'C0SHARED',
      user: 'U0PARTNER',
      text: 'psst',
      thread_ts: ts,
    });
    await pair.api('chat.postEphemeral', { channel: 'C0SHARED', user: 'U0REP', text: 'not you' });
    await pair.api('pins.add', { channel: 'C0SHARED', timestamp: ts });
    const seen = await state('U0PARTNER');
    expect(seen.me).toMatchObject({
      id: 'U0PARTNER',
      kind: 'external',
      part: 'partner',
      workspace: { name: 'Partner' },
    });
    expect(seen.channels.map(({ id }) => id)).toEqual(['C0SHARED']);
    expect(seen.channels[0]).toMatchObject({
      kind: 'channel',
      organisations: ['Vendor', 'Partner'],
      botIsMember: true,
      pinned: [ts],
      messages: [
        {
          ts,
          author: 'U0BOT',
          onlyYou: false,
          replies: [
            { text: 'reply', onlyYou: false },
            { text: 'psst', onlyYou: true },
          ],
        },
      ],
    });
    expect(seen.people.find(({ id }) => id === 'U0BOT')).toMatchObject({
      kind: 'bot',
      name: 'Referral Desk',
    });
    expect(JSON.stringify(seen)).not.toContain('not you');
    const rep = await state('U0REP');
    expect(rep.commands).toEqual([{ command: '/refer', hint: 'a lead' }]);
    expect(rep.messageShortcuts).toHaveLength(1);
    expect((await state()).me.id).toBe('U0REP');
    expect((await fetch(`${origin}/playground/state?as=U0NOBODY`)).status).toBe(404);
  });

  test('acts reach the bot, and what cannot be done is said', async () => {
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0SHARED',
      text: 'card',
      blocks: card('go'),
    });
    const element = { type: 'button', action_id: 'go' };
    expect(
      await act('U0PARTNER', { kind: 'press', channel: 'C0SHARED', ts, blockId: 'acts', element }),
    ).toEqual({
      status: 200,
      ok: true,
    });
    expect(pair.bot.heard.at(-1)?.payload.type).toBe('block_actions');
    expect(await act('U0REP', { kind: 'say', channel: 'C0TRIAGE', text: 'hello' })).toMatchObject({
      ok: true,
    });
    expect(
      await act('U0PARTNER', { kind: 'command', channel: 'C0SHARED', command: '/refer', text: '' }),
    ).toMatchObject({
      ok: false,
      problem: '/refer is not a valid command.',
    });
    const gone = { kind: 'press', channel: 'C0SHARED', ts: '1.000001', blockId: 'acts', element };
    expect(await act('U0PARTNER', gone)).toMatchObject({ ok: false });
    expect((await act('U0NOBODY', { kind: 'openHome' })).status).toBe(400);
    expect((await act('U0REP', 'nonsense')).status).toBe(400);
    expect((await act('U0REP', { kind: 'levitate' })).ok).toBe(false);
    expect(await act('U0REP', { kind: 'closeModal', viewId: 'V0GONE' })).toMatchObject({ ok: false });
  });

  test('the traffic of both directions, after a number', async () => {
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'x');
    await pair.api('auth.test');
    const all = (await (await fetch(`${origin}/playground/traffic?after=0`)).json()) as Record<
      string,
      unknown
    >[];
    expect(all.map(({ what, direction, status }) => [what, direction, status])).toEqual([
      ['/refer', 'to bot', 200],
      ['auth.test', 'to slack', 200],
    ]);
    const later = await (await fetch(`${origin}/playground/traffic?after=${String(all[0]?.number)}`)).json();
    expect(later).toHaveLength(1);
  });

  test('the traffic waits for answers that are still due, so that none is missed', async () => {
    let answer = () => {};
    const held = new Promise<undefined>((resolve) => {
      answer = () => resolve(undefined);
    });
    pair.bot.answer(() => held);
    const due = pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'x');
    await expect.poll(() => pair.bot.heard.length).toBe(1);
    await pair.api('auth.test');
    const traffic = async () =>
      (await (await fetch(`${origin}/playground/traffic?after=0`)).json()) as unknown[];
    expect(await traffic()).toEqual([]);
    answer();
    await due;
    expect(await traffic()).toMatchObject([{ what: '/refer', status: 200 }, { what: 'auth.test' }]);
  });

  test('changes are told over server-sent events, once for a burst', async () => {
    const stop = new AbortController();
    const stream = await fetch(`${origin}/playground/changes`, { signal: stop.signal });
    expect(stream.headers.get('content-type')).toContain('text/event-stream');
    let told = '';
    const reading = (async () => {
      const decoder = new TextDecoder();
      for await (const chunk of stream.body as ReadableStream<Uint8Array>)
        told += decoder.decode(chunk, { stream: true });
    })().catch(() => {});
    const count = () => told.split('event: change').length - 1;
    await expect.poll(count).toBe(1);
    await Promise.all(
      [1, 2, 3, 4].map((n) => pair.api('chat.postMessage', { channel: 'C0TRIAGE', text: `${n}` })),
    );
    await expect.poll(count).toBeGreaterThan(1);
    expect(count()).toBeLessThan(5);
    stop.abort();
    await reading;
  });
});
