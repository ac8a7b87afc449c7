import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { testDatabase } from '../../store/database.js';
import { CHANNEL, mention, openDesk, SERVICE_URL } from './desk.js';
import { openKeySet } from './key-set.js';

const store = await testDatabase();
const keySet = await openKeySet();
const answered: string[] = [];
const commands = [{ names: ['help'], handle: async () => ({ kind: 'none' as const }) }];
const desk = await openDesk({
  store,
  keySet,
  interactions: { commands },
  answered: (kind, status) => void answered.push(`${kind} ${status}`),
});
afterAll(async () => {
  await desk.close();
  await keySet.close();
});

beforeEach(async () => {
  await desk.idle();
  for (const name of ['inbox', 'conversations', 'profiles']) await store.db.collection(name).deleteMany({});
  desk.identities.length = 0;
  answered.length = 0;
});

const kept = async () =>
  (
    await Promise.all(
      ['inbox', 'conversations', 'profiles'].map((name) => store.db.collection(name).countDocuments()),
    )
  ).join();
const bearer = (...args: Parameters<typeof keySet.token>) =>
  `Bearer ${keySet.token({ serviceurl: SERVICE_URL, ...args[0] }, args[1], args[2])}`;
const seconds = (offset: number) => Math.floor(Date.now() / 1_000) + offset;

test('a request of Teams is taken, stored and done', async () => {
  expect(await desk.send(mention('help'))).toMatchObject({ status: 200, text: '' });
  await desk.idle();
  expect(await desk.events('finished')).toHaveLength(1);
  expect(desk.identities).toHaveLength(1);
  expect(answered).toEqual(['teams:message 200']);
});

test('a key without endorsements speaks for every channel, as Microsoft has it', async () => {
  expect((await desk.send(mention('help'), bearer({}, { kid: 'plain' }))).status).toBe(200);
});

describe('nobody else is believed', () => {
  test.each<[string, string | null]>([
    ['no token', null],
    ['an empty one', 'Bearer '],
    ['no bearer', `Basic ${keySet.token()}`],
    ['no token at all', 'Bearer abc.def.ghi'],
    ['another audience', bearer({ aud: 'another-app' })],
    ['a list of audiences', bearer({ aud: ['another-app'] })],
    ['no audience', bearer({ aud: undefined })],
    ['another issuer', bearer({ iss: 'https://sts.windows.net/tenant/' })],
    ['another signature', bearer({}, {}, 'stranger')],
    ['an unknown key', bearer({}, { kid: 'nobody' })],
    ['a key that is none', bearer({}, { kid: 'ec' })],
    ['no key', bearer({}, { kid: undefined })],
    ['algorithm none', bearer({}, { alg: 'none' })],
    ['the public key as a secret', bearer({}, { alg: 'HS256' })],
    ['expired', bearer({ exp: seconds(-600) })],
    ['without an end', bearer({ exp: undefined })],
    ['not yet valid', bearer({ nbf: seconds(600) })],
    ['no service URL in the token', bearer({ serviceurl: undefined })],
    ['an empty service URL in the token', bearer({ serviceurl: '' })],
    ['the service URL of another host', bearer({ serviceurl: 'https://smba.example.net/amer/' })],
    ['a key for another channel', bearer({}, { kid: 'web' })],
  ])('%s: 401, nothing stored, nothing told', async (_what, authorization) => {
    const { status, text } = await desk.send(mention('help'), authorization);
    expect([status, text]).toEqual([401, '{"error":"not accepted"}']);
    await desk.idle();
    expect([await kept(), desk.identities, answered]).toEqual(['0,0,0', [], ['refused 401']]);
  });

  test.each<[string, object, number]>([
    ['without a service URL', { serviceUrl: undefined }, 401],
    ['with the service URL of another host', { serviceUrl: 'https://evil.example/' }, 401],
    ['with an empty channel id', { channelId: '' }, 401],
    ['without a channel id', { channelId: undefined }, 401],
    ['of another channel', { channelId: 'webchat' }, 401],
    ['of a tenant that is not allowed', { conversation: { id: CHANNEL, tenantId: 'another' } }, 403],
    ['of no tenant', { conversation: { id: CHANNEL }, channelData: {} }, 403],
  ])('an activity %s is refused, signed as it is', async (_what, changed, expected) => {
    const { status, text } = await desk.send(mention('help', changed as Record<string, unknown>));
    expect(status).toBe(expected);
    expect(text).toMatch(/^\{"error":"not (accepted|allowed)"\}$/);
    await desk.idle();
    expect(await kept()).toBe('0,0,0');
  });

  test('what a forger sends is not looked at before the token holds', async () => {
    expect((await desk.send('{ not json', bearer({ aud: 'x' }))).status).toBe(401);
    expect((await desk.send('{ not json')).status).toBe(400);
    expect((await desk.send({ ...mention('x'), from: undefined })).status).toBe(400);
    expect((await desk.send(`"${'x'.repeat(600_000)}"`)).status).toBe(413);
  });

  test('unknown keys are not asked for at every forger’s wish', async () => {
    const before = keySet.asked();
    for (let count = 0; count < 20; count += 1)
      await desk.send(mention('x'), bearer({}, { kid: `k${count}` }));
    expect(keySet.asked() - before).toBeLessThanOrEqual(1);
  });
});

test('while the keys cannot be read, Teams is asked to come again; a start needs no keys', async () => {
  const broken = await openKeySet();
  broken.breakDown(true);
  const waiting = await openDesk({ store, keySet: broken, interactions: { commands } });
  const token = () => `Bearer ${broken.token({ serviceurl: SERVICE_URL })}`;
  expect(await waiting.send(mention('help'), token())).toMatchObject({ status: 503 });
  broken.breakDown(false);
  expect(await waiting.send(mention('help'), token())).toMatchObject({ status: 200 });
  // Once known, the keys outlast the service.
  broken.breakDown(true);
  expect(await waiting.send(mention('help'), token())).toMatchObject({ status: 200 });
  await waiting.close();
  await broken.close();
});

test('Microsoft’s local playground comes unsigned, and only with an address on this machine', async () => {
  const local = await openDesk({ store, keySet, door: { kind: 'emulator' }, interactions: { commands } });
  const here = { serviceUrl: 'http://localhost:56150/_connector', channelId: 'emulator' };
  expect((await local.send(mention('help', here), null)).status).toBe(200);
  for (const serviceUrl of [
    'https://evil.example/',
    'http://127.0.0.1.evil.example/',
    'http://10.0.0.5/',
    'x',
  ]) {
    expect((await local.send(mention('help', { serviceUrl }), null)).status).toBe(403);
  }
  expect((await local.send(mention('help', here), null, 'text/plain')).status).toBe(403);
  await local.close();
});
