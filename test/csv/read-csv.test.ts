import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode } from '../../src/csv/decode.js';
import { type CsvRecord, readCsv } from '../../src/csv/read-csv.js';

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array | string, size = 7, delimiter?: string) {
  const given = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const records: CsvRecord[] = [];
  for await (const record of readCsv(decode(pieces(given, size)), { delimiter })) records.push(record);
  return records;
}

async function cells(bytes: Uint8Array | string, size = 7, delimiter?: string) {
  return (await read(bytes, size, delimiter)).map((record) =>
    'cells' in record ? record.cells : record.problem.problem,
  );
}

const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const TEXT = 'Name,Ort\r\nMüller,Köln\r\n';
const READ = [
  ['Name', 'Ort'],
  ['Müller', 'Köln'],
];

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16 BE with a mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16 LE without one', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16 BE without one', utf16be(TEXT)],
    ['Windows-1252', Buffer.from(TEXT, 'latin1')],
  ])('%s', async (_, bytes) => {
    for (const size of [13, 64, 4096]) expect(await cells(bytes, size)).toEqual(READ);
  });

  test('a euro sign of Windows-1252 is one', async () => {
    expect(await cells(Buffer.from('a;b\n\x80;x\n', 'latin1'))).toEqual([
      ['a', 'b'],
      ['€', 'x'],
    ]);
  });

  test('bytes that are broken in the middle of UTF-8 spoil only their own row', async () => {
    const bytes = Buffer.concat([
      Buffer.from('a,b\nMüller,1\n'),
      Buffer.from([0x58, 0xff, 0x2c, 0x32, 0x0a]),
      Buffer.from('Köln,3\n'),
    ]);
    expect(await cells(bytes, 4096)).toEqual([
      ['a', 'b'],
      ['Müller', '1'],
      ['X\ufffd', '2'],
      ['Köln', '3'],
    ]);
  });
});

describe('delimiters and line ends', () => {
  test.each([',', ';', '\t', '|', '^', '~'])('"%s" is found out', async (mark) => {
    expect(await cells(`a${mark}b${mark}c\n1${mark}"x${mark}y"${mark}3\n`)).toEqual([
      ['a', 'b', 'c'],
      ['1', `x${mark}y`, '3'],
    ]);
  });
  test('commas in titles do not hide semicolons', async () => {
    expect(await cells('Name, Vorname;Ort\nA, B;C\n')).toEqual([
      ['Name, Vorname', 'Ort'],
      ['A, B', 'C'],
    ]);
  });
  test('a spreadsheet’s first line sep=; is obeyed and left out', async () => {
    expect(await read('sep=;\r\na;b\r\n1,5;2')).toMatchObject([
      { line: 2, cells: ['a', 'b'] },
      { line: 3, cells: ['1,5', '2'] },
    ]);
  });
  test('any other, of several characters too, can be said', async () => {
    expect(await cells('a::b\n"x::y"::2', 3, '::')).toEqual([
      ['a', 'b'],
      ['x::y', '2'],
    ]);
  });
  test.each(['\n', '\r\n', '\r'])('lines end with %j', async (end) => {
    expect(await read(['a,b', '1,2', '', '3,4', ''].join(end), 5)).toMatchObject([
      { line: 1 },
      { line: 2 },
      { line: 4 },
    ]);
  });
  test('one column needs no delimiter; an empty file has nothing', async () => {
    expect(await cells('domain\nacme.com\n')).toEqual([['domain'], ['acme.com']]);
    expect(await cells('')).toEqual([]);
  });
});

describe('quotes', () => {
  test('hold delimiters, line ends and quotes; lines are counted on', async () => {
    expect(await read('a,b\n"x, ""y""\nz",2\n3,4')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['x, "y"\nz', '2'] },
      { line: 4, cells: ['3', '4'] },
    ]);
  });
  test('one that is never closed costs one line', async () => {
    expect(await cells('a,b\n"x,1\ny,2\n"z",3\nw,4')).toEqual([
      ['a', 'b'],
      'a quote is opened and never closed',
      ['y', '2'],
      ['z', '3'],
      ['w', '4'],
    ]);
  });
  test('in the last line too', async () => {
    expect(await cells('a,b\nx,1\n"y,2')).toEqual([
      ['a', 'b'],
      ['x', '1'],
      'a quote is opened and never closed',
    ]);
  });
  test('one inside of a cell is an inch mark', async () => {
    expect(await cells('a,b\n19" rack,1\n')).toEqual([
      ['a', 'b'],
      ['19" rack', '1'],
    ]);
  });
});

test('a file without line ends costs no memory', async () => {
  const found = await read(
    Buffer.concat([Buffer.from('a,b\n'), Buffer.alloc(3_000_000, 'x'), Buffer.from('\n1,2\n')]),
    100_000,
  );
  expect(found).toMatchObject([
    { line: 1 },
    { line: 2, problem: { path: '(row)' } },
    { line: 3, cells: ['1', '2'] },
  ]);
});

const cell = fc.string({
  unit: fc.constantFrom('a', 'ü', '€', '😀', ',', ';', '"', '\n', ' '),
  maxLength: 8,
});

test('whatever is written as RFC 4180 has it is read back, however it is cut', async () => {
  const tables = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(tables, fc.integer({ min: 1, max: 40 }), async (rows, size) => {
      const all = [['t1', 't2', 't3'], ...rows.map((row) => ['x', ...row.slice(1)])];
      const text = all.map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(',')).join('\n');
      expect(await cells(text, size, ',')).toEqual(all);
    }),
    { numRuns: 200 },
  );
});

test('no bytes make it throw', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 300 }),
      fc.integer({ min: 1, max: 64 }),
      async (bytes, size) => {
        for (const record of await read(bytes, size)) expect(record.line).toBeGreaterThan(0);
      },
    ),
  );
});
