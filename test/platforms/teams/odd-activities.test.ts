import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import recorded from '../../fixtures/teams/recorded.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { buttonData, invoke, mention, openDesk, ours, PERSON, pressed, TENANT } from './desk.js';
import { openKeySet } from './key-set.js';

/** What other people's clients, bots and middle boxes make of an activity. Nothing of it may be a 500 or stay undone. */

const store = await testDatabase();
const keySet = await openKeySet();
const commands: Command<Actor>[] = [];
const desk = await openDesk({
  store,
  keySet,
  interactions: {
    actions: [{ actionId: 'referral.claim', handle: async () => ({ kind: 'none' }) }],
    commands: [
      {
        names: ['help', 'refer', 'referrals', 'status', 'show', 'greet'],
        handle: async (command) => {
          commands.push(command);
          return { kind: 'private', card: { summary: 'Help', elements: [] } };
        },
      },
    ],
  },
});
afterAll(async () => {
  await desk.close();
  await keySet.close();
});
beforeEach(async () => {
  await desk.idle();
  for (const list of [commands, desk.logged, desk.posted, desk.identities]) list.length = 0;
  desk.member = ours();
});

type Json = Record<string, unknown>;

async function sent(body: unknown) {
  const answer = await desk.send(body);
  await desk.idle();
  return answer;
}

const nothingLeftUndone = async () => {
  expect(desk.logged.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await desk.events('open')).toEqual([]);
};

describe('a mention is answered', () => {
  test.each<[string, Json]>([
    ['with value null', { value: null }],
    ['with a value that is a text', { value: 'x' }],
    ['with no channel data', { channelData: null }],
    ['with channel data of nothing', { channelData: { channel: null, team: null, tenant: null } }],
    ['with a number as its id', { id: 12, timestamp: '2026-11-24T09:30:00Z' }],
    ['with no id', { id: undefined }],
    ['with an Entra id of null', { from: { ...recorded.mention.from, aadObjectId: null } }],
    ['by somebody without a name', { from: { id: '29:x' } }],
    [
      'among entities of nothing',
      { entities: [null, 'x', { type: 'mention' }, ...recorded.mention.entities] },
    ],
    ['with a time zone nobody knows', { localTimezone: 'Not/AZone', locale: undefined }],
    ['with the tenant in capitals', { conversation: inCapitals() }],
    ['with the service’s host in capitals', { serviceUrl: recorded.serviceUrl.replace('smba', 'SMBA') }],
    ['in a group chat', groupChat()],
    ['with much that is not known', { extra: { deep: [1, 2] }, locale: 'xx-YY', importance: 'urgent' }],
  ])('%s', async (_what, more) => {
    expect((await sent(mention('help', more))).status).toBe(200);
    expect(desk.posted).toHaveLength(1);
    await nothingLeftUndone();
  });

  test('two without any id are two', async () => {
    await sent(mention('help with this', { id: undefined }));
    await sent(mention('help with that', { id: undefined }));
    expect(commands).toHaveLength(2);
  });

  function inCapitals(): Json {
    return { ...recorded.mention.conversation, tenantId: TENANT.toUpperCase() };
  }

  function groupChat(): Json {
    return {
      conversation: {
        conversationType: 'groupChat',
        isGroup: true,
        id: '19:abc@thread.v2',
        tenantId: TENANT,
      },
      channelData: { tenant: { id: TENANT } },
    };
  }
});

describe('what cannot be understood is let go', () => {
  test.each<[string, Json]>([
    ['entities that are none', { entities: {} }],
    ['no words at all', { text: null, entities: null }],
    ['a number for words', { text: 5, entities: null }],
    ['a reaction', recorded.reaction],
    ['a press on somebody else’s card', { ...recorded.action, text: undefined }],
    ...['typing', 'event', 'endOfConversation', 'messageUpdate', 'messageDelete', 'Message'].map(
      (type): [string, Json] => [`an activity called ${type}`, { type }],
    ),
    ...[null, [null], {}, 'x'].map((membersAdded): [string, Json] => [
      `members ${JSON.stringify(membersAdded)}`,
      { type: 'conversationUpdate', membersAdded, membersRemoved: membersAdded },
    ]),
    [
      'an event called 5',
      { type: 'conversationUpdate', channelData: { eventType: 5, tenant: { id: TENANT } } },
    ],
    ['an installation that says nothing', { type: 'installationUpdate' }],
    ['an update of the app', { type: 'installationUpdate', action: 'add-upgrade' }],
  ])('%s', async (_what, more) => {
    expect(await sent({ ...mention('help'), ...more })).toMatchObject({ status: 200, text: '' });
    expect([commands, desk.posted]).toEqual([[], []]);
    await nothingLeftUndone();
  });

  test.each(['null', '[]', '"x"', '5', `${'['.repeat(60_000)}${']'.repeat(60_000)}`, '{', ''])(
    'a body of %.10s',
    async (body) => {
      expect(await sent(body)).toMatchObject({ status: 400, text: '{"error":"body not understood"}' });
    },
  );

  test.each<[string, Json]>([
    ['type', { type: 7 }],
    ['conversation', { conversation: null }],
    ['conversation', { conversation: [] }],
    ['recipient', { recipient: { name: 'x' } }],
    ['sender', { from: 'somebody' }],
  ])('an activity without a %s', async (_what, more) => {
    expect((await sent(mention('help', more))).status).toBe(400);
  });
});

describe('an invoke', () => {
  test.each([
    undefined,
    5,
    '',
    'signin/verifyState',
    'composeExtension/query',
    'composeExtension/queryLink',
    '__proto__',
    'constructor',
    'toString',
  ])('called %s is not implemented', async (name) => {
    expect(await sent(invoke('x', {}, { name }))).toMatchObject({ status: 501, text: '' });
    await nothingLeftUndone();
  });

  const NAMES = [
    'adaptiveCard/action',
    'task/fetch',
    'task/submit',
    'composeExtension/fetchTask',
    'composeExtension/submitAction',
    'application/search',
  ];
  const VALUES = [
    undefined,
    null,
    'x',
    [],
    { action: null, data: null, dataset: {}, queryText: null, messagePayload: null },
    { action: { data: [] }, data: { form: 5 }, dataset: '__proto__', messagePayload: { body: null } },
    { action: { data: { action: 'referral.claim', token: 'x'.repeat(100_000) } }, data: { form: 'x.y' } },
    { action: { data: { action: 'referral.claim', token: {} } }, data: { action: 'referral.claim' } },
    { action: 'x', data: 'x', messagePayload: { body: { content: '<'.repeat(50_000) } } },
  ];
  test.each(NAMES)('%s with a value of any kind is answered', async (name) => {
    for (const value of VALUES) {
      const { status, json } = await sent(invoke(name, value));
      expect(status).toBe(200);
      expect(Object.keys(json).length).toBeGreaterThan(0);
    }
    await nothingLeftUndone();
  });
});

describe('our name in what is said', () => {
  const NAME = recorded.mention.recipient.name;
  const named = (text: string, said?: string) => ({
    text,
    entities: [{ type: 'mention', text: said, mentioned: { id: recorded.botId, name: NAME } }],
  });
  test.each<[string, Json]>([
    ['as the entity says', named(`<at>${NAME}</at> refer Acme`, `<at>${NAME}</at>`)],
    ['with an attribute', named(`<at id="0">${NAME}</at>&nbsp;refer Acme`, `<at>${NAME}</at>`)],
    ['with no text in the entity', named(`<at>${NAME}</at> refer Acme`)],
    ['at the end', named(`refer Acme <at>${NAME}</at>`, `<at>${NAME}</at>`)],
    ['twice', named(`<at>${NAME}</at> <at>${NAME}</at> refer Acme`, `<at>${NAME}</at>`)],
    ['on a line of its own', named(`<at>${NAME}</at>\n\nrefer Acme\n`, `<at>${NAME}</at>`)],
    ['in markup', { ...named(`<p><at>${NAME}</at> refer <b>Acme</b></p>`), textFormat: 'xml' }],
  ])('%s', async (_how, more) => {
    const conversation = { conversationType: 'personal', tenantId: TENANT, id: 'a:chat' };
    await sent(mention('', { ...more, conversation, channelData: { tenant: { id: TENANT } } }));
    expect(commands).toMatchObject([{ name: 'refer', text: 'Acme' }]);
  });

  test.each(['R-7K3M9Q', 'r 7k3m9q', 'show R-7K3M9Q'])('with %s shows that referral', async (words) => {
    const conversation = { conversationType: 'personal', tenantId: TENANT, id: 'a:chat' };
    await sent(mention(words, { conversation, channelData: { tenant: { id: TENANT } } }));
    expect(commands).toMatchObject([{ name: 'show', text: 'R-7K3M9Q' }]);
  });

  test('and the names of others stay', async () => {
    const text = `<at>${NAME}</at> refer <at>Ines Holm</at> of a&lt;b`;
    await sent(mention('', named(text, `<at>${NAME}</at>`)));
    await sent({
      ...mention(''),
      text,
      conversation: { conversationType: 'personal', tenantId: TENANT, id: 'a:chat' },
    });
    expect(commands).toMatchObject([{ name: 'refer', text: 'Ines Holm of a<b' }]);
  });
});

test('an Entra id is the same person in either case', async () => {
  const from = { ...recorded.mention.from, aadObjectId: PERSON.replace(/^0/, 'A') };
  await sent({ ...pressed(buttonData(desk, 'referral.claim', {})), from });
  const small = { ...from, aadObjectId: from.aadObjectId.toLowerCase() };
  await sent({ ...pressed(buttonData(desk, 'referral.claim', {})), from: small });
  expect(new Set(desk.identities.map(({ userId }) => userId))).toEqual(new Set([small.aadObjectId]));
});
