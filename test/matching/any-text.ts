import fc from 'fast-check';

/** Any text, also what is no Unicode, and names made of what the rules look for. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom(
        ...[
          'Acme',
          'The',
          'N',
          'V',
          'B.V.',
          'Co',
          '&',
          'GmbH',
          'and',
          ',',
          '(',
          'S.A.',
          'de',
          'C.V.',
          'I',
          'intl',
          'ß',
          'Ü',
          'e',
          'İ',
          "'",
        ],
      ),
    )
    .map((parts) => parts.join(' ')),
);
