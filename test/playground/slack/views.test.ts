import { describe, expect, test } from 'vitest';
import { companyForm, modalPair, textInput } from './modal-pair.js';
import { button, card, modal } from './seed.js';

const pair = modalPair();
const { last, open, trigger } = pair;

describe('opening', () => {
  test('a trigger opens once, within 3 seconds', async () => {
    const id = await trigger();
    expect((await pair.api('views.open', { trigger_id: id, view: companyForm() })).ok).toBe(true);
    expect((await pair.api('views.open', { trigger_id: id, view: companyForm() })).error).toBe(
      'exchanged_trigger_id',
    );
    const late = await trigger();
    pair.passTime(3_001);
    expect((await pair.api('views.open', { trigger_id: late, view: companyForm() })).error).toBe(
      'expired_trigger_id',
    );
    expect((await pair.api('views.open', { trigger_id: 'nonsense', view: companyForm() })).error).toBe(
      'invalid_trigger_id',
    );
  });

  test('a view that breaks a rule is refused with the place', async () => {
    const view = modal([textInput('company')], { title: { type: 'plain_text', text: 'x'.repeat(25) } });
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
    const again = await pair.api('views.update', { view_id: view.id, hash: view.hash, view: companyForm() });
    expect(again.ok).toBe(true);
    expect(again.view.hash).not.toBe(view.hash);
    expect(
      (await pair.api('views.update', { view_id: view.id, hash: view.hash, view: companyForm() })).error,
    ).toBe('hash_conflict');
    await pair.slack.closeModal('U0REP');
    expect((await pair.api('views.update', { view_id: view.id, view: companyForm() })).error).toBe(
      'not_found',
    );
  });

  test('what was typed in an input that stays survives an update', async () => {
    await open(
      modal([textInput('company'), { type: 'actions', block_id: 'acts', elements: [button('more')] }]),
    );
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
    await pair.api('views.update', {
      view_id: viewId,
      view: modal([textInput('company'), textInput('more')]),
    });
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
      const pushed = await pair.api('views.push', { trigger_id: await trigger(), view: companyForm() });
      expect(pushed.view).toMatchObject({ previous_view_id: ids.at(-1), root_view_id: ids[0] });
      ids.push(pushed.view.id);
    }
    expect((await pair.api('views.push', { trigger_id: await trigger(), view: companyForm() })).error).toBe(
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
    expect((await pair.api('views.publish', { user_id: 'U0REP', view: companyForm() })).error).toBe(
      'invalid_arguments',
    );
  });
});
