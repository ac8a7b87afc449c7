import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareAddresses, readAddress } from '../../src/matching/plain-address.js';
import { isDisposableMail, isOpenDomain, plainDomain } from '../../src/matching/plain-domain.js';
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

describe('a domain of everybody', () => {
  it.each([
    'https://www.facebook.com/northwind',
    'https://sites.google.com/view/northwind',
    'northwind.wordpress.com',
    'https://linktr.ee/northwind',
    'dana@gmail.com',
    'dana@mailinator.com',
    // Of the public list, and not of ours.
    'dana@0-mail.com',
  ])('%s says nothing about a company', (typed) => {
    expect(isOpenDomain(plainDomain(typed) ?? '')).toBe(true);
  });

  it.each(['northwind.wixsite.com', 'northwind.github.io', 'northwind.example', 'google.example'])(
    '%s is its own',
    (typed) => {
      expect(isOpenDomain(plainDomain(typed) ?? '')).toBe(false);
    },
  );

  it('is disposable by the public list and by ours, and free mail and relays are not', () => {
    const typed = ['0-mail.com', 'tempmail.dev', 'gmail.com', 'icloud.com', 'duck.com', 'northwind.example'];
    expect(typed.filter(isDisposableMail)).toEqual(['0-mail.com', 'tempmail.dev']);
  });
});

describe('plain telephone number', () => {
  it.each([
    ['+1-212-555-0143', '(212) 555 0143', true],
    ['+44 (0)20 7946 0958', '020 7946 0958', true],
    ['0049 30 1234567', '030/1234567', true],
    ['1 (212) 555-0143 ext. 12', '212.555.0143', true],
    ['2125550143.0', '212-555-0143', true],
    ['212 555 0143 / 212 555 0199', '+1 212 555 0143', true],
    ['212 555 0143; 212 555 0199', '212 555 0143', true],
    ['310/246-1501', '310 246 1501', true],
    ['212 555 0143', '212 555 0144', false],
  ])('%s and %s have one ending: %s', (one, other, same) => {
    expect(phoneEnding(one) === phoneEnding(other)).toBe(same);
  });

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
  it.each([
    ['435 S. La Cienega Blvd., Los Angeles', '435 South La Cienega Boulevard', true],
    ['2326 S.Dearborn 60616', '2326 S Dearborn St', true],
    ['744 N Monticello Ave', '744 N. Monticelo 60624', true],
    ['124 E 113th St', '124 E. 113 St. 60628', true],
    ['Hauptstraße 12, 10115 Berlin', 'Hauptstr. 12, Berlin', true],
    ['10115 Berlin, Hauptstr. 12', 'Hauptstraße 12, 10115 Berlin', true],
    ['12 rue de la Paix, 75002 Paris', '12, R. de la Paix, Paris', true],
    ['100 Main St, Suite 5, Springfield', '100 Main Street, 2nd Floor, Springfield', true],
    ['10612-20 South Wentworth 60628', '10612 S Wentworth Ave', true],
    ['100 Main St Suite 5, Springfield', '200 Main St Suite 5, Springfield', false],
    ['37 W 47th St 60609', '4644 S Dearborn St 60609', false],
    ['100 Main Street, Springfield', '100 Oak Street, Springfield', false],
    ['12 High Street, Leeds', '12 High Street, York', undefined],
    ['7638 N Paulina Ave', '7648 N Paulina Street', undefined],
    ['100 N State St, Springfield', '100 S State St, Springfield', undefined],
    ['Springfield', 'Springfield, USA', undefined],
    ['Springfield', 'Shelbyville', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect(compareAddresses(readAddress(one), readAddress(other))).toBe(same);
  });

  it('is like itself however it is read, and never throws, whatever the text', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const read = readAddress(one);
        expect(readAddress(read.text)).toEqual(readAddress(read.text));
        if (read.text !== '') expect(compareAddresses(read, read)).not.toBe(false);
        expect(compareAddresses(read, readAddress(other))).toBe(compareAddresses(readAddress(other), read));
      }),
    );
  });
});
