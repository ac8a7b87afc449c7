import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainEmail } from '../../src/matching/plain-email.js';

describe('plain e-mail', () => {
  it.each([
    ['Dana+crm@Northwind.example', 'dana@northwind.example'],
    [' <d.a.n.a+list@GoogleMail.com> ', 'dana@gmail.com'],
    ['d.ana@northwind.example', 'd.ana@northwind.example'],
  ])('of %s is %s', (typed, plain) => {
    expect(plainEmail(typed)).toBe(plain);
  });

  it.each(['', 'dana', 'dana@', '@northwind.example', 'a@b@c.example', '...@gmail.com'])(
    'of "%s" is none',
    (typed) => {
      expect(plainEmail(typed)).toBeUndefined();
    },
  );

  it('gives the same again and never throws, whatever the text', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.emailAddress(),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
      fc.string().map((local) => `${local}@googlemail.com`),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const plain = plainEmail(typed);
        if (plain !== undefined) expect(plainEmail(plain)).toBe(plain);
      }),
    );
  });
});
