import { expect, test } from 'vitest';
import { newCode, parseCode, spelledCode } from '../../src/attribution/codes.js';
import { landingSeal } from '../../src/attribution/landing-seal.js';
import { INTAKE_FIELDS } from '../../src/intake/fields.js';
import { landingFields } from '../../src/intake/landing-form.js';
import { LANDING_CHOICES } from '../../src/program/attribution-settings.js';
import { PROGRAM } from '../people/people.js';

test('a code has no sign that looks like another, and is read however it is written', () => {
  for (let at = 0; at < 500; at += 1) {
    const code = newCode();
    expect(code).toMatch(/^[2-9A-HJKMNP-TV-Z]{8}$/);
    expect(parseCode(spelledCode(code).toLowerCase())).toBe(code);
    expect(parseCode(` ${code.slice(0, 4)} ${code.slice(4)} `)).toBe(code);
  }
  for (const typed of ['', '7K3M9QX', '7K3M9QXTT', '7K3M9QXO', '7K3M9QX1', '../etc/pw', '7K3M9QÄT'])
    expect([typed, parseCode(typed)]).toEqual([typed, undefined]);
});

test('a form’s token holds for its code alone, and a status token cannot be made up', () => {
  const seal = landingSeal(Buffer.alloc(32, 7));
  const other = landingSeal(Buffer.alloc(32, 8));
  const now = new Date('2026-11-24T12:00:00.000Z');
  const token = seal.openForm('7K3M9QXT', now);
  expect(seal.readForm('7K3M9QXT', token)?.openedAt).toEqual(now);
  expect(seal.readForm('R4WN2HPC', token)).toBeUndefined();
  expect(other.readForm('7K3M9QXT', token)).toBeUndefined();
  for (const made of ['', '.', '..', 'a.b.c.d', `${token}A`, token.replace(/^./, '0')])
    expect([made, seal.readForm('7K3M9QXT', made)]).toEqual([made, undefined]);
  const id = '6924210a3c5e7f9b1d2e4f60';
  expect(seal.readStatus(seal.statusToken(id))).toBe(id);
  expect(other.readStatus(seal.statusToken(id))).toBeUndefined();
  for (const made of ['', 'A'.repeat(38), '%', id]) expect(seal.readStatus(made)).toBeUndefined();
  expect(seal.fingerprint('203.0.113.9')).not.toBe(other.fingerprint('203.0.113.9'));
});

test('the program file may name each field of the intake form that the page can ask, and no other', () => {
  const always = ['company', 'contact_name', 'contact_email', 'consent'];
  const landing = { ...PROGRAM.attribution.landing, fields: [...LANDING_CHOICES] };
  const program = {
    ...PROGRAM,
    regions: [{ id: 'dach', name: 'DACH' }],
    attribution: { ...PROGRAM.attribution, landing },
  };
  const asked = landingFields(program, 'I agree.').map(({ key }) => key);
  expect(asked.toSorted()).toEqual([...always, ...LANDING_CHOICES].toSorted());
  expect(INTAKE_FIELDS.map(({ key }) => key)).toEqual(expect.arrayContaining(asked));
  const none = { ...program, attribution: { ...program.attribution, landing: { ...landing, fields: [] } } };
  expect(landingFields(none, 'I agree.').map(({ key }) => key)).toEqual(
    INTAKE_FIELDS.map(({ key }) => key).filter((key) => always.includes(key)),
  );
});
