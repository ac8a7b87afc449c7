import { describe, expect, test } from 'vitest';
import { modalPair, textInput } from './modal-pair.js';
import { input, modal } from './seed.js';

const pair = modalPair();
const { last, open } = pair;

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
    ['no answer in time', { afterMs: 1_500 }],
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
      body: { response_action: 'update', view: modal([textInput('next')], { callback_id: 'second' }) },
    }));
    await pair.slack.submit('U0REP', { company: 'ACME' });
    expect(pair.slack.modal('U0REP')).toMatchObject({ viewId: view.id, view: { callback_id: 'second' } });
    pair.bot.answer(() => ({ body: { response_action: 'push', view: modal([textInput('third')]) } }));
    await pair.slack.submit('U0REP', { next: 'x' });
    expect(pair.slack.modal('U0REP')?.view).toMatchObject({ previous_view_id: view.id });
    pair.bot.answer(() => ({ body: { response_action: 'clear' } }));
    await pair.slack.submit('U0REP', { third: 'x' });
    expect(pair.slack.modal('U0REP')).toBeUndefined();
  });
});

describe("what Slack's own client refuses", () => {
  test.each([
    ['a required input left empty', textInput('field'), '', 'Please complete this required field.'],
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
      textInput('field', { max_length: 3 }),
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
