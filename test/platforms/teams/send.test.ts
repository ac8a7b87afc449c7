import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryError } from '../../../src/errors.js';
import type { Card } from '../../../src/messages/card.js';
import type { Address } from '../../../src/messages/delivery.js';
import { accessToken } from '../../../src/platforms/teams/access-token.js';
import { connector } from '../../../src/platforms/teams/connector.js';
import { sealWith } from '../../../src/platforms/teams/seal.js';
import { teamsSender } from '../../../src/platforms/teams/send.js';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import { startFakeTeams } from '../../../src/playground/teams/index.js';
import { conversationStore } from '../../../src/store/conversations.js';
import { testDatabase } from '../../store/database.js';
import { all } from './adaptive-cards.js';
import { ALDER, ALDER_TENANT, FELIX, HANNA, LENA, REPS, SALES_TEAM, TENANT, wordsOf } from './office.js';

const store = await testDatabase();
const { appId } = PLAYGROUND_TENANT.bot;
const teams = await startFakeTeams({ tenant: PLAYGROUND_TENANT, appPassword: 'secret', sendingRate: 'none' });
const conversations = conversationStore(store.db);
const access = { appId, appPassword: 'secret', tokenUrl: teams.tokenUrl };
const senderOf = (
  timeoutMs = 2_000,
  { serviceUrl = teams.serviceUrl, ...changed }: { serviceUrl?: string } & Partial<typeof access> = {},
) =>
  teamsSender({
    connector: connector({ token: accessToken({ ...access, ...changed }), timeoutMs }),
    conversations,
    seal: sealWith(Buffer.alloc(32, 3)),
    appId,
    tenantId: TENANT,
    zone: async () => 'Europe/Berlin',
    defaultServiceUrl: serviceUrl,
    factsForMs: 60_000,
  });
const sender = senderOf();

afterAll(() => teams.close());
beforeEach(async () => {
  teams.requests.length = 0;
  await store.db.collection('conversations').deleteMany({});
});
afterEach(() => teams.faults.clear());

const card = (text: string): Card => ({ summary: text, elements: [{ kind: 'text', text }] });
const calls = (method: string) => teams.requests.filter((request) => request.method === method).length;
const inReps: Address = { kind: 'channel', channelId: REPS };
const failure = async (work: Promise<unknown>): Promise<DeliveryError> => {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeliveryError);
  return error as DeliveryError;
};

describe('posting', () => {
  test('begins a thread in a channel, answers in it, and edits both where they stand', async () => {
    const root = await sender.post(inReps, card('Root'));
    expect(root).toMatchObject({ platform: 'teams', channelId: REPS });
    const reply = await sender.post({ ...inReps, threadId: root.messageId }, card('Reply'));
    await sender.edit(root, card('Root, later'));
    await sender.edit(reply, card('Reply, later'));
    await sender.edit(reply, card('Reply, later'));
    expect(
      teams
        .messages(REPS)
        .map(({ card: shown }) => wordsOf(shown))
        .at(-1),
    ).toBe('Root, later');
    expect(teams.replies(REPS, root.messageId).map(({ card: shown }) => wordsOf(shown))).toEqual([
      'Reply, later',
    ]);
    expect(teams.messages(REPS).at(-1)?.activity?.summary).toBe('Root, later');
  });

  test('reaches a person in their chat, which is opened once; what is private goes there too', async () => {
    await sender.post({ kind: 'direct', userId: LENA }, card('Hello'));
    const posted = await sender.post({ kind: 'private', userId: LENA, channelId: REPS }, card('For you'));
    expect(calls('createConversation')).toBe(1);
    const chat = teams.personal(LENA)?.id ?? '';
    expect(posted.channelId).toBe(chat);
    expect(teams.messages(chat).map(({ card: shown }) => wordsOf(shown))).toEqual(['Hello', 'For you']);
    await sender.edit(posted, card('For you alone'));
    expect(wordsOf(teams.messages(chat).at(-1)?.card)).toBe('For you alone');
  });

  test('mentions people of Teams so that they are notified', async () => {
    const text = [
      { person: 'Lena Fischer', account: { platform: 'teams' as const, userId: LENA } },
      ' claimed it',
    ];
    await sender.post(inReps, { summary: 's', elements: [{ kind: 'text', text }] });
    expect(teams.messages(REPS).at(-1)?.mentions).toEqual([LENA]);
  });

  test('goes to where Teams said that the channel is', async () => {
    const elsewhere = {
      kind: 'channel',
      id: REPS,
      conversationId: REPS,
      tenantId: TENANT,
      state: 'open',
    } as const;
    await conversations.put({ ...elsewhere, serviceUrl: 'http://127.0.0.1:1/' });
    expect(await failure(sender.post(inReps, card('x')))).toMatchObject({
      outcome: 'retryable',
      code: 'ECONNREFUSED',
    });
    await conversations.put({ ...elsewhere, serviceUrl: teams.serviceUrl });
    await sender.post(inReps, card('x'));
    await conversations.put({ ...elsewhere, serviceUrl: teams.serviceUrl, state: 'archived' });
    expect(await failure(sender.post(inReps, card('x')))).toMatchObject({
      outcome: 'final',
      code: 'team_archived',
    });
  });

  test('asks for a token once, and for another one when it is refused', async () => {
    const fresh = senderOf();
    await Promise.all([fresh.post(inReps, card('a')), fresh.post(inReps, card('b'))]);
    teams.faults.add('createConversation', { kind: 'error', status: 401 });
    expect(await failure(fresh.post(inReps, card('c')))).toMatchObject({ outcome: 'retryable' });
    await fresh.post(inReps, card('d'));
  });

  test('bots cannot pin: it is said so', async () => {
    expect(await sender.pin(await sender.post(inReps, card('x')))).toBe(false);
  });
});

describe('a failure', () => {
  test.each<[number, string | undefined, DeliveryError['outcome']]>([
    [412, 'PreconditionFailed', 'retryable'],
    [429, 'Throttled', 'retryable'],
    [502, undefined, 'retryable'],
    [504, 'ServiceError', 'retryable'],
    [401, undefined, 'retryable'],
    [408, undefined, 'unknown'],
    [500, 'ServiceError', 'unknown'],
    [503, undefined, 'unknown'],
    [400, 'BadSyntax', 'final'],
    [413, 'MessageSizeTooBig', 'final'],
    [403, 'BotNotInConversationRoster', 'final'],
    [403, 'SomethingNew', 'final'],
    [404, 'ConversationNotFound', 'final'],
  ])('of status %i (%s) is %s, after exactly one attempt', async (status, code, outcome) => {
    teams.faults.add('*', { kind: 'error', status, ...(code ? { code } : {}) }, { times: 5 });
    const error = await failure(sender.post(inReps, card('x')));
    expect([error.outcome, error.code]).toEqual([outcome, code ?? expect.any(String)]);
    expect(error.message).toMatch(/\.$/);
    expect(teams.requests).toHaveLength(1);
    // An edit may be repeated: nothing about it is unknown.
    const edit = await failure(
      sender.edit({ platform: 'teams', channelId: REPS, messageId: '1' }, card('x')),
    );
    expect(edit.outcome).toBe(outcome === 'unknown' ? 'retryable' : outcome);
    expect(teams.requests).toHaveLength(2);
  });

  test('that says how long to wait is believed, with a little chance in it', async () => {
    teams.faults.add('*', { kind: 'rate_limited', retryAfterSeconds: 7 });
    const { outcome, retryAfterMs = 0 } = await failure(sender.post(inReps, card('x')));
    expect(outcome).toBe('retryable');
    expect(retryAfterMs).toBeGreaterThanOrEqual(7_000);
    expect(retryAfterMs).toBeLessThan(8_000);
  });

  test('a blocked bot is told as that, however Teams wraps it', async () => {
    await teams.installPersonal(LENA);
    await teams.block(LENA);
    expect(await failure(sender.post({ kind: 'direct', userId: LENA }, card('x')))).toMatchObject({
      outcome: 'final',
      code: 'MessageWritesBlocked',
    });
    await teams.block(LENA, false);
  });

  test('people who have no chat with the bot are out of reach for good', async () => {
    for (const userId of [HANNA, FELIX]) {
      expect(await failure(sender.post({ kind: 'direct', userId }, card('x')))).toMatchObject({
        outcome: 'final',
      });
    }
  });

  test('a lost reply is unknown, and the message is there once', async () => {
    const before = teams.messages(REPS).length;
    teams.faults.add('createConversation', { kind: 'lost_reply' });
    expect(await failure(sender.post(inReps, card('lost')))).toMatchObject({ outcome: 'unknown' });
    expect(teams.messages(REPS)).toHaveLength(before + 1);
  });

  test('an answer that does not come is given up in time, and unknown', async () => {
    teams.faults.add('createConversation', { kind: 'slow', ms: 2_000 });
    const started = performance.now();
    const error = await failure(senderOf(200).post(inReps, card('slow')));
    expect([error.outcome, error.code]).toEqual(['unknown', 'timeout']);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test('wrong credentials park what is to be sent and name the variables', async () => {
    const error = await failure(senderOf(2_000, { appPassword: 'wrong' }).post(inReps, card('x')));
    expect(error).toMatchObject({ outcome: 'final', code: 'AADSTS7000215' });
    expect(error.message).toMatch(/TEAMS_APP_PASSWORD/);
    const away = await failure(
      senderOf(2_000, { tokenUrl: 'http://127.0.0.1:1/token' }).post(inReps, card('x')),
    );
    expect(away).toMatchObject({ outcome: 'retryable', code: 'login_unreachable' });
    expect(teams.requests).toEqual([]);
  });

  test('a redirect is not followed: the token stays with Teams', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const thief = createServer((request, response) => {
      seen.push(request.headers);
      response.end('{}');
    });
    const open = (server: typeof thief) =>
      new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await open(thief);
    const bent = createServer((_request, response) => {
      response
        .writeHead(307, { location: `http://127.0.0.1:${(thief.address() as AddressInfo).port}/` })
        .end();
    });
    await open(bent);
    const serviceUrl = `http://127.0.0.1:${(bent.address() as AddressInfo).port}/`;
    await failure(senderOf(2_000, { serviceUrl }).post(inReps, card('x')));
    expect(seen).toEqual([]);
    for (const server of [thief, bent]) server.close();
  });
});

describe('who is in a channel', () => {
  test('is asked of the roster, and believed for a while', async () => {
    const facts = await sender.channelFacts(ALDER);
    expect(facts).toMatchObject({
      channel: { platform: 'teams', id: ALDER },
      archived: false,
      botIsMember: true,
    });
    expect(facts.otherTeamIds).toEqual([ALDER_TENANT]);
    await sender.channelFacts(ALDER);
    expect(calls('getConversationPagedMembers')).toBe(1);
    sender.forgetChannel(ALDER);
    await sender.channelFacts(ALDER);
    expect(calls('getConversationPagedMembers')).toBe(2);
    expect((await sender.channelFacts(REPS)).otherTeamIds).toEqual([]);
  });

  test('cannot be asked where the app is not', async () => {
    await teams.uninstall(SALES_TEAM, LENA);
    expect(await failure(sender.channelFacts('19:unknown@thread.tacv2'))).toMatchObject({ outcome: 'final' });
    sender.forgetChannel(REPS);
    expect(await failure(sender.channelFacts(REPS))).toMatchObject({ outcome: 'final' });
  });
});

test('what is sent fits the limits and carries a sealed button', async () => {
  const value = { referral: 'r' };
  const actions = [{ kind: 'button', id: 'referral.claim', label: 'Claim', value } as const];
  await sender.post(
    { kind: 'channel', channelId: ALDER },
    { summary: 's', elements: [{ kind: 'actions', actions }] },
  );
  const [execute] = all(teams.messages(ALDER).at(-1)?.card, 'Action.Execute');
  const data = execute?.data as { token: string } | undefined;
  expect(
    sealWith(Buffer.alloc(32, 3)).openButton(data?.token, [ALDER], 'referral.claim', value),
  ).toBeDefined();
});
