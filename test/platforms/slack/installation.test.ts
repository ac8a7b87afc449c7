import { expect, test } from 'vitest';
import { knownInstallation } from '../../../src/platforms/slack/inbound/installation.js';
import type { InboundLog } from '../../../src/platforms/slack/inbound/ports.js';

const log = { debug() {}, info() {}, warn() {}, error() {} } as InboundLog;

/** What is kept of one answer to auth.test, docs.slack.dev/reference/methods/auth.test. */
function learning(answer: object, kept: Record<string, string> = {}) {
  return knownInstallation({
    token: 'xoxb-fake',
    log,
    interactive: { authTest: async () => ({ ok: true, ...answer }) },
    store: {
      read: async () => kept,
      write: async (_platform, facts) => void Object.assign(kept, facts),
    },
  });
}

test('who we are is the workspace and the bot user; the bot’s own id may be missing, as in the documented example', async () => {
  const one = learning({ team_id: 'T0HOME', team: 'Northgate', user_id: 'U0BOT', bot_id: 'B0BOT' });
  await one.start();
  expect(one.current()).toMatchObject({ homeTeamId: 'T0HOME', botUserId: 'U0BOT', botId: 'B0BOT' });
  const other = learning({ team_id: 'T0HOME', user_id: 'U0BOT' });
  await other.start();
  expect(other.current()).toEqual({ homeTeamId: 'T0HOME', botUserId: 'U0BOT', scopes: [] });
});

test('an answer that names neither stops the start and says where to look', async () => {
  await expect(learning({}).start()).rejects.toMatchObject({
    outcome: 'final',
    message: expect.stringContaining('Check it and SLACK_API_URL.'),
  });
});
