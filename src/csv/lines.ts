/** One line of a text, without its end; of one that is too long only the beginning. */
export interface Line {
  text: string;
  isTooLong: boolean;
}

/** No record comes near it; a file without line ends does. */
export const MOST_CHARACTERS = 1_000_000;
const SHOWN_CHARACTERS = 1_000;

/** The lines of a text that comes in pieces, whether they end as on Windows, Unix or an old Mac. */
export async function* lines(pieces: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = '';
  let skipping: string | undefined;
  let end: string | undefined;
  for await (const piece of pieces) {
    const text = rest + piece;
    // A file with a single kind of end has it in its first piece.
    end ??= text.includes('\n') ? '\n' : text.includes('\r') && !text.endsWith('\r') ? '\r' : undefined;
    if (end === undefined && text.length <= MOST_CHARACTERS) {
      rest = text;
      continue;
    }
    let from = 0;
    for (let at = text.indexOf(end ?? '\n'); at >= 0; at = text.indexOf(end ?? '\n', from)) {
      const line = withoutReturn(text.slice(from, at));
      yield skipping === undefined ? { text: line, isTooLong: false } : { text: skipping, isTooLong: true };
      skipping = undefined;
      from = at + 1;
    }
    rest = text.slice(from);
    if (rest.length > MOST_CHARACTERS || skipping !== undefined) {
      skipping ??= rest.slice(0, SHOWN_CHARACTERS);
      rest = '';
    }
  }
  if (skipping !== undefined) yield { text: skipping, isTooLong: true };
  else if (rest !== '') yield* lastLines(rest, end);
}

function* lastLines(rest: string, end: string | undefined): Generator<Line> {
  const texts = end === undefined ? rest.split('\r') : [withoutReturn(rest)];
  if (end === undefined && texts.at(-1) === '') texts.pop();
  for (const text of texts) yield { text, isTooLong: false };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
