import { describe, expect, test } from 'vitest';
import { briefFor } from '../../src/kit/brief.js';
import { kitPath, partnerOfPath } from '../../src/kit/kit-link.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';

const program = (changes: object = {}): Definition =>
  definitionSchema.parse({
    ...{ id: 'p', name: 'Shield', timeZone: 'UTC' },
    serviceLines: [{ id: 'pentest', name: 'Penetration testing', description: 'Web and mobile' }],
    partners: [
      { id: 'fjord', name: 'Fjord', kind: 'technology' },
      { id: 'harbor', name: 'Harbor', rewards: 'none' },
    ],
    ...changes,
  });
const of = (given: Definition, id: string) =>
  briefFor(
    given,
    given.partners.find((one) => one.id === id),
  );

describe('a program that says nothing of a kit', () => {
  test('has one from its service lines, its consent and what not to share', () => {
    const brief = of(program(), 'fjord');
    expect(brief.whoFits).toEqual(['Penetration testing: Web and mobile']);
    expect(brief.whatToSay.join()).toContain('The contact agreed that I share these details');
    expect(brief.whatNotToShare.join()).toContain('no credentials');
    expect(brief.introductionEmail).toContain('An introduction to Shield');
    expect(brief.introductionEmail).toContain('[your name], Fjord');
    expect([brief.caseStudies, brief.rewards, brief.termsVersion]).toEqual([[], [], undefined]);
  });

  test('has one without service lines, and says how many more there are of many', () => {
    expect(briefFor(program({ serviceLines: [] })).whoFits).toEqual([
      'Companies that could use what Shield does.',
    ]);
    const many = Array.from({ length: 12 }, (_, at) => ({ id: `s${at}`, name: `Service ${at}` }));
    expect(briefFor(program({ serviceLines: many })).whoFits).toHaveLength(8);
    expect(briefFor(program({ serviceLines: many })).whoFits.at(-1)).toBe('5 more: the form lists them all.');
  });
});

test('partners of a kind read their own words, part by part', () => {
  const given = program({
    kit: {
      whoFits: ['Everybody'],
      whatToSay: ['Say {program}'],
      byKind: { technology: { whoFits: ['Users of {partner}'] } },
    },
  });
  expect(of(given, 'fjord')).toMatchObject({ whoFits: ['Users of Fjord'], whatToSay: ['Say Shield'] });
  expect(of(given, 'harbor').whoFits).toEqual(['Everybody']);
});

test('rewards take two lines at most, as the partner’s own plan has them, and who takes none has none', () => {
  const given = program({
    rewards: {
      plans: [
        {
          id: 'standard',
          qualified: { flat: 25_000 },
          won: {
            bySize: [
              { from: 100, basisPoints: 750 },
              { from: 0, flat: 50_000 },
            ],
            untilCollected: true,
          },
        },
      ],
    },
    terms: { version: '3', text: 'Be kind.' },
  });
  expect(of(given, 'fjord').rewards).toEqual([
    'When the meeting is qualified: €250.00.',
    'When the deal is signed and paid for: from €500.00 up to 7.5 % of the first year’s revenue, by the size of the deal.',
  ]);
  expect(of(given, 'fjord').termsVersion).toBe('3');
  expect(of(given, 'harbor').rewards).toEqual([]);
  expect(briefFor(given).rewards).toEqual([]);
});

test.each([
  ['http, not https', { kit: { caseStudies: [{ title: 'a', url: 'http://a.example' }] } }],
  ['a script', { kit: { caseStudies: [{ title: 'a', url: 'javascript:alert(1)' }] } }],
  ['an unknown part', { kit: { whoFit: ['x'] } }],
  ['an unknown kind', { kit: { byKind: { friends: {} } } }],
  ['more than fits into a message', { kit: { whoFits: Array.from({ length: 9 }, () => 'x') } }],
])('%s is refused', (_what, changes) => {
  expect(() => program(changes)).toThrow();
});

test('a partner’s page is found by our seal alone', () => {
  const key = Buffer.alloc(32, 7);
  const path = kitPath(key, 'p', 'fjord');
  expect(partnerOfPath(key, 'p', path)).toBe('fjord');
  expect(partnerOfPath(key, 'p', path.replace('fjord', 'harbor'))).toBeUndefined();
  expect(partnerOfPath(key, 'other', path)).toBeUndefined();
  expect(partnerOfPath(Buffer.alloc(32, 8), 'p', path)).toBeUndefined();
  for (const wrong of [`${path}x`, '/kit/', '/kit/fjord', '/kit/fjord/', `/kit/%2e/${path.slice(-32)}`])
    expect(partnerOfPath(key, 'p', wrong)).toBeUndefined();
});
