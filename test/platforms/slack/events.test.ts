import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Refused, StoreUnavailable } from '../../../src/errors.js';
import type { Card } from '../../../src/messages/card.js';
import type { Command, Reply } from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import { type FakeSlack, startFakeSlack } from '../../../src/playground/slack/index.js';
import { inboxStore } from '../../../src/store/inbox.js';
import modals from '../../fixtures/slack/modals.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { type Desk, type DeskOptions, openDesk, SECRET, sendEvent, sendFields, until } from './desk.js';
import { workspace } from './workspace.js';

const store = await testDatabase();
let slack: FakeSlack;
let desk: Desk;
let commands: Command<Actor>[];
let onCommand: (command: Command<Actor>) => Promise<Reply>;
const note = (text: string): Card => ({ summary: text, elements: [{ kind: 'text', text }] });

async function open(options: Partial<DeskOptions> = {}): Promise<void> {
  desk = await openDesk({
    store,
    apiUrl: slack.apiUrl,
    deadlineMs: 300,
    interactions: {
      commands: [
        {
          names: ['refer', 'status', 'help', 'greet'],
          handle: async (command) => {
            commands.push(command);
            return onCommand(command);
          },
        },
      ],
    },
    ...options,
  });
  slack.setBotUrl(desk.url);
}

beforeAll(async () => {
  slack = await startFakeSlack({
    workspace,
    signingSecret: SECRET,
    botToken: 'xoxb-fake',
    eventRetryMs: [20, 20],
  });
});
beforeEach(async () => {
  await slack.reset();
  await store.db.dropDatabase();
  commands = [];
  onCommand = async () => ({ kind: 'none' });
  await open();
});
afterEach(async () => {
  await slack.idle();
  await desk.close();
});
afterAll(() => slack.close());

const allDone = () => until(() => commands.length > 0);

describe('a mention', () => {
  it('is a command by its first word, from whoever wrote it', async () => {
    await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status  of A &amp; B');
    await allDone();
    expect(commands[0]).toMatchObject({
      name: 'status',
      text: 'of A & B',
      channel: { platform: 'slack', id: 'C0PARTNER' },
      canOpenForm: false,
      actor: { internal: false, person: { userId: 'U0PAT', teamId: 'T0ACME', name: 'Pat Ner' } },
    });
  });

  it.each([
    ['hey <@U0BOT> Refer, please', 'refer', 'please'],
    ['<@U0BOT> /status', 'status', ''],
    ['<@U0BOT> make me a coffee', 'help', 'make me a coffee'],
    ['<@U0BOT>', 'help', ''],
  ])('%s', async (text, name, rest) => {
    await slack.say('U0REP', 'C0PARTNER', text);
    await allDone();
    expect(commands[0]).toMatchObject({ name, text: rest, actor: { internal: true } });
  });

  it('is answered to that person alone, in its thread', async () => {
    onCommand = async () => ({ kind: 'private', card: note('Yours: none yet') });
    await slack.say('U0PAT', 'C0PARTNER', 'hello');
    const top = slack.messages('C0PARTNER').at(-1)?.ts;
    await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status', { threadTs: top });
    await until(() => slack.ephemerals('U0PAT').length === 1);
    expect(slack.ephemerals('U0PAT')[0]).toMatchObject({ text: 'Yours: none yet', threadTs: top });
    await until(async () => (await desk.events('finished')).length === 1);
  });

  it('acts once, however often it is delivered and under whatever event id', async () => {
    await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status');
    await allDone();
    const delivery = slack.deliveries.find(({ what }) => what === 'event app_mention');
    const body = delivery?.payload as { event_id: string };
    const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    const again = [
      await sendEvent(desk, body, { headers }),
      await sendEvent(desk, { ...body, event_id: 'Ev0OTHER' }),
      ...(await Promise.all(['Ev1', 'Ev2', 'Ev3'].map((event_id) => sendEvent(desk, { ...body, event_id })))),
    ];
    expect(again.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(commands).toHaveLength(1);
  });

  it('recorded from Slack is understood', async () => {
    const mention = structuredClone(modals.mention);
    mention.event.text = '<@U0BOT> status';
    expect((await sendEvent(desk, mention)).status).toBe(200);
    await allDone();
    expect(commands[0]).toMatchObject({ name: 'status', actor: { person: { teamId: 'T00FAKE00BB' } } });
  });

  it('by an app or by ourselves is nothing', async () => {
    const event = { type: 'app_mention', channel: 'C0PARTNER', text: '<@U0BOT> status', ts: '1.000001' };
    await sendEvent(desk, { type: 'event_callback', event: { ...event, user: 'U0BOT' } });
    await sendEvent(desk, { type: 'event_callback', event: { ...event, user: 'U0X', bot_id: 'B0X' } });
    await sendEvent(desk, { type: 'event_callback', event: { type: 'message', user: 'U0PAT', ts: '2.1' } });
    expect([await desk.events('open'), await desk.events('finished')]).toEqual([[], []]);
    expect(commands).toEqual([]);
  });

  it('that is refused says why and is done with', async () => {
    onCommand = async () => {
      throw new Refused('not_allowed', 'Only for staff.');
    };
    await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status');
    await until(() => slack.ephemerals('U0PAT').length === 1);
    expect(slack.ephemerals('U0PAT')[0]?.text).toBe('Only for staff.');
    await until(async () => (await desk.events('finished')).length === 1);
    expect(desk.logged).toEqual([]);
  });
});

describe('an event', () => {
  it('is stored before it is acknowledged', async () => {
    let wasStored = false;
    await desk.close();
    const inbox = inboxStore(store.db);
    await open({
      inbox: {
        ...inbox,
        async record(...event) {
          const isNew = await inbox.record(...event);
          wasStored = true;
          return isNew;
        },
      },
    });
    const answer = await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status');
    expect([answer.status, wasStored]).toEqual([200, true]);
  });

  it.each([
    ['is down', async () => Promise.reject(new StoreUnavailable('mongodb://secret'))],
    ['is silent', () => new Promise<never>(() => {})],
  ])(
    'is not acknowledged while the store %s, and acted on when Slack sends it again',
    async (_how, trouble) => {
      await desk.close();
      const inbox = inboxStore(store.db);
      let isDown = true;
      await open({
        inbox: { ...inbox, record: (...event) => (isDown ? trouble() : inbox.record(...event)) },
      });
      const first = await sendEvent(desk, modals.mention);
      expect(first).toMatchObject({ status: 503, json: { error: 'not stored, send again' } });
      expect(first.ms).toBeLessThan(2_000);
      expect(commands).toEqual([]);
      isDown = false;
      expect((await sendEvent(desk, modals.mention)).status).toBe(200);
      await allDone();
    },
  );

  it('left over from a crash or an outage is done by the sweep, and then finished', async () => {
    let isDown = true;
    onCommand = async () => {
      if (isDown) throw new StoreUnavailable('gone');
      return { kind: 'private', card: note('Here') };
    };
    await slack.say('U0PAT', 'C0PARTNER', '<@U0BOT> status');
    await allDone();
    await until(() => desk.logged.length > 0);
    expect(await desk.events('open')).toHaveLength(1);
    expect(slack.ephemerals('U0PAT')).toEqual([]);

    const { events } = await inboxStore(store.db).takeUnfinished(0, 10);
    const body = events[0]?.body as Record<string, unknown>;
    await expect(desk.inbound.processStored(body)).rejects.toThrow(StoreUnavailable);
    isDown = false;
    await desk.inbound.processStored(body);
    expect(slack.ephemerals('U0PAT').map(({ text }) => text)).toEqual(['Here']);
    expect(await desk.events('open')).toEqual([]);
    expect(new Set(commands.map(({ actKey }) => actKey)).size).toBe(1);
  });
});

describe('a channel', () => {
  it('greets whoever invited the bot', async () => {
    await slack.inviteBot('C0NEW', 'U0ADMIN');
    await allDone();
    const joined = { kind: 'channel_changed', channel: { platform: 'slack', id: 'C0NEW' }, change: 'joined' };
    expect(desk.lifecycle).toEqual([joined]);
    expect(commands[0]).toMatchObject({
      name: 'greet',
      channel: { id: 'C0NEW' },
      actor: { internal: true, admin: true, person: { userId: 'U0ADMIN' } },
    });
    await slack.addMember('C0NEW', 'U0GUEST', 'U0ADMIN');
    await slack.idle();
    expect(commands).toHaveLength(1);
  });

  it('tells what becomes of it', async () => {
    await slack.share('C0PARTNER', 'T0OTHER');
    await slack.unshare('C0PARTNER', 'T0OTHER');
    await slack.rename('C0PARTNER', 'acme');
    await slack.changeChannelId('C0PARTNER', 'C0MOVED');
    await slack.archive('C0MOVED', 'U0REP');
    await slack.removeBot('C0TRIAGE', 'U0ADMIN');
    await until(() => desk.lifecycle.length === 6);
    const channel = (id: string) => ({ platform: 'slack', id });
    expect(desk.lifecycle).toEqual([
      { kind: 'channel_changed', channel: channel('C0PARTNER'), change: 'shared' },
      { kind: 'channel_changed', channel: channel('C0PARTNER'), change: 'unshared' },
      { kind: 'channel_changed', channel: channel('C0PARTNER'), change: 'renamed' },
      { kind: 'channel_id_changed', from: channel('C0PARTNER'), to: channel('C0MOVED') },
      { kind: 'channel_archived', channel: channel('C0MOVED') },
      { kind: 'channel_left', channel: channel('C0TRIAGE') },
    ]);
  });

  it('is told of again when what follows could not be done', async () => {
    await desk.close();
    await open({ lifecycle: () => Promise.reject(new StoreUnavailable('gone')) });
    await slack.archive('C0PARTNER', 'U0REP');
    await until(() => desk.logged.length > 0);
    expect(await desk.events('open')).toHaveLength(1);
  });
});

describe('the app', () => {
  it('tells that it was taken off', async () => {
    const revoked = {
      type: 'event_callback',
      event_id: 'Ev1',
      event: { type: 'tokens_revoked', tokens: { oauth: ['U0REP'], bot: [] } },
    };
    await sendEvent(desk, revoked);
    await slack.uninstall();
    await until(() => desk.lifecycle.length === 2);
    expect(desk.lifecycle).toEqual([
      { kind: 'uninstalled', how: 'tokens_revoked' },
      { kind: 'uninstalled', how: 'app_uninstalled' },
    ]);
  });

  it('shows somebody’s home', async () => {
    await slack.openHome('U0REP');
    await until(() => slack.home('U0REP') !== undefined);
    expect(JSON.stringify(slack.home('U0REP'))).toContain('Your claims');
    expect(desk.actors[0]).toMatchObject({ internal: true });
  });
});

describe('starting', () => {
  const slash = { command: '/status', user_id: 'U0PAT', team_id: 'T0ACME', text: '', trigger_id: '1.2.3' };

  it('knows who we are while Slack is away, from the last time', async () => {
    expect(desk.inbound.installation()).toMatchObject({ homeTeamId: 'T0HOME', botUserId: 'U0BOT' });
    expect(desk.inbound.installation()?.scopes).toContain('chat:write');
    await desk.close();
    slack.faults.add('auth.test', { kind: 'server_error', status: 503 });
    await open();
    expect(desk.inbound.ready()).toBe(true);
    expect(desk.inbound.installation()).toMatchObject({ homeTeamId: 'T0HOME', botUserId: 'U0BOT' });
    expect((await sendFields(desk, slash)).status).toBe(200);
  });

  it('asks Slack to come again while nobody knows who we are, or for another token', async () => {
    await desk.close();
    await open({ botToken: 'xoxb-another', apiUrl: 'http://127.0.0.1:1/api' });
    expect(desk.inbound.ready()).toBe(false);
    expect((await sendFields(desk, slash)).status).toBe(503);
    expect(await sendEvent(desk, { type: 'url_verification', challenge: 'c' })).toMatchObject({
      status: 200,
    });
  });

  it('fails at once on a token Slack does not take, without repeating it', async () => {
    const refused = await openDesk({
      store,
      apiUrl: slack.apiUrl,
      botToken: 'xoxb-wrong',
      interactions: {},
    }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ outcome: 'final', code: 'invalid_auth' });
    expect(String(refused)).not.toContain('xoxb-wrong');
  });
});
