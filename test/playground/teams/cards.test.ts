import { describe, expect, test } from 'vitest';
import { checkCard } from '../../../src/playground/teams/card/check.js';
import { card, execute, submit, text } from './seed.js';

type Json = Record<string, unknown>;
const found = (body: Json[], actions: Json[] = [], more: Json = {}) => checkCard(card(body, actions, more));
const input = (more: Json = {}): Json => ({ type: 'Input.Text', id: 'company', label: 'Company', ...more });

describe('an Adaptive Card', () => {
  test('of everything Teams draws has no findings', () => {
    const rows = [{ type: 'TableRow', cells: [{ type: 'TableCell', items: [text('x')] }] }];
    const everything: Json[] = [
      { ...text('Title'), size: 'Large', weight: 'bolder', style: 'heading', color: 'good' },
      { type: 'RichTextBlock', inlines: ['plain', { type: 'TextRun', text: 'run', weight: 'bolder' }] },
      { type: 'Image', url: 'https://example.com/x.png', altText: 'x', size: 'small' },
      { type: 'FactSet', facts: [{ title: 'Company', value: 'ACME' }] },
      { type: 'ColumnSet', columns: [{ type: 'Column', width: 'stretch', items: [text('x')] }] },
      { type: 'Container', style: 'emphasis', items: [{ type: 'ActionSet', actions: [submit('Go')] }] },
      { type: 'Table', columns: [{ width: 1 }], rows },
      input({ isRequired: true, errorMessage: 'Needed', style: 'email', maxLength: 100 }),
      { type: 'Input.Date', id: 'date' },
      { type: 'Input.Toggle', id: 'consent', title: 'Yes' },
      { type: 'Input.ChoiceSet', id: 'line', choices: [{ title: 'One', value: '1' }], style: 'filtered' },
    ];
    const shown = {
      type: 'Action.ShowCard',
      title: 'More',
      card: card([input({ id: 'more' })], [submit('x')]),
    };
    const refresh = { action: execute('refresh'), userIds: ['29:1'] };
    expect(found(everything, [execute('claim'), shown], { refresh })).toEqual([]);
  });

  test.each<[string, string[], string]>([
    ['unknown elements', found([{ type: 'Blink' }]), 'body[0]: unknown type Blink'],
    ['elements without type', found([{ text: 'x' }]), 'body[0]: unknown type undefined'],
    ['unknown actions', found([], [{ type: 'Action.Http' }]), 'actions[0]: unknown type Action.Http'],
    ['a missing text', found([{ type: 'TextBlock' }]), 'body[0].text: is required'],
    ['an input without id', found([{ type: 'Input.Text' }]), 'body[0].id: is required'],
    ['two inputs of one id', found([input(), input()]), 'input id company stands twice'],
    ['a toggle without title', found([{ type: 'Input.Toggle', id: 'x' }]), 'body[0].title: is required'],
    [
      'a choice without value',
      found([{ type: 'Input.ChoiceSet', id: 'x', choices: [{ title: 'One' }] }]),
      'body[0].choices[0].value: is required',
    ],
    [
      'a fact of a number',
      found([{ type: 'FactSet', facts: [{ title: 'x', value: 1 }] }]),
      'body[0].facts[0].value: must be a string',
    ],
    ['a wrong size', found([{ ...text('x'), size: 'huge' }]), 'body[0].size: must be one of'],
    [
      'something nested',
      found([{ type: 'Container', items: [{ type: 'Nope' }] }]),
      'body[0].items[0]: unknown type Nope',
    ],
    [
      'a bad link',
      found([], [{ type: 'Action.OpenUrl', url: 'javascript:x' }]),
      'actions[0].url: must be a link',
    ],
    ['a wrong style', found([], [{ ...execute('x'), style: 'danger' }]), 'actions[0].style: must be one of'],
    [
      'seven primary actions',
      found([], Array(7).fill(submit('x'))),
      'actions: Teams draws 6 primary actions',
    ],
    ['a newer version', found([], [], { version: '1.6' }), 'version: Teams draws cards up to 1.5'],
    ['no version', found([], [], { version: undefined }), 'version: must be given'],
    [
      'Execute before 1.4',
      found([], [execute('x')], { version: '1.3' }),
      'actions[0]: Action.Execute needs version 1.4',
    ],
    [
      'a Table before 1.5',
      found([{ type: 'Table' }], [], { version: '1.4' }),
      'body[0]: Table needs version 1.5',
    ],
    [
      'a refresh by Submit',
      found([], [], { refresh: { action: submit('x') } }),
      'refresh.action: must be an Action.Execute',
    ],
    [
      'a refresh for too many',
      found([], [], { refresh: { action: execute('x'), userIds: Array(61).fill('29:1') } }),
      'refresh.userIds: at most 60',
    ],
    ['another type', checkCard({ type: 'HeroCard', version: '1.5' }), 'type: must be AdaptiveCard'],
    ['too much', found([text('ü'.repeat(13_000))]), 'at most 25600'],
  ])('is told of %s', (_what, findings, expected) => {
    expect(findings.join('\n')).toContain(expected);
  });

  test('may have a fallback where an element is unknown or too new', () => {
    expect(found([{ type: 'Chart', fallback: 'drop' }])).toEqual([]);
    expect(found([{ type: 'Chart', fallback: text('x') }])).toEqual([]);
    expect(found([{ type: 'Chart', fallback: { type: 'TextBlock' } }])[0]).toContain(
      'fallback.text: is required',
    );
    expect(found([], [{ ...execute('x'), fallback: submit('x') }], { version: '1.3' })).toEqual([]);
  });

  test('with secondary actions may have more than six', () => {
    const secondary = Array(4).fill({ ...submit('x'), mode: 'secondary' });
    expect(found([], [...Array(6).fill(submit('x')), ...secondary])).toEqual([]);
  });
});
