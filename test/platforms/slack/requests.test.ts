import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import modals from '../../fixtures/slack/modals.json' with { type: 'json' };
import slash from '../../fixtures/slack/slash-commands.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { type Desk, openDesk, SECRET, send, sendEvent, sendFields, sendPayload } from './desk.js';
import { workspace } from './workspace.js';

const store = await testDatabase();
let slack: FakeSlack;
let desk: Desk;
const answered: string[] = [];
const command = { ...slash.slashCommandWithArgs, command: '/refer' };

beforeAll(async () => {
  slack = await startFakeSlack({ workspace, signingSecret: SECRET, botToken: 'xoxb-fake' });
  desk = await openDesk({
    store,
    apiUrl: slack.apiUrl,
    answered: (kind, status) => void answered.push(`${kind} ${status}`),
    interactions: {
      commands: [{ names: ['refer'], handle: async () => ({ kind: 'none' }) }],
      submissions: [{ formId: 'feedback_form', handle: async () => ({ kind: 'close' }) }],
    },
  });
});
afterAll(async () => {
  await desk.close();
  await slack.close();
});

const now = () => Math.floor(Date.now() / 1000);
const handled = () => desk.actors.length;

describe('a request', () => {
  it('is taken when Slack signed it, whatever charset its content type names', async () => {
    const before = handled();
    for (const contentType of [
      'application/x-www-form-urlencoded',
      'application/x-www-form-urlencoded; charset=utf-8',
      'Application/X-WWW-Form-Urlencoded;charset=UTF-8',
    ]) {
      expect(await sendPayload(desk, modals.viewSubmission, { contentType })).toMatchObject({
        status: 200,
        text: '',
      });
    }
    const mention = {
      type: 'event_callback',
      event: { type: 'app_mention', user: 'U0PAT', ts: '1.1', channel: 'C1' },
    };
    expect((await sendEvent(desk, mention, { contentType: 'application/json; charset=utf-8' })).status).toBe(
      200,
    );
    expect(handled() - before).toBe(3);
  });

  it.each([
    ['a wrong secret', { secret: 'another' }],
    ['no signature', { headers: { 'x-slack-signature': '' } }],
    ['a signature of another length', { headers: { 'x-slack-signature': 'v0=00' } }],
    ['a timestamp six minutes ago', { timestamp: now() - 360 }],
    ['a timestamp six minutes ahead', { timestamp: now() + 360 }],
    ['a timestamp a day ahead', { timestamp: now() + 86_400 }],
    ['a timestamp that is no number', { timestamp: 'soon' }],
    ['a timestamp in another notation', { timestamp: `${now()}.5` }],
  ])('is refused with %s', async (_why, options) => {
    const before = handled();
    const refused = await sendFields(desk, command, options);
    expect(refused).toMatchObject({ status: 401, json: { error: 'signature or timestamp not accepted' } });
    expect(handled()).toBe(before);
  });

  it('is taken four minutes off either way', async () => {
    for (const timestamp of [now() - 240, now() + 240]) {
      expect((await sendFields(desk, command, { timestamp })).status).toBe(200);
    }
  });

  it('is refused when its body was changed', async () => {
    const body = new URLSearchParams(command).toString();
    const timestamp = now();
    const { createHmac } = await import('node:crypto');
    const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${timestamp}:${body}`).digest('hex')}`;
    const changed = await send(desk, body.replace('refer', 'other'), {
      contentType: 'application/x-www-form-urlencoded',
      timestamp,
      headers: { 'x-slack-signature': signature },
    });
    expect(changed.status).toBe(401);
  });

  it('is refused above one megabyte, told beforehand or not', async () => {
    const large = 'x'.repeat(1024 * 1024 + 1);
    expect((await send(desk, large)).status).toBe(413);
    const chunked = new ReadableStream({
      start(controller) {
        for (let index = 0; index < 20; index += 1) controller.enqueue(new Uint8Array(64 * 1024));
        controller.close();
      },
    });
    const init = { method: 'POST', body: chunked, duplex: 'half' } as RequestInit;
    expect((await fetch(desk.url, init)).status).toBe(413);
  });

  it('is refused when it is no POST, not to be understood, or of no kind we know', async () => {
    expect((await send(desk, '', { method: 'GET' })).status).toBe(405);
    expect((await send(desk, '', { method: 'PUT' })).status).toBe(405);
    for (const body of ['', '{', '[]', 'null', '"text"']) expect((await send(desk, body)).status).toBe(400);
    expect((await send(desk, '{}', { contentType: 'text/plain' })).status).toBe(400);
    expect((await sendFields(desk, { payload: '{' })).status).toBe(400);
    expect((await sendEvent(desk, { type: 'from_the_future' })).status).toBe(400);
  });

  it('is counted by what it was and how it ended', async () => {
    answered.length = 0;
    await sendFields(desk, command);
    await sendPayload(desk, modals.viewSubmission);
    await sendFields(desk, command, { secret: 'another' });
    await sendEvent(desk, { type: 'from_the_future' });
    expect(answered).toEqual(['command 200', 'view_submission 200', 'refused 401', 'from_the_future 400']);
  });

  it('never tells more than a short reason', async () => {
    for (const body of ['{', '{"type":"event_callback","event":{"type":"app_mention"}}', '{"actions":[]}']) {
      const { text } = await send(desk, body);
      expect(text).not.toMatch(/at .*\.(ts|js)|Error:|node_modules/);
    }
  });

  it('proves the address: url_verification and ssl_check', async () => {
    const challenge = await sendEvent(desk, { type: 'url_verification', challenge: 'abc', token: 't' });
    expect(challenge).toMatchObject({ status: 200, json: { challenge: 'abc' } });
    expect((await sendEvent(desk, { type: 'url_verification' }, { secret: 'no' })).status).toBe(401);
    const before = handled();
    const headers = { 'x-slack-signature': '' };
    expect((await sendFields(desk, { ssl_check: '1', token: 't' }, { headers })).status).toBe(200);
    expect((await sendFields(desk, { ...command, ssl_check: '1' }, { headers })).status).toBe(401);
    expect(handled()).toBe(before);
  });
});
