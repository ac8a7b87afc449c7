import { describe, expect, test } from 'vitest';
import { modalPair } from './modal-pair.js';
import { input, modal } from './seed.js';

const pair = modalPair();
const { last, open } = pair;
const option = (value: string) => ({
  text: { type: 'plain_text', text: value.toUpperCase(), emoji: true },
  value,
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
