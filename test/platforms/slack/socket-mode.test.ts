import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../../src/errors.js';
import { inboxStore } from '../../../src/store/inbox.js';
import slash from '../../fixtures/slack/slash-commands.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { type Desk, openDesk, sendFields, until } from './desk.js';

const store = await testDatabase();

/** Slack's side of Socket Mode: says where to connect, then speaks JSON in unmasked text frames (RFC 6455). */
class SocketSlack {
  readonly heard: { envelope_id: string; payload: Record<string, unknown> }[] = [];
  openings = 0;
  refusal: string | undefined;
  socket: Socket | undefined;
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      const method = request.url?.replace('/api/', '');
      if (method === 'apps.connections.open') this.openings += 1;
      const refused = method === 'apps.connections.open' ? this.refusal : undefined;
      const identity = {
        team_id: 'T0HOME',
        user_id: 'U0BOT',
        bot_id: 'B0BOT',
        url: `ws://127.0.0.1:${this.port}/`,
      };
      const user = { id: 'U0REP', team_id: 'T0HOME', is_restricted: false, real_name: 'Rae Pine' };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(refused ? { ok: false, error: refused } : { ok: true, ...identity, user }));
    });
    this.server.on('upgrade', (request, socket: Socket) => {
      const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
      const accept = createHash('sha1').update(key).digest('base64');
      const head = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
      socket.write(`${[...head, `Sec-WebSocket-Accept: ${accept}`].join('\r\n')}\r\n\r\n`);
      this.socket = socket;
      socket.on('data', (data) => this.hear(data));
      socket.on('error', () => {});
      this.say({ type: 'hello' });
    });
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}/api/`;
  }

  async start(port = 0): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.socket?.destroy();
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  say(message: object): void {
    const text = Buffer.from(JSON.stringify(message));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(text.length);
    const head =
      text.length < 126
        ? Buffer.from([0x81, text.length])
        : Buffer.concat([Buffer.from([0x81, 126]), length]);
    this.socket?.write(Buffer.concat([head, text]));
  }

  /** One read may hold several frames; each of the client's fits into one. */
  private hear(data: Buffer): void {
    for (let rest = data; rest.length > 1; ) {
      const opcode = (rest[0] ?? 0) & 0x0f;
      const short = (rest[1] ?? 0) & 0x7f;
      const length = short === 126 ? rest.readUInt16BE(2) : short;
      const start = (short === 126 ? 4 : 2) + 4;
      const mask = rest.subarray(start - 4, start);
      const masked = rest.subarray(start, start + length);
      rest = rest.subarray(start + length);
      if (opcode === 8) this.socket?.end(Buffer.from([0x88, 0]));
      if (opcode !== 1) continue;
      const text = Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0))).toString();
      this.heard.push(JSON.parse(text));
    }
  }
}

let slack: SocketSlack;
let desk: Desk | undefined;
afterEach(async () => {
  await desk?.close();
  desk = undefined;
  await slack.stop();
});

const commandsSeen: string[] = [];
async function open(more = {}): Promise<Desk> {
  commandsSeen.length = 0;
  desk = await openDesk({
    store,
    apiUrl: slack.apiUrl,
    appToken: 'xapp-fake',
    signingSecret: undefined,
    interactions: {
      commands: [
        {
          names: ['refer', 'status'],
          handle: async ({ name, actor }) => {
            commandsSeen.push(`${name} ${actor.person.userId}`);
            return { kind: 'private', card: { summary: 'Here', elements: [] } };
          },
        },
      ],
    },
    ...more,
  });
  return desk;
}

const mention = (ts: string) => ({
  type: 'events_api',
  envelope_id: `e-${ts}`,
  payload: {
    type: 'event_callback',
    event: { type: 'app_mention', user: 'U0PAT', team: 'T0ACME', channel: 'C1', ts, text: '<@U0BOT> status' },
  },
});

describe('Socket Mode', () => {
  it('serves commands and events, and takes nothing over HTTP', async () => {
    slack = new SocketSlack();
    await slack.start();
    const { inbound } = await open();
    expect(inbound.ready()).toBe(true);
    const command = { ...slash.slashCommand, command: '/refer', user_id: 'U0PAT', team_id: 'T0ACME' };
    slack.say({ type: 'slash_commands', envelope_id: 'e1', payload: command });
    slack.say(mention('1.000001'));
    await until(() => slack.heard.length === 2 && commandsSeen.length === 2);
    expect(slack.heard.find(({ envelope_id }) => envelope_id === 'e1')?.payload).toMatchObject({
      text: 'Here',
    });
    expect(commandsSeen.sort()).toEqual(['refer U0PAT', 'status U0PAT']);
    expect((await sendFields(desk as Desk, command)).status).toBe(404);
  });

  it('leaves an event unacknowledged that could not be stored', async () => {
    slack = new SocketSlack();
    await slack.start();
    const inbox = inboxStore(store.db);
    let isDown = true;
    await open({
      inbox: {
        ...inbox,
        record: (...event: Parameters<typeof inbox.record>) =>
          isDown ? Promise.reject(new StoreUnavailable('gone')) : inbox.record(...event),
      },
    });
    slack.say(mention('2.000001'));
    await until(() => desk?.logged.length === 1);
    expect(slack.heard).toEqual([]);
    isDown = false;
    slack.say(mention('2.000001'));
    await until(() => slack.heard.length === 1 && commandsSeen.length === 1);
  });

  it('connects again when Slack asks for it and when the line breaks', async () => {
    slack = new SocketSlack();
    await slack.start();
    const { inbound } = await open();
    slack.say({ type: 'disconnect', reason: 'refresh_requested' });
    await until(() => slack.openings === 2 && inbound.ready());
    slack.socket?.destroy();
    await until(() => slack.openings === 3 && inbound.ready());
    slack.say(mention('3.000001'));
    await until(() => commandsSeen.length === 1);
  });

  it('starts while Slack is away and is ready once it is back', async () => {
    slack = new SocketSlack();
    await slack.start();
    await (await open()).close();
    const { port } = slack;
    await slack.stop();
    const away = await openDesk({
      store,
      apiUrl: `http://127.0.0.1:${port}/api/`,
      appToken: 'xapp-fake',
      interactions: {},
    });
    desk = away;
    expect(away.inbound.ready()).toBe(false);
    slack = new SocketSlack();
    await slack.start(port);
    await until(() => away.inbound.ready());
  });

  it('fails at once on a token Slack does not take', async () => {
    slack = new SocketSlack();
    slack.refusal = 'invalid_auth';
    await slack.start();
    await expect(open()).rejects.toMatchObject({ outcome: 'final', code: 'invalid_auth' });
  });
});
