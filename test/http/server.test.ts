import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.js';
import { healthRoutes } from '../../src/http/health.js';
import { createMetrics } from '../../src/http/metrics.js';
import { type Route, sendJson } from '../../src/http/routes.js';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '../../src/http/server.js';
import { createLog } from '../../src/log.js';

const running: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.close()));
});

const logged: string[] = [];
const log = createLog({ level: 'info', destination: { write: (line) => logged.push(line) } });

async function start(routes: Route[], options: Partial<HttpServerOptions> = {}) {
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, routes, log, ...options });
  running.push(server);
  return { server, url: `http://127.0.0.1:${server.port}` };
}

const hello: Route = {
  method: 'GET',
  path: '/hello',
  handle: (_, response) => sendJson(response, 200, { hi: 1 }),
};
const submit: Route = {
  method: 'POST',
  path: '/hello',
  handle: (_, response) => sendJson(response, 201, {}),
};

describe('routes', () => {
  test('match path and method exactly, whatever the query', async () => {
    const { url } = await start([hello, submit]);
    expect(await (await fetch(`${url}/hello?a=/b`)).json()).toEqual({ hi: 1 });
    expect((await fetch(`${url}/hello`, { method: 'POST' })).status).toBe(201);
    expect((await fetch(`${url}/hello/`)).status).toBe(404);
    expect((await fetch(`${url}/Hello`)).status).toBe(404);
  });

  test('HEAD is answered like GET, without a body', async () => {
    const { url } = await start([hello]);
    const response = await fetch(`${url}/hello`, { method: 'HEAD' });
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  test('say 404 and 405 as JSON, 405 with what is allowed', async () => {
    const { url } = await start([hello, submit]);
    expect(await (await fetch(`${url}/nope`)).json()).toMatchObject({ error: 'not_found' });
    const response = await fetch(`${url}/hello`, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'HEAD, GET, POST']);
    expect(await response.json()).toMatchObject({ error: 'method_not_allowed' });
  });

  test('leave what they do not name to the fallback', async () => {
    const { url } = await start([hello], {
      fallback: (_, response) => sendJson(response, 200, { page: true }),
    });
    expect(await (await fetch(`${url}/anything`)).json()).toEqual({ page: true });
  });

  test('may not be named twice', async () => {
    await expect(start([hello, hello])).rejects.toThrow('two routes for GET /hello');
  });

  test.each([
    [
      'at once',
      () => {
        throw new Error('inner detail');
      },
    ],
    ['later', () => Promise.reject(new Error('inner detail'))],
  ])('that throw %s answer 500 without the detail, which is logged', async (_when, handle) => {
    const { url } = await start([{ method: 'GET', path: '/bad', handle }]);
    const response = await fetch(`${url}/bad`);
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('inner detail');
    expect(logged.at(-1)).toContain('inner detail');
    expect((await fetch(`${url}/bad`)).status).toBe(500);
  });
});

describe('health', () => {
  test('alive is 200; ready names the checks and is 503 when one fails, throws or hangs', async () => {
    let up = true;
    const { url } = await start(
      healthRoutes({
        store: () => Promise.resolve(up),
        slack: () => {
          if (!up) throw new Error('secret reason');
          return true;
        },
        relay: () => (up ? true : new Promise<boolean>(() => {})),
        jobs: () => true,
      }),
    );
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    up = false;
    const response = await fetch(`${url}/readyz`);
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({
      ok: false,
      checks: { store: 'failed', slack: 'failed', relay: 'failed', jobs: 'ok' },
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});

describe('metrics', () => {
  test('are Prometheus text, with our figures and those of the process', async () => {
    const metrics = createMetrics();
    metrics.inbound('slash_command', 'ok', 0.004);
    metrics.delivery('slack', 'parked');
    metrics.referralEvent('claimed');
    metrics.watchQueue(async () => 7);
    const { url } = await start([metrics.route]);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await response.text();
    for (const line of [
      'referral_desk_inbound_request_duration_seconds_count{kind="slash_command",outcome="ok"} 1',
      'referral_desk_inbound_request_duration_seconds_bucket{le="0.005",kind="slash_command",outcome="ok"} 1',
      'referral_desk_outbox_deliveries_total{platform="slack",outcome="parked"} 1',
      'referral_desk_referral_events_total{type="claimed"} 1',
      'referral_desk_outbox_queue_depth 7',
      'process_resident_memory_bytes',
    ])
      expect(text).toContain(line);
  });

  test('still come when the queue cannot be asked, and two sets do not meet', async () => {
    const metrics = createMetrics();
    createMetrics();
    metrics.watchQueue(() => {
      throw new Error('store down');
    });
    const { url } = await start([metrics.route]);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('referral_desk_outbox_queue_depth Nan');
  });
});

describe('the address', () => {
  test('that is taken is told in plain words', async () => {
    const { server } = await start([hello]);
    const failure = await start([hello], { port: server.port }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(InputError);
    expect((failure as InputError).message).toBe(
      `environment: PORT: Port ${server.port} is taken. Set PORT to a free one, or stop the program that uses it.`,
    );
  });

  test('that is not of this machine is told in plain words', async () => {
    const failure = await start([hello], { host: '192.0.2.1' }).catch((error: unknown) => error);
    expect((failure as InputError).message).toMatch(/HOST: 192\.0\.2\.1 is not an address of this machine\./);
  });
});

describe('closing', () => {
  test('lets a running request end, although its connection is kept alive, and takes no new ones', async () => {
    let started: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      started = resolve;
    });
    const slow: Route = {
      method: 'GET',
      path: '/slow',
      handle: async (_, response) => {
        started();
        await new Promise((resolve) => setTimeout(resolve, 300));
        sendJson(response, 200, { done: true });
      },
    };
    const { server, url } = await start([slow]);
    const answer = fetch(`${url}/slow`);
    await begun;
    const from = Date.now();
    const closed = server.close();
    expect(await (await answer).json()).toEqual({ done: true });
    await closed;
    expect(Date.now() - from).toBeLessThan(1_500);
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
  });

  test('cuts off what never ends, in under 5 s', async () => {
    const { server, url } = await start([
      {
        method: 'GET',
        path: '/stream',
        handle: (_, response) => {
          response.write('x');
        },
      },
    ]);
    const response = await fetch(`${url}/stream`);
    const ended = response.text().catch(() => 'cut off');
    const from = Date.now();
    await server.close();
    expect(Date.now() - from).toBeLessThan(5_000);
    expect(await ended).toBe('cut off');
  });
});

describe('clients that mean no good', () => {
  async function raw(port: number, text: string): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    let got = '';
    socket.on('data', (chunk) => {
      got += chunk.toString();
    });
    socket.on('error', () => {});
    socket.write(text);
    await once(socket, 'close');
    return got;
  }

  test('headers above 8 KB are refused', async () => {
    const { server } = await start([hello]);
    const got = await raw(server.port, `GET /hello HTTP/1.1\r\nHost: x\r\nA: ${'a'.repeat(9_000)}\r\n\r\n`);
    expect(got).toMatch(/^HTTP\/1\.1 431/);
  });

  test('a head that never ends is cut off after some seconds', async () => {
    const { server } = await start([hello]);
    const got = await raw(server.port, 'GET /hello HTTP/1.1\r\nHost: x\r\n');
    expect(got).toMatch(/^HTTP\/1\.1 408/);
  });

  test('what is no HTTP gets a 400', async () => {
    const { server } = await start([hello]);
    expect(await raw(server.port, 'hello there\r\n\r\n')).toMatch(/^HTTP\/1\.1 400/);
  });
});
