import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlOf, readMarkdown, withoutMarkdown } from '../../../src/playground/page/teams/markdown.js';

const html = (source: string) => htmlOf(readMarkdown(source));

describe('markdown of Teams', () => {
  it.each([
    ['**Waiting.** Then _more_', '<strong>Waiting.</strong> Then <em>more</em>'],
    ['~~old~~ *new*', '<s>old</s> <em>new</em>'],
    ['<at>Referral Desk</at> refer', '<span class="mention">@Referral Desk</span> refer'],
    [
      '[a \\] b](https://acme.example/\\(x\\))',
      '<a class="link" rel="noopener noreferrer" target="_blank" href="https://acme.example/(x)">a ] b</a>',
    ],
    ['snake_case and 2 * 3 * 4', 'snake_case and 2 * 3 * 4'],
    ['one\ntwo', 'one<br>two'],
  ])('%s', (source, drawn) => {
    expect(html(source)).toBe(drawn);
  });

  it('shows what was escaped as it was typed', () => {
    expect(html('\\*\\*not bold\\*\\* &lt;b> \\[x\\](y) {\\{DATE()}}')).toBe(
      '**not bold** &lt;b&gt; [x](y) {{DATE()}}',
    );
    expect(withoutMarkdown('**A** \\_b\\_ <at>C</at>')).toBe('A _b_ C');
  });

  it('leaves links that could run something as they are typed', () => {
    expect(html('[x](javascript:alert(1))')).toBe('[x](javascript:alert(1))');
    expect(html('[x](data:text/html,hi)')).toBe('[x](data:text/html,hi)');
  });

  it('makes no markup of anything typed', () => {
    const ours = /<\/?(?:strong|em|s|br)>|<span class="mention">|<\/span>|<a class="link"[^<>]*>|<\/a>/g;
    const typed = fc.string({
      unit: fc.constantFrom(...'<>&"\'*_~[]()\\/at bhttps:img=onerror'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(typed, (source) => {
        expect(html(source).replace(ours, '')).not.toMatch(/[<>]/);
      }),
      { numRuns: 3_000 },
    );
  });
});
