export type Split =
  | { kind: 'cells'; cells: string[] }
  /** A quote is open at the end: the record goes on in the next line. */
  | { kind: 'open' }
  /** Something follows a closing quote that is no delimiter. */
  | { kind: 'malformed' };

/**
 * Splits one record (RFC 4180): a cell that begins with a quote ends with one, and quotes in it are doubled. A quote inside
 * of a cell that does not begin with one is a character like any other.
 */
export function splitRecord(text: string, delimiter: string): Split {
  if (!text.includes('"')) return { kind: 'cells', cells: text.split(delimiter) };
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      cells.push(text.slice(at, end < 0 ? undefined : end));
      if (end < 0) return { kind: 'cells', cells };
      at = end + delimiter.length;
      continue;
    }
    const end = closingQuote(text, at + 1);
    if (end < 0) return { kind: 'open' };
    cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
    let next = end + 1;
    while (text[next] === ' ' && !text.startsWith(delimiter, next)) next += 1;
    if (next >= text.length) return { kind: 'cells', cells };
    if (!text.startsWith(delimiter, next)) return { kind: 'malformed' };
    at = next + delimiter.length;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
