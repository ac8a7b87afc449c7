import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/csv/decode.js';
import { readCsv } from '../../src/csv/read-csv.js';
import { csvRecord, jsonValue, neutralised, zonedInstant } from '../../src/export/cells.js';

async function readBack(text: string, delimiter: string): Promise<string[][]> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const found: string[][] = [];
  for await (const record of readCsv(decode(bytes(), 'utf-8'), { delimiter }))
    found.push('cells' in record ? record.cells : [record.problem.problem]);
  return found;
}

describe('a cell that a spreadsheet would run', () => {
  test.each(['=1+1', '+49 30 1', '-2', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1', "=cmd|' /C calc'!A0"])(
    '%j gets an apostrophe',
    (text) => {
      expect(neutralised(text)).toBe(`'${text}`);
    },
  );

  test.each([
    ['x;=1+1', "x;'=1+1"],
    ['x,@SUM(A1)', "x,'@SUM(A1)"],
    ['x\t-1;+2', "x\t'-1;'+2"],
  ])('%j is also guarded where another delimiter would split it', (text, guarded) => {
    expect(neutralised(text)).toBe(guarded);
  });

  test.each(['a=1', '', "'=1", ' =1', '1-2', 'x@y.example'])('%j is left as it is', (text) => {
    expect(neutralised(text)).toBe(text);
  });

  test('our own numbers are numbers, also below zero, and JSON is raw', () => {
    expect(csvRecord([-5, { decimal: '-12.50' }, true, undefined, '=1'], 'UTC')).toBe(
      "-5,-12.50,true,,'=1\r\n",
    );
    expect(jsonValue('=1', 'UTC')).toBe('=1');
    expect(jsonValue(undefined, 'UTC')).toBeNull();
  });
});

test('quotes, delimiters and line ends are quoted as RFC 4180 has it', () => {
  expect(csvRecord(['a"b', 'c,d', 'e\r\nf', 'g;h'], 'UTC')).toBe('"a""b","c,d","e\nf",g;h\r\n');
});

test('what is written is read back as the same cells, but for what was neutralised', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 30 });
  const awkward = fc.constantFrom(
    '',
    '"',
    '""',
    ',',
    ';',
    '=',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '=","=',
    "'",
    'ü',
    '💡',
  );
  const cell = fc.oneof(
    text,
    fc.array(awkward, { maxLength: 6 }).map((parts) => parts.join('')),
  );
  // A last cell that is never empty: a line of nothing is left out by whoever reads CSV.
  const record = fc.tuple(cell, cell, cell).map((cells) => [...cells, 'end']);
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(',', ';', '\t'),
      async (records, delimiter) => {
        const written = records.map((cells) => csvRecord(cells, 'UTC', delimiter)).join('');
        const expected = records.map((cells) => cells.map((one) => neutralised(one.replace(/\r\n?/g, '\n'))));
        expect(await readBack(`a${delimiter}b${delimiter}c${delimiter}d\r\n${written}`, delimiter)).toEqual([
          ['a', 'b', 'c', 'd'],
          ...expected,
        ]);
      },
    ),
    { numRuns: 300 },
  );
});

test.each([
  ['2026-11-24T08:30:00.999Z', 'Europe/Berlin', '2026-11-24T09:30:00+01:00'],
  ['2026-07-01T00:00:00Z', 'America/New_York', '2026-06-30T20:00:00-04:00'],
  ['2026-07-01T00:00:00Z', 'Asia/Kathmandu', '2026-07-01T05:45:00+05:45'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T02:30:00+01:00'],
  ['2026-07-01T00:00:00Z', 'UTC', '2026-07-01T00:00:00+00:00'],
])('%s in %s is %s', (instant, zone, shown) => {
  expect(zonedInstant(new Date(instant), zone)).toBe(shown);
  expect(new Date(shown).getTime()).toBe(Math.floor(Date.parse(instant) / 1000) * 1000);
});
