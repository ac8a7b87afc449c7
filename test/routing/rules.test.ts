import { describe, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';
import { chooseTriage, type RoutingFacts } from '../../src/routing/rules.js';

type Triage = { id: string } & Partial<{
  serviceLines: string[];
  regions: string[];
  partnerKinds: string[];
  default: boolean;
  ended: boolean;
}>;

function programWith(...channels: Triage[]): Program {
  return definitionSchema.parse({
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    serviceLines: [
      { id: 'pentest', name: 'Penetration testing' },
      { id: 'cloud', name: 'Cloud review' },
    ],
    regions: [{ id: 'dach', name: 'Germany, Austria, Switzerland' }],
    partners: [
      { id: 'fjord', name: 'Fjord', kind: 'strategic' },
      { id: 'past', name: 'Past', kind: 'strategic', ended: true },
    ],
    channels: channels.map((channel) => ({ kind: 'triage', channel: { id: `C-${channel.id}` }, ...channel })),
  });
}

/** The chosen channel with the reason, or why there is none. */
function choice(facts: RoutingFacts, ...channels: Triage[]): string {
  const chosen = chooseTriage(programWith(...channels), facts);
  return chosen.matched ? `${chosen.route.assignmentId}: ${chosen.route.reason}` : chosen.why;
}

const line: Triage = { id: 'line', serviceLines: ['pentest'] };
const region: Triage = { id: 'region', regions: ['dach'] };
const kind: Triage = { id: 'kind', partnerKinds: ['strategic'] };
const rest: Triage = { id: 'rest', default: true };
const FACTS: RoutingFacts = { partnerId: 'fjord', serviceLineId: 'pentest', region: 'dach' };

describe('the order of the rules', () => {
  test('the partner’s own triage channel comes before everything, even where it takes other things', () => {
    const own: Triage = { id: 'own', serviceLines: ['cloud'] };
    expect(choice({ ...FACTS, partnerTriageId: 'own' }, line, rest, own)).toBe(
      "own: It is the partner's own triage channel.",
    );
  });

  test.each([
    [[kind, region, line, rest], 'line: The service line is Penetration testing.'],
    [[rest, kind, region], 'region: The region is Germany, Austria, Switzerland.'],
    [[rest, kind], 'kind: The partner is of kind strategic.'],
    [[rest], 'rest: No rule names it, so it goes to the default channel.'],
  ])('then service line, region, kind, default (%#)', (channels, expected) => {
    expect(choice(FACTS, ...channels)).toBe(expected);
  });

  test('a channel that fits by service line and region beats one by service line alone', () => {
    const both: Triage = { id: 'both', serviceLines: ['pentest'], regions: ['dach'] };
    expect(choice(FACTS, line, both)).toBe(
      'both: The service line is Penetration testing and the region is Germany, Austria, Switzerland.',
    );
  });

  test('a service line alone beats region and kind together', () => {
    const other: Triage = { id: 'other', regions: ['dach'], partnerKinds: ['strategic'] };
    expect(choice(FACTS, other, line)).toMatch(/^line:/);
  });

  test('of two that fit alike, the first of the program file is chosen', () => {
    expect(choice(FACTS, { ...line, id: 'first' }, { ...line, id: 'second' })).toMatch(/^first:/);
    expect(choice(FACTS, { ...line, id: 'second' }, { ...line, id: 'first' })).toMatch(/^second:/);
  });
});

describe('what a channel names', () => {
  test('it takes nothing else: one other criterion and it is out', () => {
    const narrow: Triage = { id: 'narrow', serviceLines: ['pentest'], regions: ['nordics'] };
    expect(choice(FACTS, narrow, rest)).toMatch(/^rest:/);
  });

  test('a referral without a region does not fit a channel of a region', () => {
    expect(choice({ serviceLineId: 'pentest' }, region, rest)).toMatch(/^rest:/);
  });

  test('a channel that names nothing takes every referral where there is no default', () => {
    expect(choice(FACTS, { id: 'open' })).toBe('open: The channel takes every referral.');
    expect(choice(FACTS, { id: 'open' }, rest)).toMatch(/^rest:/);
  });

  test('the default takes what no other rule takes, also against what it names', () => {
    expect(choice(FACTS, { id: 'odd', serviceLines: ['cloud'], default: true })).toMatch(/^odd:/);
  });

  test('the kind of a partner that has ended, or of nobody, counts for nothing', () => {
    expect(choice({ ...FACTS, partnerId: 'past' }, kind, rest)).toMatch(/^rest:/);
    expect(choice({ serviceLineId: 'pentest' }, kind, rest)).toMatch(/^rest:/);
  });
});

describe('channels that have ended', () => {
  test('take nothing, neither as the partner’s own nor as the default', () => {
    const ended = { ended: true };
    expect(choice({ ...FACTS, partnerTriageId: 'own' }, { id: 'own', ...ended }, rest)).toMatch(/^rest:/);
    expect(choice(FACTS, { ...line, ...ended }, rest)).toMatch(/^rest:/);
    expect(choice(FACTS, { ...rest, ...ended })).toBe('The program has no triage channel yet.');
  });
});

describe('when nothing fits, the program manager reads why', () => {
  const other: Triage = { id: 'other', serviceLines: ['cloud'] };

  test.each([
    [FACTS, 'the service line Penetration testing and the region Germany, Austria, Switzerland'],
    [{ serviceLineId: 'pentest' }, 'the service line Penetration testing'],
    [{ region: 'dach' }, 'the region Germany, Austria, Switzerland'],
    [{}, 'a referral without a service line'],
  ])('(%#)', (facts, asked) => {
    expect(choice(facts, other)).toBe(`No triage channel takes ${asked}, and none is the default.`);
  });

  test('a program without channels says that', () => {
    expect(choice(FACTS)).toBe('The program has no triage channel yet.');
  });
});

test('the choice carries the channel itself', () => {
  expect(chooseTriage(programWith(rest), {})).toMatchObject({
    matched: true,
    route: { assignmentId: 'rest', channel: { platform: 'slack', id: 'C-rest' } },
  });
});
