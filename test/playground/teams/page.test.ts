import { afterEach, beforeEach, expect, test } from 'vitest';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import { startPair } from './bare-bot.js';
import {
  BOT_APP,
  card,
  dialogWith,
  execute,
  FEDERATED,
  GUEST,
  opener,
  posted,
  REP,
  REPS,
  SHARED,
  submit,
  text,
} from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const channel = (person: string, id: string) =>
  pair.teams.pageState(person).channels.find((each) => each.id === id);

test('each person sees their own channels, chat, and what they may use', () => {
  const rep = pair.teams.pageState(REP);
  expect([rep.platform, rep.me.name, rep.me.kind]).toEqual(['teams', 'Rita Rep', 'member']);
  expect(rep.channels.map(({ name, kind, team }) => [name, kind, team])).toEqual([
    ['General', 'channel', 'Partners'],
    ['Reps', 'channel', 'Partners'],
    ['With Partner', 'channel', 'Partners'],
    ['General', 'channel', 'Without the app'],
    ['Desk Bot', 'direct', undefined],
  ]);
  expect(rep.messageExtensions?.map(({ title }) => title)).toEqual(['Submit']);
  const federated = pair.teams.pageState(FEDERATED);
  expect([federated.me.kind, federated.me.workspace.name]).toEqual(['external', 'Partner']);
  expect(federated.channels.map(({ name, organisations }) => [name, organisations])).toEqual([
    ['With Partner', ['Vendor', 'Partner']],
  ]);
  expect(federated.messageExtensions).toEqual([]);
  expect(pair.teams.pageState(GUEST).me).toMatchObject({ kind: 'guest', workspace: { name: 'Partner' } });
  expect(channel(GUEST, REPS)?.organisations).toEqual(['Vendor', 'Partner']);
  expect(() => pair.teams.pageState('nobody')).toThrow('no person nobody');
});

test('cards as each sees them, replies in their thread, and the bot by its id', async () => {
  const { body } = await pair.api.send(REPS, posted(card([text('Open')], [execute('claim')])));
  await pair.api.reply(REPS, body.id, { type: 'message', text: 'Reply' });
  const value = card([text('Yours')]);
  pair.bot.answer(() => ({
    body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
  }));
  await pair.teams.act(REP, {
    kind: 'pressCard',
    channel: REPS,
    ts: body.id,
    action: { verb: 'claim' },
    inputs: {},
  });
  const seen = (person: string) => channel(person, REPS)?.messages.at(-1);
  expect(seen(REP)).toMatchObject({ author: `28:${BOT_APP}`, card: value, replies: [{ text: 'Reply' }] });
  expect(seen(GUEST)?.card).toMatchObject({ body: [{ text: 'Open' }] });
});

test('acts: say, dialog with kept values and errors, message extension, and what is no longer there', async () => {
  const { act, pageState } = pair.teams;
  expect(await act(FEDERATED, { kind: 'say', channel: SHARED, text: '@Desk Bot refer' })).toEqual({
    ok: true,
  });
  const root = channel(FEDERATED, SHARED)?.messages[0]?.ts ?? '';
  const { body } = await pair.api.reply(SHARED, root, posted(card([], [opener('Refer', { a: 1 })])));
  const required = { type: 'Input.Text', id: 'company', isRequired: true, errorMessage: 'Which?' };
  pair.bot.answer(() => ({ body: dialogWith(card([required], [submit('Send')])) }));
  const action = { type: 'Action.Submit', title: 'Refer', data: { msteams: { type: 'task/fetch' }, a: 1 } };
  await act(FEDERATED, { kind: 'pressCard', channel: SHARED, ts: body.id, action, inputs: {} });
  const dialogId = pageState(FEDERATED).dialog?.dialogId ?? '';
  const empty = await act(FEDERATED, { kind: 'submitDialog', dialogId, inputs: { company: '' } });
  expect(empty).toEqual({ ok: false, problem: 'Which?' });
  expect(pageState(FEDERATED).dialog?.errors).toEqual({ company: 'Which?' });
  pair.bot.answer(() => undefined);
  const sent = {
    kind: 'submitDialog',
    dialogId,
    action: { title: 'Send' },
    inputs: { company: 'ACME' },
  } as const;
  expect(await act(FEDERATED, sent)).toEqual({ ok: true });
  expect(pageState(FEDERATED).dialog).toBeUndefined();
  expect(await act(FEDERATED, sent)).toMatchObject({ problem: 'This dialog is no longer open.' });
  expect(await act(FEDERATED, { kind: 'closeDialog', dialogId })).toMatchObject({ ok: false });
  const extension = { kind: 'composeExtension', channel: SHARED, commandId: 'submit' } as const;
  expect((await act(FEDERATED, extension)).ok).toBe(false);
  expect((await act(REP, { kind: 'refreshCard', channel: SHARED, ts: body.id })).ok).toBe(false);
});

test('traffic in both directions, in order, up to what is still under way', async () => {
  await pair.teams.say(REP, REPS, '@Desk Bot help');
  await pair.api.send(REPS, { type: 'message', text: 'Help' });
  const entries = pair.teams.traffic(0);
  expect(entries.map(({ direction, what, status }) => [direction, what, status])).toEqual([
    ['to bot', 'message', 200],
    ['to teams', 'sendToConversation', 201],
  ]);
  expect(pair.teams.traffic(entries[0]?.number ?? 0)).toHaveLength(1);
  expect(JSON.stringify(entries)).not.toContain('eyJ');
});

test('the seed is whole: everybody and every channel it names is there', async () => {
  const { people, teams, tenants, messages = [], personalInstalls = [] } = PLAYGROUND_TENANT;
  const ids = people.map(({ id }) => id);
  const channels = teams.flatMap((team) => team.channels);
  const named = [
    ...teams.flatMap(({ members }) => members),
    ...channels.flatMap(({ members = [] }) => members),
    ...messages.map(({ person }) => person),
    ...personalInstalls,
  ];
  expect(named.filter((id) => !ids.includes(id))).toEqual([]);
  const rooms = channels.map(({ id }) => id);
  expect(messages.filter((message) => !rooms.includes(message.channel))).toEqual([]);
  expect(people.filter(({ tenant }) => !tenants.some(({ id }) => id === tenant))).toEqual([]);
  await pair.teams.reset(PLAYGROUND_TENANT);
  const partners = pair.teams
    .people()
    .map((id) => pair.teams.pageState(id))
    .filter(({ me }) => me.part === 'partner');
  expect(partners.map(({ me }) => me.kind).sort()).toEqual(['external', 'guest']);
  for (const partner of partners) {
    const shared = partner.channels.find(({ name }) => name === 'Alder Analytics');
    expect(shared?.organisations).toEqual(['Northwind Shield', 'Alder Analytics']);
  }
});
