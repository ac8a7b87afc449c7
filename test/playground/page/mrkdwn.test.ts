import { describe, expect, it } from 'vitest';
import { readInline, readMrkdwn } from '../../../src/playground/page/blocks/mrkdwn.js';

describe('mrkdwn', () => {
  it('shows escaped control sequences as they were typed, and decodes once only', () => {
    expect(readInline('&lt;!channel&gt; &lt;@U1&gt; &amp;lt;')).toEqual([
      { kind: 'text', text: '<!channel> <@U1> &lt;' },
    ]);
  });

  it('reads mentions, links, broadcasts and dates', () => {
    expect(readInline('<@U1> <#C1|triage> <https://a.example?x=1&amp;y=2|A> <!here>')).toEqual([
      { kind: 'user', id: 'U1', label: '' },
      { kind: 'text', text: ' ' },
      { kind: 'channel', id: 'C1', label: 'triage' },
      { kind: 'text', text: ' ' },
      { kind: 'link', url: 'https://a.example?x=1&y=2', label: 'A' },
      { kind: 'text', text: ' ' },
      { kind: 'broadcast', text: '@here' },
    ]);
    expect(readInline('<!date^1392734382^{date} at {time}^https://a.example|then>')).toEqual([
      {
        kind: 'date',
        seconds: 1392734382,
        format: '{date} at {time}',
        url: 'https://a.example',
        fallback: 'then',
      },
    ]);
  });

  it('never makes a link of anything but web, mail and telephone addresses', () => {
    expect(readInline('<javascript:alert(1)|x>')).toEqual([
      { kind: 'text', text: '<javascript:alert(1)|x>' },
    ]);
    expect(readInline('<mailto:jo@a.example|Jo>')).toEqual([
      { kind: 'link', url: 'mailto:jo@a.example', label: 'Jo' },
    ]);
  });

  it('styles words, nested too, and leaves marks within words alone', () => {
    expect(readInline('*bold _both_*')).toEqual([
      {
        kind: 'bold',
        children: [
          { kind: 'text', text: 'bold ' },
          { kind: 'italic', children: [{ kind: 'text', text: 'both' }] },
        ],
      },
    ]);
    expect(readInline('2*3*4 snake_case_name ~no ~')).toEqual([
      { kind: 'text', text: '2*3*4 snake_case_name ~no ~' },
    ]);
    expect(readInline('`*code*`')).toEqual([{ kind: 'code', text: '*code*' }]);
    expect(readInline('*<https://a.example/*|x>*')).toEqual([
      { kind: 'bold', children: [{ kind: 'link', url: 'https://a.example/*', label: 'x' }] },
    ]);
  });

  it('links bare addresses without the punctuation after them', () => {
    expect(readInline('see https://a.example/b.')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', url: 'https://a.example/b', label: 'https://a.example/b' },
      { kind: 'text', text: '.' },
    ]);
    expect(readInline('&lt;https://a.example&gt;')).toEqual([
      { kind: 'text', text: '<' },
      { kind: 'link', url: 'https://a.example', label: 'https://a.example' },
      { kind: 'text', text: '>' },
    ]);
  });

  it('reads Markdown, which mrkdwn is not, as plain words', () => {
    expect(readInline('# Title [x](y) :tada: :no_such:')).toEqual([
      { kind: 'text', text: '# Title [x](y) ' },
      { kind: 'text', text: '🎉' },
      { kind: 'text', text: ' ' },
      { kind: 'text', text: ':no_such:' },
    ]);
  });

  it('parts quotes, preformatted text and paragraphs', () => {
    expect(readMrkdwn('a\n&gt; b\n```x *y*\n<z```').map((piece) => piece.kind)).toEqual([
      'paragraph',
      'quote',
      'preformatted',
    ]);
    expect(readMrkdwn('```x *y*```')).toEqual([{ kind: 'preformatted', text: 'x *y*' }]);
    expect(readMrkdwn('an open ``` fence')).toHaveLength(2);
  });
});
