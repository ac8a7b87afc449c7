import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/errors.js';
import { parseProgramFile, readProgram } from '../../src/program/read-program.js';

const EXAMPLE = readFileSync('docs/program.example.yaml', 'utf8');

/** The example with some of its texts replaced; every text must be in it. */
function exampleWith(...replaced: [from: string, to: string][]): string {
  return replaced.reduce((text, [from, to]) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  }, EXAMPLE);
}

function problemsOf(text: string): string[] {
  try {
    readProgram(text, 'p.yaml');
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  return [];
}

const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('the example', () => {
  test('is a valid program, with every kind of entry', () => {
    const program = readProgram(EXAMPLE, 'docs/program.example.yaml');
    expect(program.id).toBe('northgate-partners');
    expect(program.businessHours).toEqual({
      days: ['mon', 'tue', 'wed', 'thu', 'fri'],
      from: '09:00',
      to: '17:30',
    });
    expect(program.channels.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['partner', 'triage', 'digest']),
    );
    expect(program.reps).toHaveLength(3);
    expect(program.terms?.text).toContain('two business\ndays');
  });
});

describe('one mistake in the example', () => {
  test.each<[mistake: string, from: string, to: string, path: string, problem: RegExp]>([
    [
      'an unknown key',
      'undoSeconds: 300',
      'undoSecond: 300',
      'undoSecond',
      /is not a key.*Write undoSeconds/,
    ],
    ['a key in another style', 'undoSeconds: 300', 'undo_seconds: 300', 'undo_seconds', /Write undoSeconds/],
    [
      'an unknown key in an entry',
      'manager: paula',
      'maneger: paula',
      'partners[0].maneger',
      /Write manager/,
    ],
    [
      "another kind's key",
      'partner: harbour-it',
      'partner: harbour-it\n    reps: []',
      'channels[2].reps',
      /is not a key/,
    ],
    [
      'a text for a list',
      'domains: [brightcloud.example]',
      'domains: brightcloud.example',
      'partners[0].domains',
      /must be a list, but is a text/,
    ],
    [
      'a number for a text',
      'version: 2026-01',
      'version: 2026',
      'consent.version',
      /must be a text, but is a number.*in quotes/,
    ],
    [
      'a text for a number',
      'claimHours: 4',
      'claimHours: four',
      'serviceLevels.claimHours',
      /must be a number, but is a text/,
    ],
    [
      'a negative number',
      'claimHours: 4',
      'claimHours: -4',
      'serviceLevels.claimHours',
      /too small.*more than 0/,
    ],
    ['a half second', 'undoSeconds: 300', 'undoSeconds: 0.5', 'undoSeconds', /a whole number/],
    [
      'an unknown zone',
      'Europe/Berlin',
      'Europe/Bonn',
      'timeZone',
      /"Europe\/Bonn" is not an IANA time zone/,
    ],
    ['hours turned round', 'to: "17:30"', 'to: "08:30"', 'businessHours', /`from` must be before `to`/],
    [
      'an unknown country',
      'country: DE',
      'country: XX',
      'holidays.country',
      /no holidays are known for "XX"/,
    ],
    ['a country in small letters', 'country: DE', 'country: de', 'holidays.country', /Write DE/],
    ['an unknown region', 'region: BY', 'region: ZZ', 'holidays.region', /"ZZ" in DE\. Use one of .*BY/],
    [
      'a capital in an id',
      'id: brightcloud\n',
      'id: Brightcloud\n',
      'partners[0].id',
      /small letters, digits/,
    ],
    ['an empty name', 'name: Jonas Weber', 'name: " "', 'reps[0].name', /is empty/],
    ['a missing name', 'name: Jonas Weber\n    ', '', 'reps[0].name', /is missing/],
    [
      'an unknown kind of partner',
      'kind: community',
      'kind: comunity',
      'partners[2].kind',
      /not a choice.*Write community/,
    ],
    [
      'an unknown kind of channel',
      'kind: digest\n',
      'kind: digets\n',
      'channels[6].kind',
      /not a choice.*Write digest/,
    ],
    [
      'a web address for a domain',
      '[brightcloud.example]',
      '["https://brightcloud.example"]',
      'partners[0].domains[0]',
      /without https/,
    ],
    [
      'no e-mail',
      'paula.mertens@northgate.example',
      'paula.mertens',
      'programManagers[0].email',
      /expected form.*name@/,
    ],
    [
      'a name for a member id',
      'slack: U0EXAMPLE02',
      'slack: "@jonas"',
      'reps[0].accounts.slack',
      /is not a Slack member id/,
    ],
    [
      'a name for a channel id',
      'C0EXAMPLE51',
      '"#digest"',
      'channels[6].channel.id',
      /is not a Slack channel id/,
    ],
    [
      'an unknown reason',
      'existing_customer: We',
      'existing_custmer: We',
      'shareableReasons.existing_custmer',
      /Write existing_customer/,
    ],
    [
      'an unknown partner',
      'partner: harbour-it',
      'partner: harbor-it',
      'channels[2].partner',
      /no partners entry "harbor-it".*Write harbour-it/,
    ],
    [
      'an unknown rep',
      '[jonas, aoife, selma]',
      '[jonas, aoife, petra]',
      'channels[5].reps[2]',
      /no reps entry "petra".*Add it to reps/,
    ],
    [
      'an unknown service line',
      'serviceLines: [mdr]\n    reps',
      'serviceLines: [mrd]\n    reps',
      'channels[3].serviceLines[0]',
      /Write mdr/,
    ],
    [
      'an unknown region of a rep',
      'regions: [uk-ie]',
      'regions: [uk]',
      'reps[1].regions[0]',
      /no regions entry "uk"/,
    ],
    [
      'an unknown partner manager',
      'manager: paula',
      'manager: peter',
      'partners[0].manager',
      /no programManagers or reps entry/,
    ],
    [
      'a partner channel as triage',
      'triage: triage-compliance',
      'triage: brightcloud-channel',
      'channels[1].triage',
      /is no triage channel/,
    ],
    [
      'the same id twice',
      'id: aoife',
      'id: jonas',
      'reps[1].id',
      /"jonas" is taken by the entry on line \d+/,
    ],
    [
      'a channel assigned twice',
      'C0EXAMPLE42',
      'C0EXAMPLE41',
      'channels[4].channel',
      /slack C0EXAMPLE41 is already that of channels entry "triage-mdr"/,
    ],
    [
      'an account of two reps',
      'U0EXAMPLE03',
      'U0EXAMPLE02',
      'reps[1].accounts',
      /already that of reps entry "jonas"/,
    ],
    [
      'an e-mail of two reps',
      'aoife.byrne@',
      'Jonas.Weber@',
      'reps[1].accounts',
      /already that of reps entry "jonas"/,
    ],
    [
      'a workspace of two partners',
      'T0EXAMPLE12',
      'T0EXAMPLE11',
      'partners[1].workspaces',
      /already that of partners entry "brightcloud"/,
    ],
    ['a rep as contact', 'U0EXAMPLE21', 'U0EXAMPLE02', 'partners[2].contacts[0]', /also that of a rep/],
    [
      'two defaults',
      'regions: [dach]\n    reps: [jonas]',
      'default: true',
      'channels[5].default',
      /"triage-compliance" is the default/,
    ],
  ])('%s', (_mistake, from, to, path, problem) => {
    const text = exampleWith([from, to]);
    const problems = problemsOf(text).filter((line) => line.includes(` ${path}: `));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(problem);
    expect(problems[0]).toMatch(/^p\.yaml:\d+: \S+: .+\. .+\.$/);
  });

  test('is told on its line', () => {
    const text = exampleWith(['partner: harbour-it', 'partner: harbor-it']);
    expect(problemsOf(text)).toEqual([
      expect.stringMatching(`^p.yaml:${lineOf(text, 'partner: harbor-it')}: `),
    ]);
  });
});

test('all mistakes are told at once, in the order of the file', () => {
  const problems = problemsOf(
    exampleWith(
      ['timeZone: Europe/Berlin', 'timezone: Europe/Berlin'],
      ['id: aoife', 'id: jonas'],
      ['manager: paula', 'manager: peter'],
      ['C0EXAMPLE42', 'C0EXAMPLE41'],
      ['version: 2026-01', 'version: 2026'],
    ),
  );
  const lines = problems.map((problem) => Number(problem.split(':')[1]));
  expect(lines).toEqual(lines.toSorted((a, b) => a - b));
  for (const path of [
    'timezone',
    'timeZone',
    'reps[1].id',
    'partners[0].manager',
    'channels[4].channel',
    'consent.version',
  ])
    expect(problems.filter((problem) => problem.includes(` ${path}: `))).toHaveLength(1);
});

describe('an ended entry', () => {
  test('may be referred to and claims nothing', () => {
    const text = exampleWith(
      ['id: aoife\n', 'id: aoife\n    ended: true\n'],
      ['id: triage-mdr\n', 'id: triage-mdr\n    ended: true\n'],
      ['C0EXAMPLE42', 'C0EXAMPLE41'],
    );
    expect(problemsOf(text)).toEqual([]);
  });
});

describe('what is no program at all', () => {
  const bomb = ['a0: &a0 [x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 9; level += 1)
    bomb.push(
      `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );

  test.each([
    ['nothing', '', /^p\.yaml:1: \(file\): is empty\./],
    ['only a comment', '# later', /is empty/],
    ['a list', '- a', /must be a group of keys, but is a list/],
    ['a sentence', 'hello', /must be a group of keys, but is a text/],
    ['broken YAML', 'id: a\nreps: [', /^p\.yaml:2: \(syntax\): /],
    ['a tab', 'id: a\nreps:\n\t- id: b', /^p\.yaml:3: \(syntax\): .*Tabs/],
    ['a key twice', 'id: a\nid: b', /^p\.yaml:2: \(syntax\): Map keys must be unique/],
    ['two documents', 'id: a\n---\nid: b', /multiple documents/],
    ['a tag', 'id: !!js/function x', /Unresolved tag/],
    ['an alias of nothing', 'id: *a', /Unresolved alias/],
    ['an alias bomb', bomb.join('\n'), /uses its anchors too often/],
    ['brackets without end', '['.repeat(100_000), /nested too deep/],
    ['no text', 'id: a\0b', /is not text/],
    ['too much', `# ${'x'.repeat(2_000_000)}`, /is larger than 2 MB/],
    ['a prototype', '__proto__: {x: 1}\nid: a\nname: a\ntimeZone: UTC', /__proto__: is not a key/],
  ])('%s', (_what, text, expected) => {
    const problems = problemsOf(text);
    expect(problems.length).toBeLessThan(10);
    expect(problems.join('\n')).toMatch(expected);
  });
});

test('keys without a value count as absent, and the settings a file states are known', () => {
  const file = parseProgramFile('id: a\nname: A\ntimeZone: UTC\nreps:\nterms:\n', 'p.yaml');
  expect(file.definition.reps).toEqual([]);
  expect([...file.stated]).toEqual(['id', 'name', 'timeZone']);
});

test('a file with a byte order mark and Windows line ends is read', () => {
  expect(readProgram('\uFEFFid: a\r\nname: A\r\ntimeZone: UTC\r\n', 'p.yaml').name).toBe('A');
});
