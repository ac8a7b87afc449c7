import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import {
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
let messageId: string;
beforeEach(async () => {
  pair = await startPair();
  const content = card([text('Refer a lead')], [opener('Refer', { form: 'refer' })]);
  messageId = (await pair.api.send(SHARED, posted(content))).body.id;
});
afterEach(() => pair.close());

const last = () => pair.bot.heard.at(-1)?.activity;
const FORM = card(
  [{ type: 'Input.Text', id: 'company', label: 'Company', isRequired: true, errorMessage: 'Which company?' }],
  [submit('Send', { token: 't-1' })],
);
const answer = (body: unknown, status = 200) => pair.bot.answer(() => ({ status, body }));

async function opened() {
  answer(dialogWith(FORM));
  await pair.teams.press(FEDERATED, SHARED, messageId, 'Refer');
}

describe('task/fetch', () => {
  test('opens the card the bot gives, also for people of other tenants', async () => {
    await opened();
    expect(last()).toMatchObject({
      type: 'invoke',
      name: 'task/fetch',
      replyToId: messageId,
      conversation: { id: `${SHARED};messageid=${messageId}` },
      value: { data: { form: 'refer', msteams: { type: 'task/fetch' } }, context: { theme: 'default' } },
    });
    expect(pair.teams.dialog(FEDERATED)).toMatchObject({ title: 'Form', width: 'medium', card: FORM });
  });

  test('may be answered with a message', async () => {
    answer({ task: { type: 'message', value: 'Not for you' } });
    expect((await pair.teams.press(FEDERATED, SHARED, messageId, 'Refer')).problem).toBeUndefined();
    expect(pair.teams.dialog(FEDERATED)).toMatchObject({ message: 'Not for you' });
    pair.teams.closeDialog(FEDERATED);
    expect(pair.teams.dialog(FEDERATED)).toBeUndefined();
  });

  test.each<[string, unknown, string]>([
    [
      'text in place of a card',
      { task: { type: 'continue', value: 'Form' } },
      'task.value: must be an object',
    ],
    ['a card without attachment', { task: { type: 'continue', value: { card: FORM } } }, 'task.value.card'],
    ['an unknown type', { task: { type: 'close' } }, 'task.type: there is no close'],
    ['a card Teams cannot draw', dialogWith(card([{ type: 'Blink' }])), 'unknown type Blink'],
    ['Action.Execute', dialogWith(card([], [execute('x')])), 'does nothing in a dialog'],
    ['no JSON object', 'text', 'no JSON object'],
  ])('with %s opens an empty dialog', async (_what, body, problem) => {
    answer(body);
    expect((await pair.teams.press(FEDERATED, SHARED, messageId, 'Refer')).problem).toContain(problem);
    expect(pair.teams.dialog(FEDERATED)?.card).toBeUndefined();
  });

  test('without an answer opens nothing', async () => {
    answer(undefined);
    expect((await pair.teams.press(FEDERATED, SHARED, messageId, 'Refer')).problem).toContain('went wrong');
    answer({}, 500);
    expect((await pair.teams.press(FEDERATED, SHARED, messageId, 'Refer')).problem).toContain('went wrong');
    expect(pair.teams.dialog(FEDERATED)).toBeUndefined();
  });
});

describe('task/submit', () => {
  beforeEach(opened);

  test('sends data and inputs; no answer closes the dialog', async () => {
    answer(undefined);
    await pair.teams.submitDialog(FEDERATED, { company: 'ACME' });
    expect(last()).toMatchObject({
      name: 'task/submit',
      conversation: { id: `${SHARED};messageid=${messageId}` },
      value: { data: { token: 't-1', company: 'ACME' } },
    });
    expect(pair.teams.dialog(FEDERATED)).toBeUndefined();
  });

  test('is not sent while the client finds a mistake', async () => {
    const before = pair.bot.heard.length;
    const { problem } = await pair.teams.submitDialog(FEDERATED, { company: '' });
    expect([problem, pair.bot.heard.length]).toEqual(['Which company?', before]);
    expect(pair.teams.dialog(FEDERATED)?.errors).toEqual({ company: 'Which company?' });
  });

  test('keeps what is typed when the bot fails or is late, and can be sent again', async () => {
    answer({}, 503);
    expect((await pair.teams.submitDialog(FEDERATED, { company: 'ACME' })).problem).toContain('went wrong');
    expect(pair.teams.dialog(FEDERATED)).toMatchObject({ values: { company: 'ACME' }, card: FORM });
    pair.teams.settings.invokeMs = 50;
    pair.bot.answer(() => ({ afterMs: 300 }));
    expect((await pair.teams.submitDialog(FEDERATED)).problem).toContain('Unable to reach');
    pair.teams.settings.invokeMs = 5_000;
    answer(undefined);
    await pair.teams.submitDialog(FEDERATED);
    expect(last().value.data.company).toBe('ACME');
    expect(pair.teams.dialog(FEDERATED)).toBeUndefined();
  });

  test('may go on with another card, or with a message', async () => {
    const again = card(
      [text('Company is unknown'), { type: 'Input.Text', id: 'website', value: 'x' }],
      [submit('Send')],
    );
    answer(dialogWith(again));
    await pair.teams.submitDialog(FEDERATED, { company: 'ACME' });
    expect(pair.teams.dialog(FEDERATED)).toMatchObject({ card: again, values: {} });
    answer({ task: { type: 'message', value: 'Thank you' } });
    await pair.teams.submitDialog(FEDERATED, { website: 'acme.example' }, 'Send');
    expect(pair.teams.dialog(FEDERATED)).toMatchObject({ message: 'Thank you', card: undefined });
    await expect(pair.teams.submitDialog(FEDERATED)).rejects.toThrow('no dialog with a card');
  });
});

describe('the message extension', () => {
  test('opens from the compose box and from a message, which it brings along', async () => {
    answer(dialogWith(FORM));
    await pair.teams.composeExtension(REP, REPS, 'submit');
    expect(last()).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: { commandId: 'submit', commandContext: 'compose' },
      conversation: { id: REPS },
    });
    const { id } = await pair.teams.say(REP, REPS, 'ACME needs a <b>test</b>');
    await pair.teams.composeExtension(REP, REPS, 'submit', { messageId: id });
    expect(last().value).toMatchObject({
      commandContext: 'message',
      messagePayload: {
        id,
        body: { contentType: 'html', content: '<div>ACME needs a &lt;b&gt;test&lt;/b&gt;</div>' },
        from: { user: { id: REP, displayName: 'Rita Rep' } },
      },
    });
    answer(undefined);
    await pair.teams.submitDialog(REP, { company: 'ACME' });
    expect(last()).toMatchObject({
      name: 'composeExtension/submitAction',
      value: { commandId: 'submit', commandContext: 'message', data: { token: 't-1', company: 'ACME' } },
    });
    expect(pair.teams.dialog(REP)).toBeUndefined();
  });

  test('is not there for guests and people of other tenants, and has no other commands', async () => {
    expect((await pair.teams.composeExtension(GUEST, REPS, 'submit')).problem).toContain('not available');
    expect((await pair.teams.composeExtension(FEDERATED, SHARED, 'submit')).problem).toContain(
      'not available',
    );
    expect(pair.bot.heard).toEqual([]);
    await expect(pair.teams.composeExtension(REP, REPS, 'other')).rejects.toThrow('no command other');
  });
});
