import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { Refused, StoreUnavailable } from '../../../src/errors.js';
import { button, type Card } from '../../../src/messages/card.js';
import type { Form, Option } from '../../../src/messages/form.js';
import type {
  Click,
  Command,
  Reply,
  Submission,
  SubmissionReply,
} from '../../../src/messages/interaction.js';
import type { Actor } from '../../../src/people/actor.js';
import recorded from '../../fixtures/teams/recorded.json' with { type: 'json' };
import { testDatabase } from '../../store/database.js';
import { all, type Json, problems } from './adaptive-cards.js';
import {
  buttonData,
  CHANNEL,
  type Desk,
  invoke,
  mention,
  openDesk,
  ours,
  PERSON,
  pressed,
  TENANT,
} from './desk.js';
import { openKeySet } from './key-set.js';
import { wordsOf } from './office.js';

const store = await testDatabase();
const keySet = await openKeySet();

let clicks: Click<Actor>[] = [];
let submissions: Submission<Actor>[] = [];
let commands: Command<Actor>[] = [];
let reply: () => Promise<Reply>;
let submissionReply: () => Promise<SubmissionReply>;
let named: (values: readonly string[]) => Promise<Option[]>;

const note = (text: string): Card => ({ summary: text, elements: [{ kind: 'text', text }] });
const FORM: Form = {
  id: 'referral.submit',
  title: 'Refer a lead',
  submitLabel: 'Send',
  carried: { referral: 'r1' },
  intro: ['Please be brief.'],
  fields: [
    { key: 'company', label: 'Company', kind: 'text', required: true, maxLength: 120 },
    {
      key: 'lines',
      label: 'Lines',
      kind: 'multi_select',
      required: false,
      options: [
        { value: 'a', label: 'A' },
        { value: 'b', label: 'B' },
      ],
    },
    { key: 'consent', label: 'Consent', kind: 'checkbox', statement: 'I agree *fully*', required: true },
    { key: 'amount', label: 'Amount', kind: 'number', decimals: false, required: false },
    { key: 'when', label: 'When', kind: 'date_time', required: false },
    { key: 'reps', label: 'Reps', kind: 'people', required: false },
  ],
};

const desk: Desk = await openDesk({
  store,
  keySet,
  deadlineMs: 150,
  optionSources: [
    {
      fieldKey: 'partner',
      search: async (query) => [{ value: 'p1', label: `Found ${query}` }],
      named: async (values) => named(values),
    },
  ],
  interactions: {
    actions: ['referral.claim', 'referral.start', 'referral.show'].map((actionId) => ({
      actionId,
      handle: async (click) => {
        clicks.push(click);
        return reply();
      },
    })),
    submissions: [
      {
        formId: FORM.id,
        handle: async (submission) => {
          submissions.push(submission);
          return submissionReply();
        },
      },
    ],
    commands: [
      {
        names: ['refer', 'status', 'help', 'referrals', 'greet', 'setup'],
        handle: async (command) => {
          commands.push(command);
          return reply();
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
  [clicks, submissions, commands] = [[], [], []];
  desk.posted.length = 0;
  desk.logged.length = 0;
  desk.lifecycle.length = 0;
  desk.identities.length = 0;
  desk.member = ours();
  reply = async () => ({ kind: 'none' });
  submissionReply = async () => ({ kind: 'close' });
  named = async () => [];
});

const value = { referral: 'r1' };
const claim = () => buttonData(desk, 'referral.claim', value);
const fetched = (data: object, more: Json = {}) =>
  invoke(
    'task/fetch',
    { data: { msteams: { type: 'task/fetch' }, ...data }, context: { theme: 'default' } },
    more,
  );
const submitted = (data: object) => invoke('task/submit', { data, context: { theme: 'default' } });
const dialogOf = (json: Json) =>
  json.task as { type: string; value: { title: string; card: { content: Json } } };
const tokenOf = (json: Json) =>
  (all(dialogOf(json).value.card.content, 'Action.Submit')[0]?.data as { form: string } | undefined)?.form ??
  '';

/** Opens the form as the button does. */
async function openForm(): Promise<string> {
  reply = async () => ({ kind: 'form', form: FORM });
  const { json } = await desk.send(fetched(buttonData(desk, 'referral.start', {})));
  reply = async () => ({ kind: 'none' });
  return tokenOf(json);
}

describe('a press on a card', () => {
  test('is an act of whoever pressed, answered to that person alone', async () => {
    const { status, json } = await desk.send(pressed(claim()));
    expect(status).toBe(200);
    expect(json).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.activity.message' });
    expect(clicks).toMatchObject([
      {
        actionId: 'referral.claim',
        value,
        channel: { platform: 'teams', id: CHANNEL },
        message: { id: '1767326091220' },
        actor: {
          internal: true,
          person: { platform: 'teams', userId: PERSON, teamId: TENANT, name: 'Test User' },
        },
      },
    ]);
  });

  test('delivered again under a new id is the same act; pressed on a newer card another', async () => {
    const data = claim();
    await desk.send(pressed(data));
    await desk.send(pressed(data));
    await desk.send(pressed(claim()));
    const [first, second, third] = clicks.map(({ actKey }) => actKey);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
  });

  test.each<[string, (data: ReturnType<typeof claim>) => object]>([
    ['another value', (data) => ({ ...data, value: { referral: 'r2' } })],
    ['another act', (data) => ({ ...data, action: 'referral.show' })],
    ['no token', ({ token: _, ...data }) => data],
    ['a card of another channel', () => buttonData(desk, 'referral.claim', value, '19:other@thread.tacv2')],
    ['nothing at all', () => ({})],
  ])('with %s does nothing', async (_what, change) => {
    const { json } = await desk.send(pressed(change(claim()) as { action: string }));
    expect(clicks).toEqual([]);
    expect(json.value).toMatch(/older version or from another place/);
  });

  test('a refusal is told in its own words, a bug by a number and nothing else', async () => {
    reply = async () => {
      throw new Refused('already_taken', 'Lena has claimed it.');
    };
    expect((await desk.send(pressed(claim()))).json.value).toBe('Lena has claimed it.');
    reply = async () => {
      throw new Error('secret detail');
    };
    const { status, text } = await desk.send(pressed(claim()));
    expect(status).toBe(200);
    expect(text).toMatch(/the number [0-9a-f]{8}/);
    expect(text).not.toContain('secret detail');
    reply = async () => {
      throw new StoreUnavailable('mongo at 10.0.0.1');
    };
    expect((await desk.send(pressed(claim()))).json.value).toMatch(/nothing was changed.*try again/);
  });

  test('that takes too long is answered in time; what came of it follows in the personal chat', async () => {
    await store.db.collection<{ _id: string }>('conversations').insertOne({
      _id: `personal:${PERSON}`,
      ...{
        kind: 'personal',
        id: PERSON,
        conversationId: 'a:chat',
        serviceUrl: 'https://x/',
        tenantId: TENANT,
        state: 'open',
      },
    } as never);
    reply = async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { kind: 'private', card: note('It was too late.') };
    };
    const { json, ms } = await desk.send(pressed(claim()));
    expect(ms).toBeLessThan(1_000);
    expect(json.value).toMatch(/still being worked on/);
    await desk.idle();
    expect(desk.posted.map(({ conversationId, activity }) => [conversationId, wordsOf(activity)])).toEqual([
      ['a:chat', 'It was too late.'],
    ]);
    await store.db.collection('conversations').deleteMany({});
  });

  test('that turns out to need a form offers one', async () => {
    reply = async () => ({ kind: 'form', form: FORM });
    const { json } = await desk.send(pressed(claim()));
    expect(json.type).toBe('application/vnd.microsoft.card.adaptive');
    expect(problems(json.value as Json)).toEqual([]);
    const [offered] = all(json.value, 'Action.Submit');
    expect(offered?.data).toMatchObject({ msteams: { type: 'task/fetch' }, action: 'referral.claim' });
  });

  test('from a client that knows no Action.Execute comes as a message without words', async () => {
    const press = { ...recorded.action, replyToId: '1767326091220', value: claim() };
    expect((await desk.send(press)).status).toBe(200);
    await desk.idle();
    await desk.send(press);
    await desk.idle();
    expect(clicks).toHaveLength(1);
  });

  test('from a client without dialogs is answered with the form itself, which works for that person alone', async () => {
    reply = async () => ({ kind: 'form', form: FORM });
    const data = { msteams: { type: 'task/fetch' }, ...buttonData(desk, 'referral.start', {}) };
    await desk.send({ ...recorded.action, id: 'f:form-1', value: data });
    await desk.idle();
    const [shown] = desk.posted;
    const form = (all(shown?.activity, 'Action.Submit')[0]?.data as { form?: string } | undefined)?.form;
    submissionReply = async () => ({ kind: 'errors', errors: { company: 'Which one?' } });
    await desk.send({ ...recorded.action, id: 'f:form-2', value: { form, company: 'Acme' } });
    await desk.idle();
    expect(submissions).toMatchObject([{ formId: FORM.id, values: { company: 'Acme' } }]);
    expect(wordsOf(desk.posted.at(-1)?.activity)).toContain('Which one?');
    expect(new Set(desk.posted.map(({ conversationId }) => conversationId))).toEqual(
      new Set([`${CHANNEL};messageid=1767326091220`]),
    );
  });
});

describe('a version of a card of one’s own', () => {
  const asked = (data: object, more: Json = {}) =>
    invoke(
      'adaptiveCard/action',
      { action: { type: 'Action.Execute', verb: 'referral.show', data }, trigger: 'automatic' },
      more,
    );
  const own = (audience = CHANNEL) => buttonData(desk, 'referral.show', value, audience);
  const mine: Card = { ...note('Yours alone'), own: { id: 'referral.show', value, viewers: [] } };

  test('is a card, and asks again for whoever has it', async () => {
    reply = async () => ({ kind: 'private', card: mine });
    const { status, json } = await desk.send(asked({ ...own(), view: true }));
    expect([status, json.statusCode, json.type]).toEqual([
      200,
      200,
      'application/vnd.microsoft.card.adaptive',
    ]);
    expect(problems(json.value as Json)).toEqual([]);
    expect((json.value as Json).refresh).toMatchObject({
      action: {
        type: 'Action.Execute',
        verb: 'referral.show',
        data: { action: 'referral.show', view: true },
      },
      userIds: [recorded.mention.from.id],
    });
    expect(clicks).toMatchObject([{ actionId: 'referral.show', value, channel: { id: CHANNEL } }]);
  });

  test.each<[string, () => Promise<Reply>, object]>([
    ['refused', () => Promise.reject(new Refused('not_found', 'secret detail')), own()],
    ['a bug', () => Promise.reject(new Error('secret detail')), own()],
    ['not there in time', () => new Promise(() => {}), own()],
    ['without a card', async () => ({ kind: 'none' }), own()],
    [
      'asked for in another channel',
      async () => ({ kind: 'private', card: mine }),
      own('19:other@thread.tacv2'),
    ],
    [
      'asked for of another referral',
      async () => ({ kind: 'private', card: mine }),
      { ...own(), value: { referral: 'r2' } },
    ],
  ])('that is %s leaves the card as it is, and tells nothing', async (_what, answer, data) => {
    reply = answer;
    const { status, json, text, ms } = await desk.send(asked({ ...data, view: true }));
    expect(status).toBe(200);
    expect(json).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    expect(text).not.toMatch(/secret detail|Yours alone/);
    expect(ms).toBeLessThan(1_000);
  });

  test('answers an act on the card, if it may be asked for there', async () => {
    const card: Card = mine;
    reply = async () =>
      clicks.at(-1)?.actionId === 'referral.show' ? { kind: 'private', card } : { kind: 'none' };
    const { json } = await desk.send(pressed({ ...claim(), own: own() } as { action: string }));
    expect(wordsOf(json.value)).toBe('Yours alone');
    expect(clicks.map(({ actionId }) => actionId)).toEqual(['referral.claim', 'referral.show']);
    const forged = await desk.send(
      pressed({ ...claim(), own: { ...own(), token: 'x.y' } } as { action: string }),
    );
    expect(forged.json.value).toMatch(/Done/);
    expect(clicks).toHaveLength(3);
  });
});

describe('a dialog', () => {
  test('opens with a form, as a card and never as a bare text', async () => {
    reply = async () => ({ kind: 'form', form: FORM });
    const { json } = await desk.send(fetched(buttonData(desk, 'referral.start', {})));
    const { type, value: shown } = dialogOf(json);
    expect([type, shown.title]).toEqual(['continue', 'Refer a lead']);
    expect(problems(shown.card.content, { inDialog: true })).toEqual([]);
  });

  test('shows a private card, whose buttons work in it for this person alone', async () => {
    const actions = [button('referral.show', 'Show', value)];
    reply = async () => ({
      kind: 'private',
      card: { summary: 'List', elements: [{ kind: 'actions', actions }] },
    });
    const { json } = await desk.send(fetched(buttonData(desk, 'referral.show', value)));
    const data = all(dialogOf(json).value.card.content, 'Action.Submit')[0]?.data as { action: string };
    reply = async () => ({ kind: 'private', card: note('Details') });
    const next = await desk.send(submitted(data));
    expect(wordsOf(dialogOf(next.json).value.card.content)).toBe('Details');
    const stranger = { ...recorded.mention.from, aadObjectId: 'somebody-else' };
    const theirs = await desk.send({ ...submitted(data), from: stranger });
    expect(wordsOf(dialogOf(theirs.json).value.card.content)).toMatch(/older version or from another place/);
    expect(clicks).toHaveLength(2);
  });

  test('gives what was typed to the handler, under a key of its own opening', async () => {
    const token = await openForm();
    const typed = {
      company: ' Acme, Inc. ',
      lines: 'a,b',
      consent: 'true',
      amount: 12,
      when: '2026-12-01',
      'when.time': '09:30',
      reps: 'x-1,x-2',
    };
    const sent = await desk.send(submitted({ form: token, ...typed }));
    expect([sent.status, sent.text]).toEqual([200, '']);
    await desk.send(submitted({ form: token, ...typed }));
    await desk.send(submitted({ form: await openForm(), company: 'B', consent: 'false' }));
    expect(submissions[0]).toMatchObject({
      formId: FORM.id,
      carried: { referral: 'r1' },
      values: {
        company: ' Acme, Inc. ',
        lines: ['a', 'b'],
        consent: 'true',
        amount: '12',
        when: '2026-12-01T08:30:00Z',
        reps: ['x-1', 'x-2'],
      },
    });
    expect(submissions[2]?.values).toEqual({ company: 'B' });
    const [first, again, other] = submissions.map(({ submissionKey }) => submissionKey);
    expect(first).toBe(again);
    expect(other).not.toBe(first);
  });

  test('with errors is shown again, each at its field, with everything typed', async () => {
    submissionReply = async () => ({
      kind: 'errors',
      errors: { company: 'Not *this* company.', gone: 'And another.' },
    });
    const token = await openForm();
    const typed = { company: 'Acme', lines: 'b', consent: 'true', when: '2026-12-01', 'when.time': '09:30' };
    const { json } = await desk.send(submitted({ form: token, ...typed }));
    const { content } = dialogOf(json).value.card;
    expect(problems(content, { inDialog: true })).toEqual([]);
    expect(wordsOf(content)).toMatch(/^And another\.\nPlease be brief\.\nNot \*this\* company\./);
    const values = ['Text', 'ChoiceSet', 'Toggle', 'Date', 'Time'].flatMap((kind) =>
      all(content, `Input.${kind}`).map(({ id, value: entered }) => [id, entered]),
    );
    expect(values).toEqual([
      ['company', 'Acme'],
      ['lines', 'b'],
      ['reps', undefined],
      ['consent', 'true'],
      ['when', '2026-12-01'],
      ['when.time', '09:30'],
    ]);
    submissionReply = async () => ({ kind: 'close' });
    await desk.send(submitted({ form: tokenOf(json), ...typed, company: 'Other' }));
    expect(new Set(submissions.map(({ submissionKey }) => submissionKey)).size).toBe(1);
  });

  test.each<[string, () => Promise<SubmissionReply>, RegExp]>([
    ['the store is away', () => Promise.reject(new StoreUnavailable('x')), /Nothing you typed is lost/],
    ['it is refused', () => Promise.reject(new Refused('too_late', 'It is too late.')), /It is too late\./],
    ['there is a bug', () => Promise.reject(new Error('secret detail')), /the number [0-9a-f]{8}/],
    [
      'it takes too long',
      () => new Promise((resolve) => setTimeout(() => resolve({ kind: 'close' }), 400)),
      /Nothing you typed is lost/,
    ],
  ])('stays open with everything typed when %s', async (_what, outcome, words) => {
    submissionReply = outcome;
    const { text, json } = await desk.send(
      submitted({ form: await openForm(), company: 'Acme', consent: 'true' }),
    );
    const { content } = dialogOf(json).value.card;
    expect(wordsOf(content)).toMatch(words);
    expect(all(content, 'Input.Text')[0]?.value).toBe('Acme');
    expect(text).not.toContain('secret detail');
  });

  test('closes with a word for this person where there is one, and goes on to another form', async () => {
    submissionReply = async () => ({
      kind: 'close',
      afterwards: { card: note('Thank you.'), channel: { platform: 'teams', id: CHANNEL } },
    });
    const closed = await desk.send(submitted({ form: await openForm(), company: 'Acme' }));
    expect(wordsOf(dialogOf(closed.json).value.card.content)).toBe('Thank you.');
    expect(desk.posted).toEqual([]);
    submissionReply = async () => ({ kind: 'form', form: { ...FORM, title: 'Next' } });
    const next = await desk.send(submitted({ form: await openForm(), company: 'Acme' }));
    expect(dialogOf(next.json).value.title).toBe('Next');
    expect(tokenOf(next.json)).not.toBe('');
  });

  test.each<[string, () => Promise<Option[]>, unknown]>([
    ['may still be chosen', async () => [{ value: 'p140', label: 'Partner 140' }], 'Partner 140'],
    ['may no longer be chosen', async () => [], undefined],
    ['cannot be looked up', () => Promise.reject(new StoreUnavailable('away')), 'As chosen before'],
    ['is not looked up in time', () => new Promise(() => {}), 'As chosen before'],
  ])('with a long menu keeps a choice beyond its first hundred that %s', async (_what, lookUp, label) => {
    named = lookUp;
    const options = Array.from({ length: 150 }, (_, at) => ({ value: `p${at}`, label: `Partner ${at}` }));
    const partner = { key: 'partner', label: 'Partner', kind: 'select', required: true, options } as const;
    reply = async () => ({ kind: 'form', form: { ...FORM, fields: [partner] } });
    const opened = await desk.send(fetched(buttonData(desk, 'referral.start', {})));
    submissionReply = async () => ({ kind: 'errors', errors: { partner: 'Not now.' } });
    const { json } = await desk.send(submitted({ form: tokenOf(opened.json), partner: 'p140' }));
    const [menu] = all(dialogOf(json).value.card.content, 'Input.ChoiceSet');
    expect(menu?.value).toBe(label === undefined ? undefined : 'p140');
    expect(menu?.choices).toEqual(label === undefined ? [] : [{ title: label, value: 'p140' }]);
  });

  test('that was opened for somebody else, or by nobody, is not taken', async () => {
    const token = await openForm();
    const stranger = { ...recorded.mention.from, aadObjectId: 'somebody-else' };
    for (const activity of [
      { ...submitted({ form: token, company: 'A' }), from: stranger },
      submitted({ form: `x${token}`, company: 'A' }),
      submitted({ form: 'x', company: 'A' }),
      submitted({ form: { $gt: '' } }),
      submitted({}),
      submitted('x' as never),
    ]) {
      const { status, text } = await desk.send(activity);
      expect(status).toBe(200);
      expect(text).toMatch(/older version/);
    }
    expect(submissions).toEqual([]);
  });

  test('survives our restart: another process with the same key takes it', async () => {
    const token = await openForm();
    const other = await openDesk({
      store,
      keySet,
      interactions: {
        submissions: [
          { formId: FORM.id, handle: async () => ({ kind: 'errors', errors: { company: 'x' } }) },
        ],
      },
    });
    const { json } = await other.send(submitted({ form: token, company: 'Kept' }));
    expect(all(json, 'Input.Text')[0]?.value).toBe('Kept');
    await other.close();
  });
});

describe('the message extension', () => {
  test('opens the form, also with the words of a message', async () => {
    reply = async () => ({ kind: 'form', form: FORM });
    const messagePayload = {
      id: '99',
      body: { contentType: 'html', content: '<div>Acme needs <b>help</b> &amp; soon<br>Call them</div>' },
    };
    const value = { commandId: 'submitReferral', commandContext: 'message', messagePayload };
    const { json } = await desk.send(invoke('composeExtension/fetchTask', value));
    expect(commands).toMatchObject([
      { name: 'refer', canOpenForm: true, quoted: { id: '99', text: 'Acme needs help & soon\nCall them' } },
    ]);
    const sent = invoke('composeExtension/submitAction', {
      ...value,
      data: { form: tokenOf(json), company: 'Acme' },
    });
    expect((await desk.send(sent)).text).toBe('{}');
    expect(submissions).toMatchObject([{ values: { company: 'Acme' } }]);
  });
});

test('long menus are searched while typing', async () => {
  const search = (dataset: string) =>
    invoke('application/search', { kind: 'search', queryText: 'al', dataset });
  expect((await desk.send(search('partner'))).json).toMatchObject({
    type: 'application/vnd.microsoft.search.searchResponse',
    value: { results: [{ title: 'Found al', value: 'p1' }] },
  });
  expect((await desk.send(search('nothing'))).json).toMatchObject({ value: { results: [] } });
});

test('an invoke that nobody knows is said to be not implemented', async () => {
  expect((await desk.send(invoke('fileConsent/invoke', {}))).status).toBe(501);
});

describe('what is said to the bot', () => {
  const said = async (words: string, more: Json = {}) => {
    await desk.send(mention(words, more));
    await desk.idle();
  };

  test('in a channel is answered in its thread with a button; whoever presses gets their own answer', async () => {
    await said('my referrals');
    expect(commands).toEqual([]);
    const [answer] = desk.posted;
    expect(answer?.conversationId).toBe(`${CHANNEL};messageid=1767326091220`);
    const data = all(answer?.activity, 'Action.Submit')[0]?.data as Json;
    reply = async () => ({ kind: 'private', card: note('Yours alone') });
    const { json } = await desk.send(fetched(data));
    expect(wordsOf(dialogOf(json).value.card.content)).toBe('Yours alone');
    expect(commands).toMatchObject([
      { name: 'referrals', text: '', canOpenForm: true, channel: { id: CHANNEL } },
    ]);
  });

  test('opens a form by way of the button', async () => {
    await said('refer Acme &amp; Sons');
    const data = all(desk.posted[0]?.activity, 'Action.Submit')[0]?.data as Json;
    reply = async () => ({ kind: 'form', form: FORM });
    const { json } = await desk.send(fetched(data));
    expect(dialogOf(json).value.title).toBe('Refer a lead');
    expect(commands).toMatchObject([{ name: 'refer', text: 'Acme & Sons' }]);
  });

  test('in a personal chat is answered there', async () => {
    reply = async () => ({ kind: 'private', card: note('Your list') });
    await said('', {
      text: 'status',
      entities: [],
      conversation: { conversationType: 'personal', tenantId: TENANT, id: 'a:chat' },
      channelData: { tenant: { id: TENANT } },
    });
    expect(commands).toMatchObject([{ name: 'status', canOpenForm: false }]);
    expect(desk.posted.map(({ conversationId, activity }) => [conversationId, wordsOf(activity)])).toEqual([
      ['a:chat', 'Your list'],
    ]);
  });

  test('that nobody knows asks for help, which is said to everybody; greeting is not a command', async () => {
    reply = async () => ({ kind: 'private', card: note('Help') });
    await said('what is this?');
    await said('greet');
    expect(commands.map(({ name, text }) => [name, text])).toEqual([
      ['help', 'what is this?'],
      ['help', 'greet'],
    ]);
    expect(desk.posted.map(({ activity }) => wordsOf(activity))).toEqual(['Help', 'Help']);
  });

  test('twice under one id is answered once, without a mention not at all', async () => {
    reply = async () => ({ kind: 'private', card: note('Help') });
    const message = mention('help');
    await desk.send(message);
    await desk.send(message);
    await desk.send(mention('help', { entities: [] }));
    await desk.idle();
    expect(commands).toHaveLength(1);
  });

  test('while the store is away is kept and done by the sweep', async () => {
    let isAway = true;
    reply = async () => {
      if (isAway) throw new StoreUnavailable('away');
      return { kind: 'private', card: note('Help') };
    };
    await said('help');
    const [open = ''] = await desk.events('open');
    expect(open).toMatch(/^teams:message:/);
    isAway = false;
    const kept = await store.db.collection<{ _id: string; json: string }>('inbox').findOne({ _id: open });
    await desk.inbound.processStored(JSON.parse(kept?.json ?? '{}') as Json);
    expect(await desk.events('open')).toEqual([]);
    expect(desk.posted).toHaveLength(1);
  });
});

describe('who it was', () => {
  const who = async (member: Parameters<typeof ours>[0] | undefined, from: Json = {}) => {
    desk.member = member && ours(member);
    const aadObjectId = `person-${Math.random()}`;
    await desk.send({ ...pressed(claim()), from: { ...recorded.mention.from, aadObjectId, ...from } });
    return desk.identities.at(-1);
  };

  test('a member of our tenant is one of us; a guest and somebody of another tenant are not', async () => {
    expect(await who({})).toMatchObject({ teamId: TENANT, homeTeamId: TENANT, guest: false });
    expect(await who({ userRole: 'guest' })).toMatchObject({ teamId: TENANT, guest: true });
    expect(await who({ userPrincipalName: 'gus_partner.example#EXT#@vendor.example' })).toMatchObject({
      guest: true,
    });
    expect(await who({ tenantId: 'partner-tenant' })).toMatchObject({ teamId: 'partner-tenant' });
    expect(clicks.map(({ actor }) => actor.internal)).toEqual([true, false, false, false]);
  });

  test('whoever cannot be found out is nobody of ours, whatever the activity says', async () => {
    expect(await who(undefined)).toMatchObject({ teamId: '', name: 'Test User' });
    expect(await who({ userRole: undefined, userPrincipalName: undefined })).not.toHaveProperty('guest');
    expect(clicks.map(({ actor }) => [actor.internal, actor.unverified])).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  test('somebody without an Entra id goes by the id that Teams gives', async () => {
    const identity = await who(
      { tenantId: 'partner-tenant' },
      { aadObjectId: undefined, id: '29:federated' },
    );
    expect(identity).toMatchObject({ userId: '29:federated', teamId: 'partner-tenant' });
  });
});

test('in Microsoft’s local playground, which has no dialogs, forms and lists stand in place of the card', async () => {
  const local = await openDesk({
    store,
    keySet,
    door: { kind: 'emulator' },
    interactions: {
      actions: [{ actionId: 'referral.start', handle: async () => ({ kind: 'form', form: FORM }) }],
      submissions: [
        { formId: FORM.id, handle: async () => ({ kind: 'errors', errors: { company: 'Which?' } }) },
      ],
      commands: [{ names: ['refer'], handle: async () => ({ kind: 'form', form: FORM }) }],
    },
  });
  const here = { serviceUrl: 'http://127.0.0.1:56150/_connector' };
  await local.send(mention('refer', here), null);
  await local.idle();
  const [execute] = all(local.posted[0]?.activity, 'Action.Execute');
  expect(all(local.posted[0]?.activity, 'Action.Submit')).toEqual([execute?.fallback]);
  const { json } = await local.send(pressed(execute?.data as { action: string }, here), null);
  expect(json.type).toBe('application/vnd.microsoft.card.adaptive');
  const data = all(json.value, 'Action.Submit')[0]?.data as Json;
  await local.send(
    { ...recorded.action, ...here, id: 'f:local-1', value: { ...data, company: 'Acme' } },
    null,
  );
  await local.idle();
  expect(wordsOf(local.posted.at(-1)?.activity)).toContain('Which?');
  expect(local.identities.every(({ admin, guest }) => admin === true && guest === false)).toBe(true);
  await local.close();
});
