import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAddresses, readAddress } from '../../src/matching/plain-address.js';
import { plainDomain } from '../../src/matching/plain-domain.js';
import { phoneEnding, plainPhone } from '../../src/matching/plain-phone.js';
import { anyText } from './any-text.js';

describe('plain domain', () => {
  it.each([
    ['https://WWW.Acme.co.uk/about?x=1', 'acme.co.uk'],
    ['shop.acme.com:8443', 'acme.com'],
    ['Bücher.example', 'bücher.example'],
  ])('of %s is %s', (typed, plain) => {
    expect(plainDomain(typed)).toBe(plain);
  });

  it('gives the same again and never throws, whatever the text', () => {
    const text = fc.oneof(anyText, fc.webUrl(), fc.domain(), fc.emailAddress());
    fc.assert(
      fc.property(text, (typed) => {
        const plain = plainDomain(typed);
        if (plain !== undefined) expect(plainDomain(plain)).toBe(plain);
      }),
    );
  });
});

describe('plain telephone number', () => {
  it('gives the same again and never throws, whatever the text', () => {
    const digits = fc.array(fc.constantFrom(...'0123456789+-() /.x')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(anyText, digits),
        fc.option(fc.oneof(fc.constantFrom('DE', 'US', 'IT'), anyText), { nil: undefined }),
        (typed, country) => {
          const plain = plainPhone(typed, country);
          if (plain !== undefined) {
            expect(plainPhone(plain, country)).toBe(plain);
            expect(plain).toMatch(/^\+\d{5,15}$/);
          }
          phoneEnding(typed);
        },
      ),
    );
  });
});

describe('an address', () => {
  it('is like itself however it is read, and never throws, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const read = readAddress(one);
        expect(readAddress(read.join(' '))).toEqual(readAddress(read.join(' ')));
        if (read.length > 0) expect(compareAddresses(read, read)).not.toBe(false);
        expect(compareAddresses(read, readAddress(other))).toBe(compareAddresses(readAddress(other), read));
      }),
    );
  });
});
