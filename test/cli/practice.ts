import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, expect } from 'vitest';
import type { TeamsProbe } from '../../src/cli/doctor/ports.js';
import type { CliWorld } from '../../src/cli/world.js';
import { holdsOthers } from '../../src/compose.js';
import { slackProbe } from '../../src/platforms/slack/probe.js';
import { teamsProbe } from '../../src/platforms/teams/probe.js';
import { type FakeSlack, startFakeSlack } from '../../src/playground/slack/index.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { SEED } from '../playground/slack/seed.js';
import { testDatabase } from '../store/database.js';
import { openTestStore, runCommand } from './run-command.js';

const TOKEN = 'xoxb-the-secret-of-the-bot';
const SECRET = 'the-signing-secret-of-the-tests';

const PROGRAM = {
  id: 'p',
  name: 'Partners first',
  timeZone: 'Europe/Berlin',
  programManagers: [{ id: 'ada', name: 'Ada Admin', accounts: { slack: 'U0ADMIN' } }],
  reps: [{ id: 'rita', name: 'Rita Rep', email: 'rita.rep@vendor.example' }],
  partners: [{ id: 'pat', name: 'Partner', workspaces: { slack: ['T0PARTNER'] } }],
  channels: [
    { kind: 'partner', id: 'shared', channel: { id: 'C0SHARED' }, partner: 'pat' },
    { kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true },
  ],
};

interface Given {
  args?: string[];
  env?: NodeJS.ProcessEnv;
  now?: () => Date;
  timeoutMs?: number;
  teams?: Pick<TeamsProbe, 'token'>;
  openStore?: CliWorld['openStore'];
}

/**
 * A database, and for each test a workspace, in which `doctor` is run. To be called at the top of a test file; everything
 * is gone after its last test.
 */
export async function openPractice() {
  const database = await testDatabase();
  let slack: FakeSlack;
  beforeEach(async () => {
    await database.db.collection('programs').deleteMany({});
    const workspace = structuredClone(SEED);
    slack = await startFakeSlack({ workspace, signingSecret: SECRET, botToken: TOKEN });
  });
  afterEach(() => slack.close());

  const http = () => ({
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
  });

  return {
    database,
    slack: () => slack,
    /** The variables of a Slack connected over HTTP. */
    http,

    /** Stores the usual program, changed so. */
    async store(change: object = {}): Promise<void> {
      const file: Definition = definitionSchema.parse({ ...PROGRAM, ...change });
      const chat = { entries: NO_CHAT_ENTRIES };
      const first = { id: file.id, version: 0, file, chat, program: file };
      await openTestStore(database).programs.save(undefined, first, []);
    },

    /** Runs `doctor`; `said` gives a check's line without its name. Nothing secret may be in what it says. */
    async doctor(given: Given = {}) {
      const { args = [], env = http(), now = () => new Date(), timeoutMs = 5_000, teams, openStore } = given;
      const ran = await runCommand(['doctor', ...args], {
        env,
        openStore: openStore ?? (async () => openTestStore(database)),
        doctor: async () => ({
          clock: { now },
          slack: ({ botToken: token, apiUrl }) => slackProbe({ token, apiUrl, timeoutMs }),
          teams: async (config) => ({ ...teamsProbe({ ...config, timeoutMs }), ...teams }),
          holdsOthers,
        }),
      });
      expect(ran.out + ran.err).not.toMatch(/the-s[ie]|hunter2|\n\s+at /);
      const lines = args.includes('--json') ? [] : ran.out.split('\n').filter(Boolean);
      for (const line of lines) expect(line).toMatch(/^(ok|problem|skipped) +\S.*?: .+$/);
      const said = (check: string) => {
        const pattern = new RegExp(`^(\\w+) +${check.replaceAll(/[()]/g, '\\$&')}: (.*)$`);
        return lines.map((line) => pattern.exec(line)?.slice(1).join(' | ')).find(Boolean);
      };
      return { ...ran, lines, said };
    },
  };
}

const servers: ReturnType<typeof createServer>[] = [];
afterAll(() => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
});

/** A server for the time of the test file. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An address at which nothing listens. */
export async function nobody(): Promise<string> {
  const address = await serve(() => {});
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return address;
}
