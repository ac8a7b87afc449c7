import { describe, expect, test } from 'vitest';
import type { FormValues } from '../../src/messages/form.js';
import { definitionSchema } from '../../src/program/definition.js';
import { checkProgram } from '../../src/program/file/check-program.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import type { StoredProgram } from '../../src/program/ports.js';
import { assignmentOf, digestChannel, repsOf, triageChannel } from '../../src/program/program.js';
import { decideSetup, setupErrors, slug } from '../../src/setup/decide-setup.js';
import { PROGRAM } from '../people/people.js';
import { PRIYA } from '../referral/referrals.js';

const channel = (id: string) => ({ platform: 'slack', id }) as const;

function fromFile(file = PROGRAM): StoredProgram {
  const chat = { entries: NO_CHAT_ENTRIES };
  return { id: file.id, version: 3, file, chat, program: mergeProgram(file, chat) };
}

function setUp(before: StoredProgram | undefined, id: string, values: FormValues): StoredProgram {
  const request = { channel: channel(id), values, by: PRIYA, timeZone: 'Europe/Berlin' };
  expect(setupErrors(before?.program, request)).toEqual({});
  const after = decideSetup(before, request);
  // Whatever is set up, the result is a program that a file could say too.
  expect(() => definitionSchema.parse(after.program)).not.toThrow();
  expect(checkProgram(after.program)).toEqual(checkProgram(before?.program ?? after.program));
  expect(after.file).toEqual(before?.file);
  return after;
}

const errorsOf = (values: FormValues, program: typeof PROGRAM | null = PROGRAM, id = 'CNEW') =>
  setupErrors(program ?? undefined, { channel: channel(id), values, by: PRIYA });

describe('the first setup', () => {
  const values = { program_name: '  Northwind partners ', kind: 'partner', new_partner: 'Fjord Consulting' };

  test('makes the program, its manager, the partner and the channel in one go', () => {
    const { program, version } = setUp(undefined, 'CFIRST', values);
    expect(version).toBe(0);
    expect(program).toMatchObject({ id: 'program', name: 'Northwind partners', timeZone: 'Europe/Berlin' });
    expect(program.programManagers).toMatchObject([{ id: 'priya-nair', accounts: { slack: 'UPRIYA' } }]);
    expect(program.partners).toMatchObject([{ id: 'fjord-consulting', name: 'Fjord Consulting' }]);
    expect(assignmentOf(program, channel('CFIRST'))).toMatchObject({
      kind: 'partner',
      partner: 'fjord-consulting',
    });
  });

  test('wants a name for the program, and not one of spaces', () => {
    expect(errorsOf({ ...values, program_name: ' \u00a0\u200b ' }, null)).toEqual({
      program_name: 'Give the program a name.',
    });
  });

  test('in a zone that nobody knows counts in UTC instead of failing', () => {
    const request = { channel: channel('C1'), values, by: PRIYA };
    expect(decideSetup(undefined, { ...request, timeZone: 'Mars/Olympus' }).program.timeZone).toBe('UTC');
    expect(decideSetup(undefined, request).program.timeZone).toBe('UTC');
  });

  test('by somebody whose name has no letter of the alphabet still gives the manager an id', () => {
    const { program } = decideSetup(undefined, {
      channel: channel('C1'),
      values,
      by: { ...PRIYA, name: '李小龙' },
    });
    expect(program.programManagers[0]).toMatchObject({ id: 'entry', name: '李小龙' });
  });
});

describe('a partner channel', () => {
  test('of a partner that is known makes no new one', () => {
    const { program } = setUp(fromFile(), 'CNEW', {
      kind: 'partner',
      partner: 'delta',
      new_partner: 'Ignored',
    });
    expect(program.partners).toHaveLength(PROGRAM.partners.length);
    expect(assignmentOf(program, channel('CNEW'))).toMatchObject({ partner: 'delta' });
  });

  test('of a new partner with a known name is that partner’s', () => {
    const { program } = setUp(fromFile(), 'CNEW', { kind: 'partner', new_partner: ' fjord CONSULTING ' });
    expect(program.partners).toHaveLength(PROGRAM.partners.length);
    expect(assignmentOf(program, channel('CNEW'))).toMatchObject({ partner: 'fjord' });
  });

  test('of a new partner whose id is taken, or was, gets another id', () => {
    const first = setUp(fromFile(), 'CNEW', { kind: 'partner', new_partner: 'Delta!' });
    expect(first.program.partners.at(-1)).toMatchObject({ id: 'delta-2', name: 'Delta!' });
    const again = setUp(first, 'CNEW2', { kind: 'partner', new_partner: 'Past' });
    expect(again.program.partners.at(-1)).toMatchObject({ id: 'past-2', ended: false });
  });

  test('set up twice the same way is the same', () => {
    const values = { kind: 'partner', new_partner: 'Nova' };
    const once = setUp(fromFile(), 'CNEW', values);
    expect(setUp(once, 'CNEW', values).program).toEqual(once.program);
  });

  test('wants a partner that is in the program', () => {
    expect(errorsOf({ kind: 'partner' })).toEqual({
      new_partner: 'Choose a partner or write the name of a new one.',
    });
    expect(errorsOf({ kind: 'partner', new_partner: '\u2800\u00a0' })).toHaveProperty('new_partner');
    expect(errorsOf({ kind: 'partner', partner: 'past' })).toEqual({
      partner: 'This partner is no longer in the program. Choose another.',
    });
  });

  test('is not made of the digest channel, whose messages are for staff', () => {
    const after = setUp(fromFile(), 'CDIGEST', { kind: 'digest' });
    expect(errorsOf({ kind: 'partner', partner: 'fjord' }, after.program, 'CDIGEST').kind).toContain(
      'digest',
    );
  });
});

describe('a triage channel', () => {
  test('makes reps of people who were picked, each once, and keeps those there are', () => {
    const values = { kind: 'triage', reps: ['tom'], new_reps: ['UNEW', 'UTOM', 'UNEW'] };
    const { program } = setUp(fromFile(), 'CNEW', values);
    const made = program.reps.slice(PROGRAM.reps.length);
    expect(made).toMatchObject([{ id: 'unew', name: 'UNEW', accounts: { slack: 'UNEW' } }]);
    const triage = assignmentOf(program, channel('CNEW'));
    expect(triage).toMatchObject({ kind: 'triage', reps: ['tom', 'unew'] });
  });

  test('with nobody chosen takes every rep of the program', () => {
    const { program } = setUp(fromFile(), 'CNEW', { kind: 'triage' });
    const triage = triageChannel(program, 'triage-cnew');
    expect(triage && repsOf(program, triage).length).toBe(PROGRAM.reps.filter(({ ended }) => !ended).length);
  });

  test('that takes everything else takes over from the one that did', () => {
    const { program } = setUp(fromFile(), 'CNEW', { kind: 'triage', default: 'true' });
    const defaults = program.channels.filter((one) => one.kind === 'triage' && one.default);
    expect(defaults.map(({ id }) => id)).toEqual(['triage-cnew']);
  });

  test('of the file keeps what the form does not ask, and what the file says beside it', () => {
    const file = definitionSchema.parse({
      ...PROGRAM,
      channels: PROGRAM.channels.map((one) =>
        one.kind === 'triage' && one.id === 'cloud'
          ? { ...one, regions: ['dach'], partnerKinds: ['services'] }
          : one,
      ),
    });
    const values = { kind: 'triage', reps: ['tom', 'jonas'], service_lines: ['cloud'], default: 'true' };
    const after = setUp(fromFile(file), 'CCLOUD', values);
    expect(triageChannel(after.program, 'cloud')).toEqual({
      ...triageChannel(file, 'cloud'),
      reps: ['tom', 'jonas'],
      serviceLines: ['cloud'],
    });
    expect(after.chat.entries.channels.map(({ id }) => id)).toEqual(['cloud']);
  });
});

describe('what a channel was before', () => {
  test('a partner’s own triage channel stays with the partner and not with the channel', () => {
    const file = definitionSchema.parse({
      ...PROGRAM,
      channels: PROGRAM.channels.map((one) =>
        one.id === 'fjord-channel' ? { ...one, triage: 'cloud' } : one,
      ),
    });
    const same = setUp(fromFile(file), 'CFJORD', { kind: 'partner', partner: 'fjord' });
    expect(assignmentOf(same.program, channel('CFJORD'))).toMatchObject({ triage: 'cloud' });
    const other = setUp(fromFile(file), 'CFJORD', { kind: 'partner', partner: 'delta' });
    expect(assignmentOf(other.program, channel('CFJORD'))).not.toHaveProperty('triage');
  });

  test.each([
    ['triage', 'CFJORD'],
    ['digest', 'COFFENSIVE'],
    ['partner', 'CCLOUD'],
  ])('changing its kind to %s leaves one assignment, under the same id', (kind, id) => {
    const before = fromFile();
    const old = assignmentOf(before.program, channel(id));
    const after = setUp(before, id, { kind, partner: 'delta' });
    const all = after.program.channels.filter((one) => one.channel.id === id);
    expect(all).toHaveLength(1);
    expect(all[0]).toMatchObject({ id: old?.id, kind });
  });

  test('a new digest channel takes over from the one before', () => {
    const first = setUp(fromFile(), 'CONE', { kind: 'digest' });
    const second = setUp(first, 'CTWO', { kind: 'digest' });
    expect(digestChannel(second.program)?.id).toBe('CTWO');
    const back = setUp(second, 'CONE', { kind: 'digest' });
    expect(digestChannel(back.program)?.id).toBe('CONE');
  });

  test('an assignment that has ended does not come back with its old settings', () => {
    const file = definitionSchema.parse({
      ...PROGRAM,
      channels: PROGRAM.channels.map((one) => (one.id === 'offensive' ? { ...one, ended: true } : one)),
    });
    const { program } = setUp(fromFile(file), 'COFFENSIVE', { kind: 'triage' });
    expect(assignmentOf(program, channel('COFFENSIVE'))).toMatchObject({ id: 'triage-coffensive', reps: [] });
  });
});

test('a channel is for something that there is', () => {
  for (const kind of ['', 'nonsense', '__proto__'])
    expect(errorsOf({ kind })).toEqual({ kind: 'Choose what this channel is for.' });
});

test('ids are readable, and nobody’s twice', () => {
  expect(slug('Fjord Consulting ApS', [])).toBe('fjord-consulting-aps');
  expect(slug('Müller & Söhne', [])).toBe('muller-sohne');
  expect(slug('a', ['a', 'a-2'])).toBe('a-3');
  expect(slug('株式会社', [])).toBe('entry');
  expect(slug('x'.repeat(80), []).length).toBe(50);
});
