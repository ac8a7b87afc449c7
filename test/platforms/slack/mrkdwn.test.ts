import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped, readable } from '../../../src/platforms/slack/mrkdwn.js';

describe('what Slack sends as mrkdwn, as a person reads it', () => {
  it.each([
    ['<http://acme.com|acme.com>', 'acme.com'],
    ['<https://acme.com/>', 'https://acme.com/'],
    ['<https://acme.com|our site>', 'our site (https://acme.com)'],
    ['<mailto:a@acme.com|a@acme.com>', 'a@acme.com'],
    ['<@U0ANN> and <@U0BOB|bob>', '@someone and @bob'],
    ['<#C0X|general> <#C0Y>', '#general #a channel'],
    ['<!channel> <!here|here> <!subteam^S1|@sales>', '@channel here @sales'],
    ['A &amp; B &lt;b&gt;', 'A & B <b>'],
    ['&amp;lt;', '&lt;'],
  ])('%s', (sent, read) => {
    expect(readable(sent)).toBe(read);
  });

  it('is what was escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readable(escaped(text))).toBe(text);
      }),
    );
  });
});
