import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import recorded from './recorded/payloads.json' with { type: 'json' };
import { button, card, input, modal } from './seed.js';

/**
 * What the simulated workspace sends holds everything that recordings of Slack hold, with values of the same kind:
 * a bot that reads a field in production finds it here too.
 */
let pair: Awaited<ReturnType<typeof startPair>>;
const sent = () => pair.bot.heard.at(-1)?.payload;

beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

/** Paths of `expected` that `actual` lacks or has as another kind of value. */
function missing(expected: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: no list`];
    return expected.length === 0 ? [] : missing(expected[0], actual[0], `${path}[0]`);
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: no object`];
    return Object.entries(expected).flatMap(([key, value]) =>
      key in actual
        ? missing(value, (actual as Record<string, unknown>)[key], `${path}.${key}`)
        : [`${path}.${key}: missing`],
    );
  }
  return typeof expected === typeof actual ? [] : [`${path}: ${typeof actual} for ${typeof expected}`];
}

/** What a recording says of the app's own content is not Slack's to add. */
function without<T extends object>(value: T, ...keys: string[]): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) as Partial<T>;
}

const option = { text: { type: 'plain_text', text: 'One', emoji: true }, value: 'one' };

describe('as Slack was recorded to send it', () => {
  test('a mention', async () => {
    await pair.slack.say('U0REP', 'C0TRIAGE', '<@U0BOT> Hello');
    expect(missing(recorded.mention, sent())).toEqual([]);
  });

  test('a press in a thread', async () => {
    const { ts } = await pair.slack.say('U0REP', 'C0TRIAGE', 'hello');
    const blocks = [
      { type: 'header', text: { type: 'plain_text', text: 'Hi', emoji: true } },
      ...card('feedback'),
    ];
    const reply = await pair.api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      thread_ts: ts,
      blocks,
    });
    await pair.slack.press('U0REP', 'C0TRIAGE', reply.ts, 'feedback');
    const { message, actions, ...rest } = recorded.blockActions;
    expect(missing(rest, sent())).toEqual([]);
    expect(missing(message, sent().message)).toEqual([]);
    expect(missing(without(actions[0] as object, 'text'), sent().actions[0])).toEqual([]);
  });

  test('a press on an ephemeral message', async () => {
    const { ts } = await pair.slack.say('U0REP', 'C0TRIAGE', 'hello');
    const blocks = [{ type: 'actions', elements: [button('open', { style: 'primary' })] }];
    const { message_ts } = await pair.api('chat.postEphemeral', {
      channel: 'C0TRIAGE',
      user: 'U0REP',
      text: 'x',
      thread_ts: ts,
      blocks,
    });
    await pair.slack.press('U0REP', 'C0TRIAGE', message_ts, 'open');
    const { actions, ...rest } = recorded.ephemeralBlockActions;
    expect(missing(rest, sent())).toEqual([]);
    expect(missing(without(actions[0] as object, 'text'), sent().actions[0])).toEqual([]);
    expect('message' in sent()).toBe(false);
  });

  test('choices in a menu and among radio buttons', async () => {
    const placeholder = { type: 'plain_text', text: 'Choose...', emoji: true };
    const elements = [
      { type: 'static_select', action_id: 'menu', options: [option], placeholder },
      { type: 'radio_buttons', action_id: 'radio', options: [option] },
    ];
    const { ts } = await pair.api('chat.postMessage', {
      channel: 'C0TRIAGE',
      text: 'x',
      blocks: [{ type: 'actions', elements }],
    });
    await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'menu', { chosen: 'one' });
    expect(missing(recorded.staticSelectAction.actions[0], sent().actions[0])).toEqual([]);
    await pair.slack.press('U0REP', 'C0TRIAGE', ts, 'radio', { chosen: 'one' });
    const { selected_option: _own, ...radio } = recorded.radioButtonsAction.actions[0] as Record<
      string,
      unknown
    >;
    expect(missing(radio, sent().actions[0])).toEqual([]);
    expect(sent().actions[0].selected_option).toEqual(option);
  });

  test('a slash command', async () => {
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer', 'some arguments here');
    expect(missing(recorded.slashCommand, sent())).toEqual([]);
    expect(Object.keys(sent()).sort()).toEqual(Object.keys(recorded.slashCommand).sort());
  });

  test('a submission', async () => {
    await pair.slack.command('U0REP', 'C0TRIAGE', '/refer');
    const view = modal(
      [
        input('message', { type: 'plain_text_input' }),
        input('category', { type: 'static_select', options: [option] }),
        input('email', { type: 'plain_text_input' }, { optional: true }),
      ],
      { private_metadata: 'x', notify_on_close: true, close: { type: 'plain_text', text: 'Cancel' } },
    );
    await pair.api('views.open', { trigger_id: sent().trigger_id, view });
    await pair.slack.submit('U0REP', { message: 'Hello!', category: 'one', email: 'user@example.com' });
    const { view: recordedView, ...rest } = recorded.viewSubmission;
    expect(missing(rest, sent())).toEqual([]);
    expect(
      missing(without(recordedView, 'blocks', 'title', 'submit', 'close', 'state'), sent().view),
    ).toEqual([]);
    expect(sent().view.state.values.message.value).toEqual({ type: 'plain_text_input', value: 'Hello!' });
    const [inputBlock] = recordedView.blocks;
    expect(missing(without(inputBlock as object, 'element'), sent().view.blocks[0])).toEqual([]);
  });
});
