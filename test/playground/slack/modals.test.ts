import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Heard, startPair } from './bare-bot.js';
import { button, card, input, modal } from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
let clock: Date;
const last = () => pair.bot.heard.at(-1) as Heard;
const text = (blockId: string, more = {}, block = {}) =>
  input(blockId, { type: 'plain_text_input', ...more }, block);
const option = (value: string) => ({
  text: { type: 'plain_text', text: value.toUpperCase(), emoji: true },
  value,
});
const form = () =>
  modal([text('company'), text('notes', { initial_value: 'prefilled' }, { optional: true })]);

beforeEach(async () => {
  clock = new Date('2026-11-21T10:00:00Z');
  pair = await startPair({ now: () => clock, acknowledgeMs: 100 });
});
afterEach(() => pair.close());

/** A command gives a trigger. */
async function trigger(user = 'U0REP'): Promise<string> {
  pair.bot.answer(() => undefined);
  await pair.slack.command(user, user === 'U0GUEST' ? 'C0SHARED' : 'C0TRIAGE', '/refer');
  return last().payload.trigger_id;
}

const open = async (view: unknown = form()) => pair.api('views.open', { trigger_id: await trigger(), view });

describe('opening', () => {
  test('a trigger opens once, within 3 seconds', async () => {
    const id = await trigger();
    expect((await pair.api('views.open', { trigger_id: id, view: form() })).ok).toBe(true);
    expect((await pair.api('views.open', { trigger_id: id, view: form() })).error).toBe(
      'exchanged_trigger_id',
    );
    const late = await trigger();
    clock = new Date(clock.getTime() + 3_001);
    expect((await pair.api('views.open', { trigger_id: late, view: form() })).error).toBe(
      'expired_trigger_id',
    );
    expect((await pair.api('views.open', { trigger_id: 'nonsense', view: form() })).error).toBe(
      'invalid_trigger_id',
    );
  });

  test('a view that breaks a rule is refused with the place', async () => {
    const view = modal([text('company')], { title: { type: 'plain_text', text: 'x'.repeat(25) } });
    expect(await open(view)).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: {
        messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'],
      },
    });
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });

  test('an opened view comes back with the fields Slack adds', async () => {
    const { view } = await open();
    expect(view).toMatchObject({
      team_id: 'T0VENDOR',
      app_installed_team_id: 'T0VENDOR',
      bot_id: 'B0BOT',
      app_id: 'A0APP',
      private_metadata: '',
      callback_id: 'form',
      previous_view_id: null,
      state: { values: { notes: { value: { value: 'prefilled' } } } },
    });
    expect(view.id).toMatch(/^V/);
    expect(view.root_view_id).toBe(view.id);
  });
});

describe('changing', () => {
  test('views.update needs the current hash, keeps what was typed, and knows only open views', async () => {
    const { view } = await open();
    const again = await pair.api('views.update', { view_id: view.id, hash: view.hash, view: form() });
    expect(again.ok).toBe(true);
    expect(again.view.hash).not.toBe(view.hash);
    expect((await pair.api('views.update', { view_id: view.id, hash: view.hash, view: form() })).error).toBe(
      'hash_conflict',
    );
    await pair.slack.closeModal('U0REP');
    expect((await pair.api('views.update', { view_id: view.id, view: form() })).error).toBe('not_found');
  });

  test('what was typed in an input that stays survives an update', async () => {
    await open(modal([text('company'), { type: 'actions', block_id: 'acts', elements: [button('more')] }]));
    const values = { company: { value: { type: 'plain_text_input', value: 'ACME' } } };
    const viewId = String(pair.slack.modal('U0REP')?.viewId);
    await pair.slack.act('U0REP', {
      kind: 'pressModal',
      viewId,
      blockId: 'acts',
      element: button('more'),
      values,
    });
    expect(last().payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: viewId },
      view: { state: { values } },
    });
    expect(last().payload.response_url).toBeUndefined();
    await pair.api('views.update', { view_id: viewId, view: modal([text('company'), text('more')]) });
    await pair.slack.submit('U0REP', { more: 'x' });
    expect(last().payload.view.state.values).toMatchObject({
      company: { value: { value: 'ACME' } },
      more: { value: { value: 'x' } },
    });
  });

  test('three views at most lie on top of each other; closing shows the one below', async () => {
    const first = await open();
    const ids = [first.view.id];
    for (let count = 0; count < 2; count += 1) {
      const pushed = await pair.api('views.push', { trigger_id: await trigger(), view: form() });
      expect(pushed.view).toMatchObject({ previous_view_id: ids.at(-1), root_view_id: ids[0] });
      ids.push(pushed.view.id);
    }
    expect((await pair.api('views.push', { trigger_id: await trigger(), view: form() })).error).toBe(
      'push_limit_reached',
    );
    await pair.slack.closeModal('U0REP');
    expect(pair.slack.modal('U0REP')?.viewId).toBe(ids[1]);
  });

  test('the App Home is published per person', async () => {
    const home = (name: string) => ({ type: 'home', blocks: card(name) });
    const { view } = await pair.api('views.publish', { user_id: 'U0REP', view: home('one') });
    expect(pair.slack.home('U0REP')).toMatchObject({ type: 'home', id: view.id });
    expect(
      (await pair.api('views.publish', { user_id: 'U0REP', hash: 'old', view: home('two') })).error,
    ).toBe('hash_conflict');
    await pair.slack.pressHome('U0REP', 'one');
    expect(last().payload).toMatchObject({
      type: 'block_actions',
      view: { id: view.id, type: 'home' },
      actions: [{ action_id: 'one' }],
    });
    expect((await pair.api('views.publish', { user_id: 'U0REP', view: form() })).error).toBe(
      'invalid_arguments',
    );
  });
});

describe('submitting', () => {
  test('nothing in the answer closes the modal', async () => {
    await open();
    const answer = await pair.slack.submit('U0REP', { company: 'ACME' });
    expect(answer).toMatchObject({ status: 200, problem: undefined });
    expect(last().payload.view.state.values).toEqual({
      company: { value: { type: 'plain_text_input', value: 'ACME' } },
      notes: { value: { type: 'plain_text_input', value: 'prefilled' } },
    });
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });

  test('errors stand beside their inputs, what was typed stays, and the next submit may go through', async () => {
    await open();
    pair.bot.answer(() => ({ body: { response_action: 'errors', errors: { company: 'Unknown company' } } }));
    await pair.slack.submit('U0REP', { company: 'ACME' });
    const seen = pair.slack.pageState('U0REP').modal;
    expect(seen).toMatchObject({ errors: { company: 'Unknown company' }, connectionTrouble: false });
    expect(seen?.view).toMatchObject({ state: { values: { company: { value: { value: 'ACME' } } } } });
    pair.bot.answer(() => undefined);
    await pair.slack.submit('U0REP');
    expect(last().payload.view.state.values.company.value.value).toBe('ACME');
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });

  test.each([
    ['no answer in time', { afterMs: 300 }],
    ['an HTTP error', { status: 500 }],
    ['words Slack does not know', { body: 'done' }],
    ['an unknown action', { body: { response_action: 'reload' } }],
    ['errors for what is no input', { body: { response_action: 'errors', errors: { elsewhere: 'x' } } }],
    ['a view that breaks a rule', { body: { response_action: 'update', view: { type: 'modal' } } }],
  ])('%s shows connection trouble and keeps the text', async (_name, said) => {
    await open();
    pair.bot.answer(() => said);
    const { problem } = await pair.slack.submit('U0REP', { company: 'ACME' });
    expect(problem).toContain('trouble connecting');
    expect(pair.slack.modal('U0REP')?.errors).toEqual({});
    expect(pair.slack.modal('U0REP')).toMatchObject({
      connectionTrouble: true,
      view: { state: { values: { company: { value: { value: 'ACME' } } } } },
    });
  });

  test('a double click sends two submissions of the same view, and both are answered', async () => {
    const { view } = await open();
    pair.bot.answer(() => ({ afterMs: 20 }));
    const answers = await Promise.all([
      pair.slack.submit('U0REP', { company: 'ACME' }),
      pair.slack.submit('U0REP', { company: 'ACME' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const sent = pair.bot.heard.filter(({ payload }) => payload.type === 'view_submission');
    expect(sent.map(({ payload }) => payload.view.id)).toEqual([view.id, view.id]);
    expect(new Set(sent.map(({ payload }) => payload.trigger_id)).size).toBe(2);
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });

  test('update, push and clear', async () => {
    const { view } = await open();
    pair.bot.answer(() => ({
      body: { response_action: 'update', view: modal([text('next')], { callback_id: 'second' }) },
    }));
    await pair.slack.submit('U0REP', { company: 'ACME' });
    expect(pair.slack.modal('U0REP')).toMatchObject({ viewId: view.id, view: { callback_id: 'second' } });
    pair.bot.answer(() => ({ body: { response_action: 'push', view: modal([text('third')]) } }));
    await pair.slack.submit('U0REP', { next: 'x' });
    expect(pair.slack.modal('U0REP')?.view).toMatchObject({ previous_view_id: view.id });
    pair.bot.answer(() => ({ body: { response_action: 'clear' } }));
    await pair.slack.submit('U0REP', { third: 'x' });
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });
});

describe("what Slack's own client refuses", () => {
  test.each([
    ['a required input left empty', text('field'), '', 'Please complete this required field.'],
    [
      'an e-mail address',
      input('field', { type: 'email_text_input' }),
      'nobody',
      'Please enter a valid email address.',
    ],
    ['a link', input('field', { type: 'url_text_input' }), 'acme', 'Please enter a valid URL.'],
    [
      'a number',
      input('field', { type: 'number_input', is_decimal_allowed: false }),
      '1.5',
      'Please enter a valid number.',
    ],
    [
      'a text that is too long',
      text('field', { max_length: 3 }),
      'abcd',
      'Please enter at most 3 characters.',
    ],
  ])('%s: nothing is sent', async (_name, block, given, problem) => {
    await open(modal([block]));
    const before = pair.bot.heard.length;
    expect((await pair.slack.submit('U0REP', { field: given })).problem).toBe(problem);
    expect(pair.bot.heard).toHaveLength(before);
    expect(pair.slack.modal('U0REP')?.errors).toEqual({ field: problem });
  });

  test('blanks alone are left to the app, and optional inputs may be empty', async () => {
    await open();
    await pair.slack.submit('U0REP', { company: '   ', notes: null });
    expect(last().payload.view.state.values).toMatchObject({
      company: { value: { value: '   ' } },
      notes: { value: { value: null } },
    });
  });
});

describe('choosing', () => {
  test('an option by value or label, several, dates; an unknown one is a mistake of the caller', async () => {
    const view = modal([
      input('line', { type: 'static_select', options: [option('pentest'), option('audit')] }),
      input('ok', { type: 'checkboxes', options: [option('consent')] }),
      input('day', { type: 'datepicker' }),
      input('urgency', { type: 'radio_buttons', options: [option('low'), option('high')] }),
    ]);
    await open(view);
    await expect(pair.slack.submit('U0REP', { line: 'nothing' })).rejects.toThrow('does not offer');
    await pair.slack.submit('U0REP', { line: 'AUDIT', ok: ['consent'], day: '2026-12-01', urgency: 'high' });
    expect(last().payload.view.state.values).toEqual({
      line: { value: { type: 'static_select', selected_option: option('audit') } },
      ok: { value: { type: 'checkboxes', selected_options: [option('consent')] } },
      day: { value: { type: 'datepicker', selected_date: '2026-12-01' } },
      urgency: { value: { type: 'radio_buttons', selected_option: option('high') } },
    });
  });

  test('an external menu asks the app for its options', async () => {
    await open(modal([input('rep', { type: 'external_select', min_query_length: 0 })]));
    pair.bot.answer(({ payload }) =>
      payload.type === 'block_suggestion'
        ? { body: { options: [option('rita'), option('rob')] } }
        : undefined,
    );
    const { options } = await pair.slack.options('U0REP', 'rep', 'value', 'r');
    expect(options).toEqual([option('rita'), option('rob')]);
    expect(last().payload).toMatchObject({
      type: 'block_suggestion',
      action_id: 'value',
      block_id: 'rep',
      value: 'r',
      container: { type: 'view' },
      team: { id: 'T0VENDOR' },
    });
    await pair.slack.submit('U0REP', { rep: 'rob' });
    expect(last().payload.view.state.values.rep.value.selected_option).toEqual(option('rob'));
  });

  test('several of an external menu, and several people', async () => {
    await open(
      modal([
        input('reps', { type: 'multi_external_select' }),
        input('people', { type: 'multi_users_select' }),
      ]),
    );
    pair.bot.answer(({ payload }) =>
      payload.type === 'block_suggestion'
        ? { body: { option_groups: [{ label: option('x').text, options: [option('rita'), option('rob')] }] } }
        : undefined,
    );
    await pair.slack.submit('U0REP', { reps: ['rob', 'rita'], people: ['U0REP'] });
    expect(last().payload.view.state.values).toMatchObject({
      reps: { value: { type: 'multi_external_select', selected_options: [option('rob'), option('rita')] } },
      people: { value: { type: 'multi_users_select', selected_users: ['U0REP'] } },
    });
  });

  test('an external menu in a message asks the app too', async () => {
    const menu = { type: 'external_select', action_id: 'rep', min_query_length: 0 };
    await pair.api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'acts', elements: [menu] }],
    });
    pair.bot.answer(() => ({ body: { options: [option('rita')] } }));
    const asked = {
      kind: 'options',
      source: 'message',
      blockId: 'acts',
      actionId: 'rep',
      query: 'r',
    } as const;
    expect(await pair.slack.act('U0REP', asked)).toEqual({ ok: true, options: [option('rita')] });
    expect(last().payload).toMatchObject({
      type: 'block_suggestion',
      team: { id: 'T0VENDOR' },
      channel: { id: 'C0TRIAGE' },
      container: { type: 'message' },
    });
    expect(await pair.slack.act('U0PARTNER', asked)).toMatchObject({ ok: false });
  });

  test('in a message: menus, overflow and pickers say what was chosen', async () => {
    const elements = [
      { type: 'static_select', action_id: 'line', options: [option('pentest'), option('audit')] },
      { type: 'overflow', action_id: 'more', options: [option('release'), option('assign')] },
      { type: 'datepicker', action_id: 'day' },
    ];
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      blocks: [{ type: 'actions', block_id: 'acts', elements }],
    });
    await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'line', { chosen: 'audit' });
    expect(last().payload.actions[0]).toMatchObject({
      type: 'static_select',
      selected_option: option('audit'),
    });
    expect(last().payload.actions[0].options).toBeUndefined();
    expect(last().payload.state.values.acts.line.selected_option).toEqual(option('audit'));
    await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'more', { chosen: 'release' });
    expect(last().payload.actions[0]).toMatchObject({ type: 'overflow', selected_option: option('release') });
    await pair.slack.act('U0REP', {
      kind: 'press',
      channel: 'C0TRIAGE',
      ts,
      blockId: 'acts',
      element: { type: 'datepicker', action_id: 'day' },
      chosen: { selected_date: '2026-12-01' },
    });
    expect(last().payload.actions[0]).toMatchObject({ type: 'datepicker', selected_date: '2026-12-01' });
  });
});
