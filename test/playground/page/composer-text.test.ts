import { describe, expect, it } from 'vitest';
import {
  readTyped,
  suggestionsFor,
  toSlackText,
} from '../../../src/playground/page/channel/composer-text.js';

const people = [
  { id: 'U1', name: 'Ann', note: 'Vendor' },
  { id: 'U2', name: 'Ann Lee', note: 'Partner' },
  { id: 'B1', name: 'Referral Desk', note: 'App' },
];

describe('what is typed', () => {
  it('turns names into mentions, the longest first, and escapes the rest', () => {
    expect(toSlackText('@Referral Desk ask @ann lee & @Ann <b>', people)).toBe(
      '<@B1> ask <@U2> &amp; <@U1> &lt;b&gt;',
    );
    expect(toSlackText('jo@annex.example @Annabel', people)).toBe('jo@annex.example @Annabel');
  });

  it('is a command when it begins like one', () => {
    expect(readTyped('/referrals find ACME', people)).toEqual({
      kind: 'command',
      command: '/referrals',
      text: 'find ACME',
    });
    expect(readTyped('/ not one', people)).toEqual({ kind: 'say', text: '/ not one' });
    expect(readTyped('  ', people)).toEqual({ kind: 'nothing' });
  });

  it('is offered commands and names', () => {
    const commands = [
      { command: '/refer', hint: '' },
      { command: '/referrals', hint: '' },
    ];
    expect(suggestionsFor('/referr', commands, people).map((one) => one.label)).toEqual(['/referrals']);
    expect(suggestionsFor('hello @des', commands, people)[0]?.text).toBe('hello @Referral Desk ');
    expect(suggestionsFor('hello', commands, people)).toEqual([]);
  });
});
