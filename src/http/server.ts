import { createServer, type Server, type ServerOptions, type ServerResponse } from 'node:http';
import type { Log } from '../log.js';
import { listen } from './listen.js';
import { type Handle, pathOf, type Route, router, sendJson } from './routes.js';

export interface HttpServer {
  /** The port in use: the chosen one when 0 was asked for. */
  port: number;
  /** Takes no new requests, lets running ones end, and cuts off what is left after `CLOSE_MS`. May be called again. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  host: string;
  port: number;
  routes: readonly Route[];
  /** Takes the paths that no route names; without it they get a 404. */
  fallback?: Handle;
  log: Log;
}

/**
 * Against clients that send slowly or without end, whom we may not know: a head within 5 s, a whole request within
 * 15 s (Slack's are a few kilobytes), at most 8 KB of headers. How much of a body is read is up to each route.
 */
const LIMITS: ServerOptions = {
  headersTimeout: 5_000,
  requestTimeout: 15_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the minute for which load balancers keep a connection, else they write into one just closed.
  keepAliveTimeout: 65_000,
  maxHeaderSize: 8_192,
};
const MAX_HEADERS = 64;
const MAX_REQUESTS_PER_CONNECTION = 10_000;

const CLOSE_MS = 3_000;

/**
 * Listens, and answers with the first route that matches exactly.
 * A handler that throws gets a 500 without any detail; the detail goes to the log.
 * @throws InputError in plain words if the address cannot be listened on
 */
export async function startHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { routes, fallback, log } = options;
  const handle = router(routes, fallback);
  const server = createServer(LIMITS, (request, response) => {
    // In a promise, so that a handler that throws at once is caught as well.
    void Promise.resolve()
      .then(() => handle(request, response))
      .catch((error: unknown) => {
        log.error({ err: error, method: request.method, path: pathOf(request) }, 'request failed');
        answerFailure(response);
      });
  });
  server.maxHeadersCount = MAX_HEADERS;
  server.maxRequestsPerSocket = MAX_REQUESTS_PER_CONNECTION;
  const port = await listen(server, options);
  let closing: Promise<void> | undefined;
  return {
    port,
    close: () => {
      closing ??= close(server);
      return closing;
    },
  };
}

function answerFailure(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else sendJson(response, 500, { error: 'internal', message: 'Something went wrong on our side.' });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const cutOff = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
    // A kept-alive connection falls idle only when its last answer has gone out.
    const hangUp = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearTimeout(cutOff);
      clearInterval(hangUp);
      resolve();
    });
  });
}
