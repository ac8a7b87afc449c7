import type { IncomingMessage, ServerResponse } from 'node:http';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** One method of one path, matched exactly: no patterns, no trailing slash. `GET` answers `HEAD` too. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: string;
  handle: Handle;
}

/** Finds the handler for a request, or one that says 404 or 405. `fallback` takes the paths that no route names. */
export function router(routes: readonly Route[], fallback: Handle = notFound): Handle {
  const byPath = new Map<string, Map<string, Handle>>();
  for (const { method, path, handle } of routes) {
    const methods = byPath.get(path) ?? new Map<string, Handle>();
    if (methods.has(method)) throw new Error(`two routes for ${method} ${path}`);
    byPath.set(path, methods.set(method, handle));
  }
  return (request, response) => {
    const methods = byPath.get(pathOf(request));
    if (!methods) return fallback(request, response);
    const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
    const handle = methods.get(method);
    return handle ? handle(request, response) : notAllowed([...methods.keys()], response);
  };
}

/** The path without the query. */
export function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?', 1)[0] ?? '/';
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  const text = `${JSON.stringify(body)}\n`;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}

export function notFound(_request: IncomingMessage, response: ServerResponse): void {
  sendJson(response, 404, { error: 'not_found', message: 'There is nothing at this address.' });
}

function notAllowed(methods: string[], response: ServerResponse): void {
  response.setHeader('allow', methods.includes('GET') ? ['HEAD', ...methods].join(', ') : methods.join(', '));
  sendJson(response, 405, { error: 'method_not_allowed', message: `Use ${methods.join(' or ')} here.` });
}
