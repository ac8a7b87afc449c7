import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { answerParent } from '../child.js';
import { percentile } from '../figure.js';
import { SIGNING_SECRET } from '../office.js';
import { type RequestKind, requestBody } from '../requests.js';
import { activityBody, type TeamsKind, type TeamsSide } from '../teams-requests.js';

/** The load generator, in a process of its own. */

export interface LoadWish {
  url: string;
  kind: RequestKind | TeamsKind;
  /** What Teams' requests are made with. */
  teams?: TeamsSide;
  /** How many requests. */
  count: number;
  /** How many are under way at once, each on a connection that is kept open. */
  atOnce: number;
}

export interface LoadReport {
  perSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** How much of one core the generator itself used: near 1, it was measured and not the server. */
  generatorLoad: number;
  /** The last answer's body. */
  lastAnswer: string;
}

interface Prepared {
  body: Buffer;
  headers: Record<string, string | number>;
}

let sent = 0;

answerParent({ run });

/** Everything is written and signed beforehand, each for itself, so that sending alone is timed. */
async function run({ url, kind, teams, count, atOnce }: LoadWish): Promise<LoadReport> {
  const prepared = Array.from({ length: count }, () => {
    sent += 1;
    return teams
      ? prepareActivity(activityBody(kind as TeamsKind, sent, teams), teams)
      : prepare(requestBody(kind as RequestKind, sent));
  });
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const times: number[] = [];
  let next = 0;
  let lastAnswer = '';
  const cpuBefore = process.cpuUsage();
  const began = performance.now();
  const worker = async () => {
    for (let each = prepared[next++]; each; each = prepared[next++]) {
      const start = performance.now();
      const { status, text } = await send(agent, url, each);
      times.push(performance.now() - start);
      if (status !== 200) throw new Error(`${kind} was answered with ${status}: ${text}`);
      lastAnswer = text;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  const ms = performance.now() - began;
  const { user, system } = process.cpuUsage(cpuBefore);
  agent.destroy();
  return {
    perSecond: (count / ms) * 1000,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    generatorLoad: (user + system) / 1000 / ms,
    lastAnswer,
  };
}

/** docs.slack.dev/authentication/verifying-requests-from-slack */
function prepare(text: string): Prepared {
  const body = Buffer.from(text);
  const timestamp = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:`).update(body).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

/** One token for all, as Teams' service keeps one for an hour. */
function prepareActivity(text: string, { token }: TeamsSide): Prepared {
  const body = Buffer.from(text);
  return {
    body,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.length,
      'user-agent': 'Microsoft-SkypeBotApi (Microsoft-BotFramework/3.0)',
      authorization: `Bearer ${token}`,
    },
  };
}

function send(agent: Agent, url: string, { body, headers }: Prepared) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
