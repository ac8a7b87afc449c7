import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainName, readName } from '../../src/matching/plain-name.js';
import { anyText } from './any-text.js';

describe('the plain name', () => {
  it.each([
    ['ACME, Inc.', 'Acme Incorporated'],
    ['Müller & Söhne GmbH & Co. KG', 'Muller und Sohne'],
    ['N.V. Nutricia', 'NUTRICIA N V'],
    ['D S M N.V.', 'DSM NV'],
    ['Foo S.A. de C.V.', 'foo'],
    ['Alfa Sp. z o.o.', 'ALFA'],
    ['Gamma Pty. Ltd.', 'The Gamma Company'],
    ["L'Oréal S.A.", 'LOREAL'],
    ['Cargill B.V., Bergen op Zoom, NL', 'Cargill'],
    ['Univ. of Leuven', 'University of Leuven'],
    ['Acme Int’l Ltd', 'Acme International'],
    ['ООО Ромашка', 'Ромашка'],
    ['株式会社東芝', '東芝'],
    ['PT Telkom Indonesia Tbk', 'Telkom Indonesia'],
    ['ＡＣＭＥ　Ｌｔｄ', 'acme'],
    ['www.Northwind.com', 'Northwind'],
    ['Northwind.com, Inc.', 'NORTHWIND'],
    ['Mt. Contoso & Son', 'Mount Contoso and Sons'],
    ['A.B.C. Company', 'ABC Company'],
    ['Open Joint Stock Company Ромашка', 'ОАО Ромашка'],
    ['LIMITED LIABILITY COMPANY CONTOSO', 'Contoso LLC'],
    ['Акционерное общество «Ромашка»', 'Ромашка'],
    ['㈱東芝', '東芝'],
    ['Northwind Foods Inc. Northwind Foods', 'Northwind Foods'],
    ['Johnson &amp; Johnson', 'Johnson and Johnson'],
  ])('of %s is that of %s', (one, other) => {
    expect(plainName(one)).toBe(plainName(other));
    expect(plainName(one)).not.toBe('');
  });

  it.each([
    ['St. Jude', 'Street Jude'],
    ['Siemens Healthcare', 'Siemens Energy'],
    ['Region 1', 'Region 2'],
    ['AB Volvo', 'AS Volvo'],
  ])('of %s is not that of %s', (one, other) => {
    expect(plainName(one)).not.toBe(plainName(other));
  });

  it('keeps the legal form it took off, and a name that is nothing else', () => {
    expect(readName('Acme Corporation')).toEqual({ text: 'acme', words: ['acme'], forms: ['inc'] });
    expect(readName('Limited').text).toBe('limited');
    expect(readName(' – ').text).toBe('');
  });

  it('gives the same again and never throws, whatever the text', () => {
    const again = fc.property(anyText, (text) => {
      expect(plainName(plainName(text))).toBe(plainName(text));
    });
    fc.assert(again, { numRuns: 2_000 });
  });
});
