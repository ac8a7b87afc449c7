import { expect, test } from 'vitest';
import { samePerson } from '../../src/messages/address.js';
import { fallbackText, plainInstant, plainText } from '../../src/messages/fallback.js';
import { textValue, typedText } from '../../src/messages/form.js';

const AT = new Date('2026-11-24T08:30:00Z');

test('a text reads well where nothing can be formatted', () => {
  const text = plainText(
    [
      'Hello ',
      { bold: 'Acme' },
      ', ',
      { italic: 'really' },
      ' ',
      { code: 'x' },
      { lineBreak: true },
      { link: 'https://acme.com', label: 'their site' },
      ' by ',
      { person: 'Maya', account: { platform: 'slack', userId: 'U1' } },
      ' in ',
      { channel: { platform: 'slack', id: 'C1' } },
      ' or ',
      { channel: { platform: 'slack', id: 'C1' }, label: '#acme' },
      ' on ',
      { instant: AT, show: 'date' },
    ],
    'Europe/Berlin',
  );
  expect(text).toBe('Hello Acme, really x\ntheir site by Maya in the channel or #acme on Tue, 24 Nov 2026');
  expect(plainText('<!channel> *as typed*')).toBe('<!channel> *as typed*');
});

test('an instant names weekday and zone: what people get wrong', () => {
  expect(plainInstant(AT, 'date_time', 'Europe/Berlin')).toBe('Tue, 24 Nov 2026, 09:30 CET');
  expect(plainInstant(AT, 'time', 'UTC')).toBe('08:30 UTC');
  expect(plainInstant(AT, 'relative_day', 'America/Los_Angeles')).toBe('Tue, 24 Nov 2026');
  expect(plainInstant(new Date('2026-11-24T00:00:00Z'), 'time', 'UTC')).toBe('00:00 UTC');
});

test('a card falls back to its one line', () => {
  expect(fallbackText({ summary: 'One line', elements: [{ kind: 'text', text: 'More' }] })).toBe('One line');
});

test('a value is text or nothing', () => {
  expect(textValue({ a: ' x ' }, 'a')).toBe(' x ');
  expect(textValue({ a: ['x'] }, 'a')).toBe('');
  expect(typedText({ a: ' x\u200b ' }, 'a')).toBe('x');
  expect(typedText({}, 'a')).toBe('');
});

test('a person is an account on a platform, whatever they are called', () => {
  const maya = { platform: 'slack', userId: 'U1', name: 'Maya' } as const;
  expect(samePerson(maya, { ...maya, name: 'M. Okafor', teamId: 'T1' })).toBe(true);
  expect(samePerson(maya, { ...maya, platform: 'teams' })).toBe(false);
});
