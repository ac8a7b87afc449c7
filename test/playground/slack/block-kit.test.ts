import { describe, expect, test } from 'vitest';
import { checkMessageBlocks, checkView } from '../../../src/playground/slack/block-kit/blocks.js';
import { button, input, modal } from './seed.js';

const plain = (length: number) => ({ type: 'plain_text', text: 'x'.repeat(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: 'x'.repeat(length) });
const section = (length: number) => ({ type: 'section', text: mrkdwn(length) });
const fields = (count: number, length: number) => ({
  type: 'section',
  fields: Array.from({ length: count }, () => mrkdwn(length)),
});
const actions = (...elements: unknown[]) => ({ type: 'actions', elements });
const options = (count: number, text = 5, value = 5) =>
  Array.from({ length: count }, (_, index) => ({
    text: plain(text),
    value: String(index).padEnd(value, 'v'),
  }));
const menu = (more: Record<string, unknown>) => actions({ type: 'static_select', action_id: 'a', ...more });
const many = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (max: number) => input('b', { type: 'plain_text_input', max_length: max });

/** Just allowed, then just not. */
const messages: [string, unknown[], unknown[]][] = [
  ['50 blocks', many(50, () => ({ type: 'divider' })), many(51, () => ({ type: 'divider' }))],
  ['section text 3,000', [section(3000)], [section(3001)]],
  ['section text not empty', [section(1)], [section(0)]],
  ['10 fields', [fields(10, 1)], [fields(11, 1)]],
  ['field 2,000', [fields(1, 2000)], [fields(1, 2001)]],
  ['header 150', [{ type: 'header', text: plain(150) }], [{ type: 'header', text: plain(151) }]],
  ['header plain text', [{ type: 'header', text: plain(1) }], [{ type: 'header', text: mrkdwn(1) }]],
  [
    'button text 75',
    [actions(button('a', { text: plain(75) }))],
    [actions(button('a', { text: plain(76) }))],
  ],
  [
    'button value 2,000',
    [actions(button('a', { value: 'v'.repeat(2000) }))],
    [actions(button('a', { value: 'v'.repeat(2001) }))],
  ],
  ['button style', [actions(button('a', { style: 'danger' }))], [actions(button('a', { style: 'default' }))]],
  [
    'button url',
    [actions(button('a', { url: 'https://a.example' }))],
    [actions(button('a', { url: 'javascript:alert(1)' }))],
  ],
  ['action_id 255', [actions(button('a'.repeat(255)))], [actions(button('a'.repeat(256)))]],
  ['action_id unique', [actions(button('a'), button('b'))], [actions(button('a'), button('a'))]],
  [
    'block_id 255',
    [{ ...section(1), block_id: 'b'.repeat(255) }],
    [{ ...section(1), block_id: 'b'.repeat(256) }],
  ],
  [
    'block_id unique',
    [
      { ...section(1), block_id: 'a' },
      { ...section(1), block_id: 'b' },
    ],
    [
      { ...section(1), block_id: 'a' },
      { ...section(1), block_id: 'a' },
    ],
  ],
  [
    '25 elements',
    [actions(...many(25, (i) => button(`a${i}`)))],
    [actions(...many(26, (i) => button(`a${i}`)))],
  ],
  [
    '10 context elements',
    [{ type: 'context', elements: many(10, () => mrkdwn(1)) }],
    [{ type: 'context', elements: many(11, () => mrkdwn(1)) }],
  ],
  ['100 options', [menu({ options: options(100) })], [menu({ options: options(101) })]],
  ['option text 75', [menu({ options: options(1, 75) })], [menu({ options: options(1, 76) })]],
  ['option value 150', [menu({ options: options(1, 5, 150) })], [menu({ options: options(1, 5, 151) })]],
  [
    'an initial option that is offered',
    [menu({ options: options(2), initial_option: options(2)[1] })],
    [menu({ options: options(2), initial_option: { text: plain(1), value: 'other' } })],
  ],
  [
    'overflow 2',
    [actions({ type: 'overflow', action_id: 'a', options: options(2) })],
    [actions({ type: 'overflow', action_id: 'a', options: options(1) })],
  ],
  [
    'overflow 5',
    [actions({ type: 'overflow', action_id: 'a', options: options(5) })],
    [actions({ type: 'overflow', action_id: 'a', options: options(6) })],
  ],
  ['known block', [{ type: 'divider' }], [{ type: 'modal' }]],
  ['known element', [actions(button('a'))], [actions({ type: 'plain_text_input', action_id: 'a' })]],
  ['known property', [section(1)], [{ ...section(1), colour: 'red' }]],
  ['emoji only in plain text', [section(1)], [{ type: 'section', text: { ...mrkdwn(1), emoji: true } }]],
  [
    'image has alt text',
    [{ type: 'image', image_url: 'https://a.example/i.png', alt_text: 'a' }],
    [{ type: 'image', image_url: 'https://a.example/i.png' }],
  ],
  [
    'confirm',
    [
      actions(
        button('a', {
          confirm: { title: plain(100), text: mrkdwn(300), confirm: plain(30), deny: plain(30) },
        }),
      ),
    ],
    [
      actions(
        button('a', {
          confirm: { title: plain(101), text: mrkdwn(300), confirm: plain(30), deny: plain(30) },
        }),
      ),
    ],
  ],
  [
    'date',
    [actions({ type: 'datepicker', action_id: 'a', initial_date: '2026-11-21' })],
    [actions({ type: 'datepicker', action_id: 'a', initial_date: '21.11.2026' })],
  ],
];

const views: [string, unknown, unknown][] = [
  [
    '100 blocks',
    modal(many(100, () => ({ type: 'divider' }))),
    modal(many(101, () => ({ type: 'divider' }))),
  ],
  ['title 24', modal([], { title: plain(24) }), modal([], { title: plain(25) })],
  ['submit 24', modal([], { submit: plain(24) }), modal([], { submit: plain(25) })],
  ['close 24', modal([], { close: plain(24) }), modal([], { close: plain(25) })],
  [
    'private_metadata 3,000',
    modal([], { private_metadata: 'x'.repeat(3000) }),
    modal([], { private_metadata: 'x'.repeat(3001) }),
  ],
  [
    'callback_id 255',
    modal([], { callback_id: 'x'.repeat(255) }),
    modal([], { callback_id: 'x'.repeat(256) }),
  ],
  ['max_length 3,000', modal([text(3000)]), modal([text(3001)])],
  ['inputs need a submit', modal([text(10)]), modal([text(10)], { submit: undefined })],
  [
    'placeholder 150',
    modal([input('b', { type: 'plain_text_input', placeholder: plain(150) })]),
    modal([input('b', { type: 'plain_text_input', placeholder: plain(151) })]),
  ],
  [
    '10 checkboxes',
    modal([input('b', { type: 'checkboxes', options: options(10) })]),
    modal([input('b', { type: 'checkboxes', options: options(11) })]),
  ],
  ['a title', modal([]), modal([], { title: undefined })],
  ['home has no title', { type: 'home', blocks: [] }, { type: 'home', blocks: [], title: plain(3) }],
  ['no markdown block in a view', modal([section(1)]), modal([{ type: 'markdown', text: 'x' }])],
];

describe('Block Kit rules, at the limit and just over it', () => {
  test.each(messages)('message: %s', (_name, allowed, refused) => {
    expect(checkMessageBlocks(allowed)).toEqual([]);
    expect(checkMessageBlocks(refused).length).toBeGreaterThan(0);
  });

  test.each(views)('view: %s', (_name, allowed, refused) => {
    expect(checkView(allowed)).toEqual([]);
    expect(checkView(refused).length).toBeGreaterThan(0);
  });

  test('a finding reads as Slack writes it', () => {
    expect(checkMessageBlocks([section(3001)])).toEqual([
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]);
    expect(checkView(modal([], { title: plain(25) }))).toEqual([
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    ]);
  });
});
