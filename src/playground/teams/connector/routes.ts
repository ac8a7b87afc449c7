import type { Fake } from '../fake.js';
import { getChannels, getMember, getMembers, getPagedMembers, getTeam } from './roster.js';
import { createConversation, deleteActivity, sendActivity, updateActivity } from './send.js';

export interface Call {
  /** The Bot Framework's name of the operation; faults and the log go by it. */
  operation: string;
  /** The conversation or team it is about, without `;messageid=`. */
  conversation?: string;
  /** What stands in the path, for the log. */
  args: Record<string, string>;
  /** @throws ConnectorRefusal */
  run(fake: Fake, body: unknown, query: URLSearchParams): { status: number; body?: unknown };
}

interface Route {
  operation: string;
  method: string;
  path: RegExp;
  run(fake: Fake, ids: [string, string], body: unknown, query: URLSearchParams): ReturnType<Call['run']>;
}

const CONVERSATION = '/v3/conversations/([^/]+)';

/** learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference, and Teams' own. */
const ROUTES: Route[] = [
  {
    ...route('createConversation', 'POST', '/v3/conversations'),
    run: (fake, _ids, body) => createConversation(fake, body),
  },
  {
    ...route('sendToConversation', 'POST', `${CONVERSATION}/activities`),
    run: (fake, [id], body) => sendActivity(fake, id, body),
  },
  {
    ...route('replyToActivity', 'POST', `${CONVERSATION}/activities/([^/]+)`),
    run: (fake, [id, activity], body) => sendActivity(fake, id, body, activity),
  },
  {
    ...route('updateActivity', 'PUT', `${CONVERSATION}/activities/([^/]+)`),
    run: (fake, [id, activity], body) => updateActivity(fake, id, activity, body),
  },
  {
    ...route('deleteActivity', 'DELETE', `${CONVERSATION}/activities/([^/]+)`),
    run: (fake, [id, activity]) => deleteActivity(fake, id, activity),
  },
  {
    ...route('getConversationMembers', 'GET', `${CONVERSATION}/members`),
    run: (fake, [id]) => getMembers(fake, id),
  },
  {
    ...route('getConversationPagedMembers', 'GET', `${CONVERSATION}/pagedmembers`),
    run: (fake, [id], _body, query) => getPagedMembers(fake, id, query),
  },
  {
    ...route('getConversationMember', 'GET', `${CONVERSATION}/members/([^/]+)`),
    run: (fake, [id, member]) => getMember(fake, id, member),
  },
  { ...route('fetchTeamDetails', 'GET', '/v3/teams/([^/]+)'), run: (fake, [id]) => getTeam(fake, id) },
  {
    ...route('fetchChannelList', 'GET', '/v3/teams/([^/]+)/conversations'),
    run: (fake, [id]) => getChannels(fake, id),
  },
];

function route(operation: string, method: string, path: string) {
  return { operation, method, path: new RegExp(`^${path}/?$`) };
}

/** @param path after the service URL, percent-encoded as it came */
export function callFor(method: string, path: string): Call | undefined {
  for (const { operation, method: wanted, path: pattern, run } of ROUTES) {
    const match = wanted === method ? pattern.exec(path) : null;
    if (!match) continue;
    const [first = '', second = ''] = match.slice(1).map(decodeURIComponent);
    const args = { ...(first && { id: first }), ...(second && { part: second }) };
    const conversation = first.split(';')[0] || undefined;
    return {
      operation,
      conversation,
      args,
      run: (fake, body, query) => run(fake, [first, second], body, query),
    };
  }
  return undefined;
}
