import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, Card, Span } from '../../../src/messages/card.js';
import { RenderError } from '../../../src/platforms/slack/block-kit.js';
import { renderHome, renderMessage } from '../../../src/platforms/slack/render.js';
import { actionIdOf } from '../../../src/platforms/slack/render-actions.js';
import { checkMessageBlocks, checkView } from '../../../src/playground/slack/block-kit/blocks.js';

const card = (...elements: Card['elements']): Card => ({ summary: 'Summary', elements });
const blocksOf = (...elements: Card['elements']) => renderMessage(card(...elements)).blocks;
const json = (value: unknown) => JSON.stringify(value);

/** Every text a reader sees, as Slack would show it, by where it stands. */
function shown(blocks: unknown): { parsed: string[]; literal: string[]; read: string } {
  const found = { parsed: [] as string[], literal: [] as string[], read: '' };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, text } = node as Record<string, unknown>;
    if (typeof text === 'string') found.read += type === 'mrkdwn' ? unescaped(text) : text;
    if (typeof text === 'string') (type === 'mrkdwn' ? found.parsed : found.literal).push(text);
    for (const each of Object.values(node)) walk(each);
  };
  walk(blocks);
  return found;
}

const unescaped = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const nasty = [
  '<!channel>',
  '<!here|here>',
  '<@U0000000001>',
  '<#C0000000001>',
  '<https://evil.example|click>',
  '&lt;!channel&gt; & &amp;',
  '*bold* _italic_ ~struck~ `code` ```block```',
  '> quoted',
  'line\n>second',
  ':tada: @here #general',
  'https://example.com a_b_c x*y',
  '👩‍👩‍👧 ü “quotes”',
];
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...nasty),
  fc.array(fc.constantFrom(...nasty, ' ', '\n', 'Acme'), { maxLength: 6 }).map((parts) => parts.join('')),
);

describe('what a person typed', () => {
  it('never begins a mention, a link or an entity of its own, wherever it stands', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const { text, blocks } = renderMessage({
          summary: typed,
          elements: [
            { kind: 'title', text: typed },
            { kind: 'text', text: typed },
            { kind: 'text', text: ['Said: ', typed, { bold: typed }, { person: typed }] },
            { kind: 'context', text: ['By ', typed] },
            { kind: 'quote', text: typed },
            { kind: 'fields', fields: [{ label: 'Company', value: typed }] },
            { kind: 'list', title: typed, items: [typed, [typed]] },
          ],
        });
        expect(checkMessageBlocks(blocks)).toEqual([]);
        for (const parsed of [text, ...shown(blocks).parsed]) {
          expect(parsed).not.toMatch(/[<>]/);
          expect(parsed).not.toMatch(/&(?!amp;|lt;|gt;)/);
        }
        expect(json(blocks)).not.toMatch(/"type":"(broadcast|user|channel|link|emoji|usergroup)"/);
      }),
      { numRuns: 300 },
    );
  });

  it('appears exactly as typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        fc.pre(typed.trim() !== '');
        const value = { kind: 'fields' as const, fields: [{ label: 'Company', value: typed }] };
        const { parsed, literal } = shown(blocksOf(value));
        expect([...parsed.map((text) => unescaped(text)), literal.join('')]).toContain(
          parsed.length > 0 ? `*Company*\n${typed}` : `Company\n${typed}`,
        );
        expect(shown(blocksOf({ kind: 'text', text: typed })).literal).toEqual([typed]);
        expect(shown(blocksOf({ kind: 'quote', text: typed })).literal).toEqual([typed]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(['*bold*', '_italic_', '~no~', '`code`', '> quote', ':tada:'])(
    'is not left to mrkdwn when it would format: %s',
    (typed) => {
      const blocks = blocksOf({ kind: 'text', text: ['He wrote: ', '\n', typed] });
      expect(shown(blocks).parsed).toEqual([]);
      expect(shown(blocks).literal.join('')).toContain(typed);
    },
  );

  it('stays in two columns when it only looks unusual', () => {
    const blocks = blocksOf({
      kind: 'fields',
      fields: [{ label: 'Mail', value: 'jo_smith+x@ac-me.example' }],
    });
    expect(blocks).toEqual([
      {
        type: 'section',
        fields: [{ type: 'mrkdwn', text: '*Mail*\njo_smith+x@ac-me.example', verbatim: true }],
      },
    ]);
  });
});

describe('spans', () => {
  const at = new Date('2026-11-24T08:30:00Z');
  const text = (...spans: Span[]) => shown(blocksOf({ kind: 'text', text: spans })).parsed.join('');

  it('shows an instant in the reader’s zone, with a fallback that names its own', () => {
    expect(text('Until ', { instant: at, show: 'date_time' })).toBe(
      `Until <!date^1795509000^{date_long} at {time}|Tue, 24 Nov 2026, 08:30 UTC>`,
    );
    expect(blocksOf({ kind: 'text', text: ['*', { instant: at, show: 'time' }] })).toMatchObject([
      { elements: [{ elements: [{}, { type: 'date', timestamp: 1795509000, format: '{time}' }] }] },
    ]);
  });

  it('mentions people with a Slack account and names all others', () => {
    const slack = { platform: 'slack' as const, userId: 'U0ANN' };
    expect(text({ person: 'Ann', account: slack })).toBe('<@U0ANN>');
    expect(text({ person: 'Ann <b>', account: { platform: 'teams', userId: 'U0ANN' } })).toBe(
      'Ann &lt;b&gt;',
    );
    expect(text({ person: 'Ann', account: { ...slack, userId: '!channel' } })).toBe('Ann');
  });

  it('links channels and addresses, and nothing that is neither', () => {
    expect(text({ channel: { platform: 'slack', id: 'C0X' }, label: 'acme' })).toBe('<#C0X>');
    expect(text({ channel: { platform: 'teams', id: '19:x' }, label: 'acme' })).toBe('acme');
    expect(text({ link: 'https://a.example/?q=1&r=<|>', label: 'a & b' })).toBe(
      '<https://a.example/?q=1&amp;r=%3C%7C%3E|a &amp; b>',
    );
    expect(text({ link: 'javascript:alert(1)', label: 'label' })).toBe('label');
  });

  it('formats only where Slack would', () => {
    expect(text('State: ', { bold: 'Won' }, '. ', { italic: 'Thanks' })).toBe('State: *Won*. _Thanks_');
    expect(text({ bold: 'Next: ' }, 'a call')).toBe('*Next:* a call');
    expect(json(blocksOf({ kind: 'text', text: ['un', { bold: 'bold' }, 'en'] }))).toContain('"bold":true');
  });
});

describe('limits', () => {
  const long = (length: number, word = 'word & <text> ') =>
    word.repeat(Math.ceil(length / word.length)).slice(0, length);

  it('keeps a long text whole, in several sections', () => {
    for (const typed of [long(9_000), 'x'.repeat(7_000), '👋'.repeat(3_500)]) {
      for (const text of [typed, ['', typed], ['*', { bold: typed }]] as const) {
        const { blocks } = renderHome(card({ kind: 'text', text }));
        expect(checkMessageBlocks(blocks)).toEqual([]);
        const words = shown(blocks).read.replaceAll(/[\s*]/g, '');
        expect(words).toBe(typed.replaceAll(/\s/g, ''));
      }
    }
  });

  it('gives a field that is too long for a column a block of its own', () => {
    const value = long(3_500);
    const blocks = blocksOf({
      kind: 'fields',
      fields: [
        { label: 'A', value: 'a' },
        { label: 'Long', value },
        { label: 'B', value: '' },
      ],
    });
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(shown(blocks.slice(0, 1)).parsed).toEqual(['*A*\na']);
    expect(shown(blocks).read.replaceAll(/\s/g, '')).toContain(value.replaceAll(/\s/g, ''));
    expect(shown(blocks.slice(-1)).parsed).toEqual(['*B*\n–']);
  });

  it('groups fields by ten', () => {
    const fields = Array.from({ length: 23 }, (_, index) => ({
      label: `L${index}`,
      value: 'v'.repeat(1_900 / 23),
    }));
    const blocks = blocksOf({ kind: 'fields', fields });
    expect(blocks.map((block) => (block as { fields: unknown[] }).fields.length)).toEqual([10, 10, 3]);
  });

  it('turns a title that is too long for a header into bold text', () => {
    expect(blocksOf({ kind: 'title', text: 'a'.repeat(150) })).toMatchObject([{ type: 'header' }]);
    expect(shown(blocksOf({ kind: 'title', text: 'a'.repeat(400) })).parsed).toEqual([
      `*${'a'.repeat(400)}*`,
    ]);
  });

  it('shortens long texts, and says so, only when all together are more than one message holds', () => {
    const quotes: Card['elements'] = Array.from({ length: 6 }, () => ({
      kind: 'quote' as const,
      text: long(3_000),
    }));
    const blocks = blocksOf(...quotes);
    expect(json(blocks).length).toBeLessThanOrEqual(13_000);
    expect(json(blocks)).toContain('shortened to fit');
    expect(json(blocksOf(...quotes.slice(0, 3)))).not.toContain('shortened to fit');
  });

  it('refuses more than 50 blocks in a message and takes 100 in a view', () => {
    const dividers = (count: number) =>
      card(...Array.from({ length: count }, () => ({ kind: 'divider' as const })));
    expect(renderMessage(dividers(50)).blocks).toHaveLength(50);
    expect(() => renderMessage(dividers(51))).toThrow(RenderError);
    expect(checkView(renderHome(dividers(100)))).toEqual([]);
    expect(() => renderHome(dividers(101))).toThrow(/101 blocks; Slack takes 100/);
  });

  it('shortens the summary, which nothing hangs on', () => {
    const { text } = renderMessage({ summary: '&'.repeat(5_000), elements: [] });
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(text).toMatch(/(&amp;)+…$/);
  });
});

describe('actions', () => {
  const press = (id: string, extra: Partial<Action> = {}): Action =>
    ({ kind: 'button', id, label: 'Open', value: { referral: 'r1' }, ...extra }) as Action;

  it('carries the value as JSON and tells equal ids in a row apart', () => {
    const actions = [
      press('referral.open'),
      press('referral.open'),
      press('referral.claim', { style: 'primary' }),
    ];
    const [row] = blocksOf({ kind: 'actions', actions }) as unknown as {
      elements: Record<string, unknown>[];
    }[];
    const ids = row?.elements.map((element) => element.action_id as string) ?? [];
    expect(ids).toEqual(['referral.open', 'referral.open#2', 'referral.claim']);
    expect(ids.map(actionIdOf)).toEqual(['referral.open', 'referral.open', 'referral.claim']);
    expect(row?.elements[2]).toMatchObject({ style: 'primary', value: '{"referral":"r1"}' });
  });

  it('splits many buttons into rows of five', () => {
    const blocks = blocksOf({ kind: 'actions', actions: Array.from({ length: 12 }, () => press('a')) });
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(blocks).toHaveLength(3);
  });

  it('fits the longest labels, confirmations and choices', () => {
    const words = 'w'.repeat(400);
    const options = Array.from({ length: 100 }, (_, index) => ({
      label: words,
      value: { rep: `rep-${index}` },
    }));
    const blocks = blocksOf({
      kind: 'actions',
      actions: [
        press('a', { label: words, confirm: { title: words, text: words, confirm: words, cancel: words } }),
        { kind: 'choice', id: 'assign', label: words, options: options.slice(0, 40) },
        { kind: 'link', id: 'site', label: words, url: 'https://example.com' },
      ],
    });
    expect(checkMessageBlocks(blocks)).toEqual([]);
    expect(json(blocks)).toContain('open_link:site');
  });

  it('refuses what Slack would refuse', () => {
    const actions =
      (...list: Action[]) =>
      () =>
        blocksOf({ kind: 'actions', actions: list });
    expect(actions(press('a', { value: { long: 'x'.repeat(2_000) } }))).toThrow(RenderError);
    expect(actions({ kind: 'choice', id: 'c', label: 'l', options: [] })).toThrow(/0 options/);
    expect(actions({ kind: 'link', id: 'c', label: 'l', url: 'javascript:x' })).toThrow(RenderError);
    expect(() => blocksOf({ kind: 'image', url: 'data:x', description: 'd' })).toThrow(RenderError);
  });
});
