import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkContactName, checkDomain, checkEmail, checkPhone } from '../../src/intake/checks.js';
import { trimmed } from '../../src/messages/form.js';

const domain = (typed: string): string | undefined => {
  const checked = checkDomain(typed);
  return checked.ok ? checked.value : undefined;
};

describe('a website', () => {
  test.each([
    ['acme.com', 'acme.com'],
    ['https://www.Acme.co.uk/a?b', 'acme.co.uk'],
    ['HTTP://ACME.COM', 'acme.com'],
    ['acme.com.', 'acme.com'],
    ['acme.com:8080/login', 'acme.com'],
    ['www.shop.acme.de/über-uns#team', 'acme.de'],
    ['https://medium.acme.com/@alex', 'acme.com'],
    [' acme.com\n', 'acme.com'],
    // One company is one domain, whichever way it is written.
    ['münchen.de', 'münchen.de'],
    ['MÜNCHEN.de', 'münchen.de'],
    ['xn--mnchen-3ya.de', 'münchen.de'],
    ['пример.рф', 'пример.рф'],
    ['食狮.公司.cn', '食狮.公司.cn'],
    ['acme。com', 'acme.com'],
    // Where somebody gives names out, whoever has one is not whoever gives it.
    ['acme.uk.com', 'acme.uk.com'],
    ['acme.github.io', 'acme.github.io'],
    ['github.io', 'github.io'],
    // For trials.
    ['https://www.acme.example/about', 'acme.example'],
    ['shop.acme.test', 'acme.test'],
  ])('%s is of %s', (typed, expected) => expect(domain(typed)).toBe(expected));

  test.each([
    'co.uk',
    'com',
    'acme',
    'localhost',
    'acme.local',
    'acme.notasuffix',
    'example',
    'acme.invalid',
    '127.0.0.1',
    'http://10.0.0.1/admin',
    '0x7f.1',
    '[::1]',
    'alex@acme.com',
    'https://alex:secret@acme.com',
    'acme com',
    'acme.com and beta.com',
    'a..com',
    '-a.com',
    '<acme.com>',
    'javascript:alert(1)',
    'ftp://acme.com',
    'https://',
    '.',
    '',
    '\u200b',
  ])('%j is refused', (typed) => {
    expect(checkDomain(typed)).toEqual({
      ok: false,
      problem: 'This does not look like a website. Write it like acme.com.',
    });
  });
});

describe('an e-mail address', () => {
  test.each([
    'alex@acme.com',
    'alex+partner@acme.co.uk',
    "o'neil@acme.com",
    'Alex.Kim@ACME.com',
    'info@münchen.de',
  ])('%s is kept as typed', (typed) => expect(checkEmail(` ${typed} `)).toEqual({ ok: true, value: typed }));

  test.each([
    'alex',
    'alex@',
    '@acme.com',
    'alex@acme',
    'alex@co.uk',
    'alex@10.0.0.1',
    'a b@acme.com',
    'alex@@acme.com',
    'alex@acme.com, b@acme.com',
  ])('%s is refused with the way out', (typed) => {
    const checked = checkEmail(typed);
    expect(!checked.ok && checked.problem).toContain('or leave it empty');
  });
});

describe('a phone number', () => {
  test.each(['+49 30 1234567', '(030) 12 34-56', '030/123456', '0049301234567', '555.123.4567 x12'])(
    '%s is kept',
    (typed) => expect(checkPhone(typed)).toEqual({ ok: true, value: typed }),
  );

  test.each(['12345', 'call me', '+49 30 1234567 (ask for Alex)', '1'.repeat(18)])(
    '%s is refused',
    (typed) => {
      expect(checkPhone(typed).ok).toBe(false);
    },
  );
});

test('a name has a letter of some script in it', () => {
  for (const name of ['Alex', '李', 'Ó', 'Алекс', ' Jean-Luc ']) expect(checkContactName(name).ok).toBe(true);
  for (const name of ['.', '123', '😀', '-']) expect(checkContactName(name).ok).toBe(false);
});

describe('what cannot be seen', () => {
  test.each([
    ' ',
    '\t\n',
    '\u00a0',
    '\u200b\u200c',
    '\u2060',
    '\ufeff',
    '\u3164',
    '\u2800',
    '\u00ad',
    '\u202e',
    '\u0000',
  ])('%j is nothing', (text) => expect(trimmed(`${text}${text}`)).toBe(''));

  test('is taken from the ends, never from within', () => {
    expect(trimmed('\u200b Acme\u200bCorp\u00a0\n')).toBe('Acme\u200bCorp');
    for (const text of ['👨‍👩‍👧', '❤️', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'नमस्ते', 'e\u0301']) expect(trimmed(` ${text} `)).toBe(text);
  });
});

test('no check throws or hangs, and what it keeps it would keep again', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.webUrl(),
    fc.emailAddress(),
    fc.domain(),
    fc.string({ unit: fc.constantFrom(' ', '.', '@', '/', 'a', '1', '\u00a0'), maxLength: 3000 }),
  );
  fc.assert(
    fc.property(texts, (text) => {
      for (const check of [checkDomain, checkEmail, checkPhone, checkContactName]) {
        const checked = check(text);
        if (checked.ok) expect(check(checked.value)).toEqual(checked);
        else expect(checked.problem).toMatch(/[.]$/);
      }
      expect(trimmed(trimmed(text))).toBe(trimmed(text));
    }),
    { numRuns: 500 },
  );
});
