import { describe, expect, test } from 'vitest';
import { welcomePackets } from '../../src/kit/welcome.js';
import { programChanges } from '../../src/program/changes.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { checkProgram } from '../../src/program/file/check-program.js';

const AT = new Date('2026-11-26T10:00:00Z');
const program = (changes: object = {}): Definition =>
  definitionSchema.parse({
    ...{ id: 'p', name: 'Shield', timeZone: 'UTC' },
    partners: [
      { id: 'fjord', name: 'Fjord' },
      { id: 'harbor', name: 'Harbor' },
    ],
    ...changes,
  });
const channel = (id: string, partner: string, more: object = {}) => ({
  ...{ kind: 'partner', id, partner, channel: { platform: 'slack', id: `C0${id.toUpperCase()}` } },
  ...more,
});
const welcomed = (before: Definition | undefined, after: Definition) =>
  welcomePackets(programChanges(before, after), after, AT).flatMap(({ key }) =>
    key.endsWith(':welcome') ? [key] : [],
  );
const FJORD = ['partner:p:fjord:welcome'];

describe('a partner is welcomed', () => {
  test('with its first channel, and once however many there are', () => {
    expect(welcomed(program(), program({ channels: [channel('a', 'fjord')] }))).toEqual(FJORD);
    expect(
      welcomed(undefined, program({ channels: [channel('a', 'fjord'), channel('b', 'fjord')] })),
    ).toEqual(FJORD);
  });

  test('when a channel of another becomes its own', () => {
    const before = program({ channels: [channel('a', 'harbor')] });
    expect(welcomed(before, program({ channels: [channel('a', 'fjord')] }))).toEqual(FJORD);
  });

  test('with the version of the terms', () => {
    const after = program({ channels: [channel('a', 'fjord')], terms: { version: '7', text: 'Be kind.' } });
    expect(welcomePackets(programChanges(undefined, after), after, AT)[0]?.facts).toEqual({
      termsVersion: '7',
    });
  });
});

test.each<[string, object, object]>([
  ['when nothing changes', { channels: [channel('a', 'fjord')] }, { channels: [channel('a', 'fjord')] }],
  [
    'with a second channel',
    { channels: [channel('a', 'fjord')] },
    { channels: [channel('a', 'fjord'), channel('b', 'fjord')] },
  ],
  [
    'when its channel moves',
    { channels: [channel('a', 'fjord')] },
    { channels: [channel('a', 'fjord', { channel: { platform: 'teams', id: '19:x' } })] },
  ],
  [
    'when its channel comes back',
    { channels: [channel('a', 'fjord', { ended: true })] },
    { channels: [channel('a', 'fjord')] },
  ],
  [
    'when its channel ends',
    { channels: [channel('a', 'fjord')] },
    { channels: [channel('a', 'fjord', { ended: true })] },
  ],
  [
    'while it is not in the pilot',
    {},
    { channels: [channel('a', 'fjord')], pilot: { partners: ['harbor'] } },
  ],
  [
    'with a triage channel',
    {},
    { channels: [{ kind: 'triage', id: 't', channel: { platform: 'slack', id: 'C0T' } }] },
  ],
])('nobody is welcomed %s', (_what, before, after) => {
  expect(welcomed(program(before), program(after))).toEqual([]);
});

test('a pilot for a partner that is not there is a mistake, told with what was meant', () => {
  expect(checkProgram(program({ pilot: { partners: ['harbor', 'fjrod'] } }))).toEqual([
    {
      path: ['pilot', 'partners', 1],
      problem: 'there is no partners entry "fjrod"',
      remedy: 'Write fjord, if that is meant',
    },
  ]);
});

test('one reminder comes with it, in the partner’s business hours after so many days, or none', () => {
  const nudges = (onboarding: object) => {
    const after = program({ channels: [channel('a', 'fjord')], onboarding });
    return welcomePackets(programChanges(undefined, after), after, new Date('2026-11-21T22:00:00Z')).slice(1);
  };
  // Fourteen days later it is Saturday.
  expect(nudges({}).map(({ template, notBefore }) => [template, notBefore?.toISOString()])).toEqual([
    ['first-referral-nudge', '2026-12-07T09:00:00.000Z'],
  ]);
  expect(nudges({ nudgeAfterDays: 2 })[0]?.notBefore?.toISOString()).toBe('2026-11-24T09:00:00.000Z');
  expect(nudges({ nudgeAfterDays: 'off' })).toEqual([]);
});
