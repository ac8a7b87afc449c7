import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { previews } from '../../../src/catalogue.js';
import type { Card, Span } from '../../../src/messages/card.js';
import { RenderError } from '../../../src/platforms/teams/adaptive-card.js';
import { previewRenderer } from '../../../src/platforms/teams/preview.js';
import { renderMessage, renderNotice } from '../../../src/platforms/teams/render.js';
import type { RenderOptions } from '../../../src/platforms/teams/render-context.js';
import { sealWith } from '../../../src/platforms/teams/seal.js';
import { all, formats, type Json, literalTexts, markdownTexts, problems, read } from './adaptive-cards.js';

const seal = sealWith(Buffer.alloc(32, 7));
const options: RenderOptions = { seal, audience: '19:channel', zone: 'Europe/Berlin', surface: 'message' };
const card = (...elements: Card['elements']): Card => ({ summary: 'Summary', elements });
const rendered = (...elements: Card['elements']) => renderMessage(card(...elements), options);
const lena: Span = { person: 'Lena Vogt', account: { platform: 'teams', userId: 'aad-lena' } };

const nasty = [
  '**bold** _italic_ ~~struck~~ `code`',
  '[click](https://evil.example)',
  '<at>Lena Vogt</at>',
  '{{DATE(2020-01-01T00:00:00Z)}}',
  '- item',
  '1. first',
  '> quoted',
  '# heading',
  '&lt;b&gt; & &amp;',
  'line\nsecond\n\nthird',
  'back\\slash \\*',
  '![image](x)',
  'Acme (Berlin) GmbH!',
  '👩‍👩‍👧 ü “quotes” a_b_c',
];
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom(...nasty),
  fc
    .array(fc.constantFrom(...nasty, ' ', '\n', 'Acme', '*', '_', '[', '\\'), { maxLength: 8 })
    .map((parts) => parts.join('')),
);
const squeezed = (text: string) => text.replaceAll('\u200b', '').replace(/\s+/g, '');

describe('what a person typed', () => {
  test('never formats, links, mentions or computes, wherever it stands', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const shown = renderMessage(
          {
            summary: typed,
            elements: [
              { kind: 'title', text: typed },
              { kind: 'text', text: typed },
              { kind: 'text', text: [typed, ' for ', lena] },
              { kind: 'text', text: ['Until ', { instant: new Date(0), show: 'date' }, typed] },
              { kind: 'context', text: ['By ', { bold: typed }] },
              { kind: 'quote', text: typed },
              { kind: 'fields', fields: [{ label: 'Company', value: typed }] },
              { kind: 'list', items: [typed, [typed, lena]] },
            ],
          },
          options,
        );
        expect(problems(shown)).toEqual([]);
        // Our own mention and date are taken out; what remains is what was typed.
        const parsed = markdownTexts(shown).map((text) =>
          text.replace('<at>Lena Vogt</at>', '').replace(/\{\{DATE\([^)]*\)\}\}/, ''),
        );
        expect(parsed.filter(formats)).toEqual([]);
        for (const text of literalTexts(shown)) expect(text).not.toContain('{{');
        expect(all(shown, 'Action.OpenUrl')).toEqual([]);
        expect((shown.msteams as Json).entities).toHaveLength(1);
      }),
      { numRuns: 400 },
    );
  });

  test('is read as it was typed', () => {
    fc.assert(
      fc.property(anyText, (typed) => {
        const shown = rendered({ kind: 'text', text: typed }, { kind: 'text', text: [typed, lena] });
        const words = [...literalTexts(shown), ...markdownTexts(shown).map(read)].join('');
        expect(squeezed(words)).toBe(squeezed(`${typed}${typed}<at>Lena Vogt</at>`));
      }),
      { numRuns: 400 },
    );
  });
});

describe('spans', () => {
  test('a person of Teams is mentioned, a person of Slack is named', () => {
    const jonas: Span = { person: 'Jonas Weber', account: { platform: 'slack', userId: 'U0JONAS001' } };
    const shown = rendered({ kind: 'text', text: [lena, ' and ', jonas] });
    expect(markdownTexts(shown)).toEqual(['<at>Lena Vogt</at> and Jonas Weber']);
    expect((shown.msteams as Json).entities).toEqual([
      { type: 'mention', text: '<at>Lena Vogt</at>', mentioned: { id: 'aad-lena', name: 'Lena Vogt' } },
    ]);
  });

  test('two people of one name are both notified', () => {
    const other: Span = { person: 'Lena Vogt', account: { platform: 'teams', userId: 'aad-other' } };
    const shown = rendered({ kind: 'text', text: [lena, ', ', other, ', ', lena] });
    expect(markdownTexts(shown)).toEqual(['<at>Lena Vogt</at>, <at>Lena Vogt (2)</at>, <at>Lena Vogt</at>']);
    expect(
      (shown.msteams as { entities: { mentioned: Json }[] }).entities.map(({ mentioned }) => mentioned.id),
    ).toEqual(['aad-lena', 'aad-other']);
  });

  test('an instant is shown in the reader’s zone, and in the program’s where Teams cannot compute it', () => {
    const instant: Span = { instant: new Date('2026-11-24T08:30:00.000Z'), show: 'date_time' };
    const shown = rendered(
      { kind: 'text', text: ['Until ', instant] },
      { kind: 'text', text: ['*Acme*: until ', instant] },
      { kind: 'fields', fields: [{ label: 'Until', value: [instant] }] },
    );
    expect(markdownTexts(shown)).toEqual([
      'Until {{DATE(2026-11-24T08:30:00Z, SHORT)}} {{TIME(2026-11-24T08:30:00Z)}}',
      'Until',
      'Tue, 24 Nov 2026, 09:30 CET',
    ]);
    expect(literalTexts(shown).join('')).toBe('*Acme*: until Tue, 24 Nov 2026, 09:30 CET');
  });

  test('links lead to the web or to a mailbox, or are words', () => {
    const shown = rendered({
      kind: 'text',
      text: [
        { link: 'https://acme.com/a b', label: 'site' },
        { link: 'javascript:alert(1)', label: 'trap' },
      ],
    });
    expect(all(shown, 'Action.OpenUrl').map(({ url }) => url)).toEqual(['https://acme.com/a%20b']);
    expect(literalTexts(shown)).toEqual(['site', 'trap']);
  });
});

describe('actions', () => {
  const value = { referral: 'r1' };
  const press = (more: object) =>
    rendered({
      kind: 'actions',
      actions: [{ kind: 'button', id: 'referral.claim', label: 'Claim', value, ...more }],
    });

  test('an act is executed, and submitted by older clients', () => {
    const [execute] = all(press({ style: 'primary' }), 'Action.Execute');
    expect(execute).toMatchObject({ verb: 'referral.claim', title: 'Claim', style: 'positive' });
    expect(execute?.data).toMatchObject({ action: 'referral.claim', value });
    expect(execute?.fallback).toMatchObject({ type: 'Action.Submit', data: execute?.data });
  });

  test('what opens a form or a private card asks for a dialog', () => {
    for (const opens of ['form', 'card']) {
      const shown = press({ opens });
      expect(all(shown, 'Action.Execute')).toEqual([]);
      expect(all(shown, 'Action.Submit')[0]?.data).toMatchObject({ msteams: { type: 'task/fetch' }, value });
    }
  });

  test('in a dialog everything is a plain submit', () => {
    const actions = [{ kind: 'button', id: 'x', label: 'X', value, opens: 'card' } as const];
    const { card: content } = renderNotice(card({ kind: 'actions', actions }), options);
    expect(problems(content.content, { inDialog: true })).toEqual([]);
    expect(all(content.content, 'Action.Submit')[0]?.data).not.toHaveProperty('msteams');
  });

  test('what is to be confirmed unfolds the question first', () => {
    const confirm = {
      title: 'Withdraw?',
      text: 'Nobody follows up.',
      confirm: 'Withdraw',
      cancel: 'Keep it',
    };
    const shown = press({ confirm });
    expect(problems(shown)).toEqual([]);
    const [fold] = all(shown, 'Action.ShowCard');
    expect(fold?.title).toBe('Claim');
    expect(all(fold?.card, 'Action.Execute').map(({ title }) => title)).toEqual(['Withdraw']);
    expect(literalTexts(fold?.card)).toEqual(['Withdraw?', 'Nobody follows up.']);
  });

  test('more than six stand in several rows, and a choice unfolds from its label', () => {
    const buttons = Array.from(
      { length: 8 },
      (_, n) => ({ kind: 'button', id: 'x', label: `B${n}`, value }) as const,
    );
    const options = Array.from({ length: 9 }, (_, n) => ({ label: `O${n}`, value: { n: String(n) } }));
    const shown = rendered({
      kind: 'actions',
      actions: [...buttons, { kind: 'choice', id: 'y', label: 'Which', options }],
    });
    expect(problems(shown)).toEqual([]);
    expect(all(shown, 'ActionSet').map(({ actions }) => (actions as Json[]).length)).toEqual([6, 3, 6, 3]);
    const [fold] = all(shown, 'Action.ShowCard');
    expect(fold).toMatchObject({ title: 'Which' });
    expect(all(fold as Json, 'Action.Execute').map(({ title }) => title)).toEqual(
      options.map(({ label }) => label),
    );
  });

  test('a button is worth something only where it was posted, for its act and its value', () => {
    const data = all(press({}), 'Action.Execute')[0]?.data as { token: string };
    const open = (
      audiences: string[],
      id: string,
      val: Record<string, string>,
      token: unknown = data.token,
    ) => seal.openButton(token, audiences, id, val);
    expect(open(['19:channel'], 'referral.claim', value)).toEqual(expect.any(String));
    expect(open(['aad-lena', '19:channel'], 'referral.claim', value)).toEqual(expect.any(String));
    expect(open(['19:other'], 'referral.claim', value)).toBeUndefined();
    expect(open(['19:channel'], 'referral.win', value)).toBeUndefined();
    expect(open(['19:channel'], 'referral.claim', { referral: 'r2' })).toBeUndefined();
    for (const token of ['', 'a.b', null, 7, `${data.token}x`]) {
      expect(open(['19:channel'], 'referral.claim', value, token)).toBeUndefined();
    }
    const again = all(press({}), 'Action.Execute')[0]?.data as { token: string };
    expect(again.token).not.toBe(data.token);
    expect(
      sealWith(Buffer.alloc(32, 8)).openButton(data.token, ['19:channel'], 'referral.claim', value),
    ).toBeUndefined();
  });
});

describe('size', () => {
  test('a long text gives way, and it is said where the whole is', () => {
    const shown = rendered(
      ...Array.from({ length: 12 }, () => ({ kind: 'quote', text: 'word '.repeat(800) }) as const),
    );
    expect(problems(shown)).toEqual([]);
    expect(literalTexts(shown).at(-1)).toMatch(/shortened.*mention me/);
    expect(literalTexts(shown)[0]).toMatch(/…$/);
  });

  test('what cannot be shortened is a mistake of ours', () => {
    const items = Array.from({ length: 300 }, () => 'x'.repeat(100));
    expect(() => rendered({ kind: 'list', items })).toThrow(RenderError);
  });
});

test('every message, answer and form of the product is a card that Teams takes', () => {
  const renderer = previewRenderer();
  expect(previews().length).toBeGreaterThan(50);
  for (const { name, card, form } of previews()) {
    const found = form
      ? problems(renderer.renderForm(form).card.content, { inDialog: true })
      : card && problems(renderer.renderMessage(card));
    expect([name, found]).toEqual([name, []]);
  }
});
