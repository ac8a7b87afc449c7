import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod/v4';
import { type PlaygroundPage, pageContentSecurityPolicy } from './page/load-page.js';
import type {
  ActResult,
  PageAct,
  PageClock,
  PagePerson,
  PagePlatform,
  PageState,
  PageTrafficEntry,
  TeamsPageAct,
  TimeJump,
} from './page-api.js';
import { jsonOf, send, sendJson } from './page-http.js';
import type { FakeSlack } from './slack/index.js';
import type { FakeTeams } from './teams/index.js';

/** Where people are: a workspace, and a tenant when Teams is part of the playground. */
interface Platforms {
  slack: FakeSlack;
  teams?: FakeTeams;
}

interface PlaygroundRoutesOptions extends Platforms {
  page: PlaygroundPage;
  /** Sets workspace, tenant and program back to the seed. */
  reset(): Promise<void>;
  /** The clock that the page shows and moves. */
  time?: { state(): Promise<PageClock>; jump(to: TimeJump): Promise<void> };
}

/** Answers a request that is the playground's. @returns false when it is somebody else's and untouched */
export type PlaygroundRoutes = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;
/** Changes come in bursts: the page is told at most once in this time. */
const CHANGE_MS = 50;
const HEARTBEAT_MS = 15_000;

const JumpBody = z.object({ to: z.enum(['hour', 'morning', 'week', 'quarter']) });
const ActBody = z.object({ as: z.string().min(1), act: z.looseObject({ kind: z.string() }) });

/**
 * The routes of the playground page, as page-api.ts describes them. Only for loopback: a request whose Host is not
 * a loopback name is refused (DNS rebinding), as is a POST from a page of another origin.
 */
export function playgroundRoutes({
  slack,
  teams,
  page,
  reset,
  time,
}: PlaygroundRoutesOptions): PlaygroundRoutes {
  const platforms: Platforms = { slack, teams };
  const routes: Record<string, (url: URL, request: IncomingMessage, response: ServerResponse) => unknown> = {
    'GET /': (_url, _request, response) => sendPage(response, page.html),
    'GET /playground/page.js': (_url, _request, response) =>
      send(response, 200, 'text/javascript; charset=utf-8', page.script),
    'GET /playground/page.css': (_url, _request, response) =>
      send(response, 200, 'text/css; charset=utf-8', page.style),
    'GET /playground/state': (url, _request, response) =>
      sendState(platforms, url.searchParams.get('as'), response, time),
    'GET /playground/changes': (_url, request, response) => streamChanges(platforms, request, response),
    'GET /playground/traffic': (url, _request, response) =>
      sendJson(response, 200, trafficAfter(platforms, url.searchParams)),
    'POST /playground/act': (_url, request, response) => act(platforms, request, response),
    'POST /playground/clock': async (_url, request, response) => {
      const jump = JumpBody.safeParse(await jsonOf(request));
      if (!jump.success || !time) {
        sendJson(response, 400, { ok: false, problem: 'The clock goes to hour, morning, week or quarter.' });
        return;
      }
      await time.jump(jump.data.to);
      response.writeHead(204).end();
    },
    'POST /playground/reset': async (_url, _request, response) => {
      await reset();
      response.writeHead(204).end();
    },
  };
  return async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://playground');
    if (url.pathname !== '/' && !url.pathname.startsWith('/playground/')) return false;
    if (!isLocal(request)) {
      sendJson(response, 403, { ok: false, problem: 'The playground answers on this machine only.' });
      return true;
    }
    const route = routes[`${request.method} ${url.pathname}`];
    if (route) await route(url, request, response);
    else sendJson(response, 404, { ok: false, problem: 'There is nothing here.' });
    return true;
  };
}

function isLocal({ headers, method }: IncomingMessage): boolean {
  if (!LOOPBACK.test(headers.host ?? '')) return false;
  if (method === 'GET' || method === 'HEAD') return true;
  // Browsers send Origin with every POST; other programs on this machine need not.
  return headers.origin === undefined || headers.origin === `http://${headers.host}`;
}

function sendPage(response: ServerResponse, html: string): void {
  response.setHeader('content-security-policy', pageContentSecurityPolicy);
  send(response, 200, 'text/html; charset=utf-8', html);
}

/** Without a person: as the first one of the workspace. */
async function sendState(
  platforms: Platforms,
  as: string | null,
  response: ServerResponse,
  time: PlaygroundRoutesOptions['time'],
): Promise<void> {
  const person = as ?? platforms.slack.people()[0];
  const state = person === undefined ? undefined : stateAs(platforms, person);
  if (state) sendJson(response, 200, { ...state, ...(time ? { clock: await time.state() } : {}) });
  else sendJson(response, 404, { ok: false, problem: `Nobody here has the id ${String(as)}.` });
}

/** What a person sees, and everybody else one can be. Undefined when nobody has this id. */
function stateAs({ slack, teams }: Platforms, person: string): PageState | undefined {
  if (slack.people().includes(person))
    return { ...slack.pageState(person), elsewhere: teams && peopleOf(teams, 'teams') };
  if (!teams?.people().includes(person)) return undefined;
  const state = teams.pageState(person);
  const tagged = {
    me: onPlatform(state.me, 'teams'),
    people: state.people.map((one) => onPlatform(one, 'teams')),
  };
  return { ...state, ...tagged, elsewhere: peopleOf(slack, 'slack') };
}

function peopleOf(fake: FakeSlack | FakeTeams, platform: PagePlatform): PagePerson[] {
  const [first] = fake.people();
  const people = first === undefined ? [] : fake.pageState(first).people;
  return people.filter(({ kind }) => kind !== 'bot').map((person) => onPlatform(person, platform));
}

function onPlatform(person: PagePerson, platform: PagePlatform): PagePerson {
  return { ...person, platform };
}

function trafficAfter({ slack, teams }: Platforms, after: URLSearchParams): PageTrafficEntry[] {
  const number = (name: string) => Number(after.get(name) ?? 0) || 0;
  const entries: PageTrafficEntry[] = [
    ...slack.traffic(number('after')).map((entry) => ({ ...entry, platform: 'slack' as const })),
    ...(teams?.traffic(number('afterTeams')) ?? []).map((entry) => ({
      ...entry,
      platform: 'teams' as const,
    })),
  ];
  return entries.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

async function act(platforms: Platforms, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = ActBody.safeParse(await jsonOf(request));
  const doing = body.success ? doingAs(platforms, body.data.as) : undefined;
  if (!body.success || !doing) {
    sendJson(response, 400, {
      ok: false,
      problem: 'That is not an act of anybody here.',
    } satisfies ActResult);
    return;
  }
  try {
    sendJson(response, 200, await doing(body.data.act));
  } catch (error) {
    // The page acted on something that is gone, such as a button of an old card.
    sendJson(response, 200, { ok: false, problem: (error as Error).message } satisfies ActResult);
  }
}

/** How a person acts: on the platform they are of. Undefined when nobody has this id. */
function doingAs({ slack, teams }: Platforms, person: string) {
  if (slack.people().includes(person))
    return (what: unknown): Promise<ActResult> => slack.act(person, what as PageAct);
  if (teams?.people().includes(person))
    return (what: unknown): Promise<ActResult> => teams.act(person, what as TeamsPageAct);
  return undefined;
}

/** Server-sent events: one `change` now and one after each burst of changes. */
function streamChanges(
  { slack, teams }: Platforms,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const tell = () => response.write('event: change\ndata: {}\n\n');
  let timer: NodeJS.Timeout | undefined;
  const tellSoon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      tell();
    }, CHANGE_MS);
  };
  const stops = [slack.onChange(tellSoon), teams?.onChange(tellSoon)];
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.once('close', () => {
    for (const stop of stops) stop?.();
    clearTimeout(timer);
    clearInterval(heartbeat);
  });
  tell();
}
