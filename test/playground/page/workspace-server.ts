import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadPage, pageContentSecurityPolicy } from '../../../src/playground/page/load-page.js';
import type { ActResult, PageAct } from '../../../src/playground/page-api.js';
import { actIn, freshWorkspace, stateFor, type Workspace } from './workspace-acts.js';

/** The other side of page-api.ts, small enough to be steered by a test. */
export interface WorkspaceServer {
  url: string;
  workspace(): Workspace;
  /** Acts received, oldest first. */
  acts: { as: string; act: PageAct }[];
  /** Tells the page that something changed. */
  changed(): void;
  /** Answers to acts are held back this long. */
  delayInMs: number;
  close(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function send(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'content-type': type, 'content-security-policy': pageContentSecurityPolicy });
  response.end(body);
}

export async function startWorkspaceServer(): Promise<WorkspaceServer> {
  const page = await loadPage();
  const listeners = new Set<ServerResponse>();
  let workspace = freshWorkspace();
  const json = (response: ServerResponse, body: unknown) =>
    send(response, 'application/json', JSON.stringify(body));

  const act = async (request: IncomingMessage, response: ServerResponse) => {
    const received = JSON.parse(await bodyOf(request)) as { as: string; act: PageAct };
    running.acts.push(received);
    await new Promise((resolve) => setTimeout(resolve, running.delayInMs));
    const result: ActResult = actIn(workspace, received.as, received.act);
    running.changed();
    json(response, result);
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://playground');
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /':
        return send(response, 'text/html; charset=utf-8', page.html);
      case 'GET /playground/page.js':
        return send(response, 'text/javascript', page.script);
      case 'GET /playground/page.css':
        return send(response, 'text/css', page.style);
      case 'GET /playground/state':
        return json(response, stateFor(workspace, url.searchParams.get('as') ?? 'U0MAYA'));
      case 'GET /playground/traffic':
        return json(
          response,
          workspace.traffic.filter((entry) => entry.number > Number(url.searchParams.get('after'))),
        );
      case 'GET /playground/changes':
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.write(': open\n\n');
        listeners.add(response);
        return response.on('close', () => listeners.delete(response));
      case 'POST /playground/act':
        return act(request, response);
      case 'POST /playground/reset':
        workspace = freshWorkspace();
        running.changed();
        return response.writeHead(204).end();
      default:
        return response.writeHead(404).end();
    }
  };

  const server: Server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const running: WorkspaceServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    workspace: () => workspace,
    acts: [],
    delayInMs: 0,
    changed() {
      for (const listener of listeners) listener.write('event: change\ndata: {}\n\n');
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return running;
}
