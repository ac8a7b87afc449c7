import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Json } from './block-kit/check.js';
import type { Fake } from './fake.js';
import { respondTo } from './respond.js';
import { callMethod, parseArguments } from './web-api/call.js';

/** The HTTP side of the simulated Slack: `/api/METHOD` and the response_urls. */
export function createHttpServer(fake: Fake): Server {
  return createServer((request, response) => {
    handle(fake, request, response).catch((error: unknown) => {
      // A bug in the fake: say so loudly instead of looking like an outage of Slack's.
      if (!response.headersSent)
        send(response, 500, {}, { ok: false, error: `fake_slack_bug: ${String(error)}` });
      else response.destroy();
    });
  });
}

async function handle(fake: Fake, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', fake.origin);
  const body = await textOf(request);
  if (url.pathname.startsWith('/api/')) {
    const method = url.pathname.slice('/api/'.length);
    const args = parseArguments(request.headers['content-type'] ?? '', body, url.searchParams);
    const answer = await callMethod(fake, method, request, args);
    if (answer === 'cut') request.socket.destroy();
    else send(response, answer.status, answer.headers, answer.body);
    return;
  }
  if (request.method === 'POST' && /^\/(commands|actions)\//.test(url.pathname)) {
    const answer = respondTo(fake, url.pathname, JSON.parse(body || '{}') as Json);
    send(response, answer.status, {}, answer.body);
    return;
  }
  send(response, 404, {}, 'not found');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function send(
  response: ServerResponse,
  status: number,
  headers: Record<string, string>,
  body: unknown,
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = typeof body === 'string' ? 'text/plain' : 'application/json; charset=utf-8';
  response.writeHead(status, { 'content-type': type, ...headers }).end(text);
}
