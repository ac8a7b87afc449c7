import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askedFields, INTAKE_FIELDS } from '../../src/intake/fields.js';
import { readAnswers } from '../../src/intake/read-answers.js';
import { referralForm } from '../../src/intake/referral-form.js';
import type { FormValues } from '../../src/messages/form.js';
import { PROGRAM } from '../people/people.js';
import { FILLED_IN } from './answers.js';

function read(changes: FormValues = {}, program = PROGRAM) {
  return readAnswers(program, { ...FILLED_IN, ...changes });
}

function errorsOf(changes: FormValues, program = PROGRAM): Record<string, string> {
  const result = read(changes, program);
  return result.ok ? {} : { ...result.errors };
}

describe('a form filled in well', () => {
  test('becomes answers under the labels they were asked under', () => {
    const result = read();
    const answers = result.ok ? result.intake.answers : [];
    expect(answers.map(({ key }) => key)).toEqual(askedFields(PROGRAM).map(({ key }) => key));
    expect(answers.find(({ key }) => key === 'service_line')).toEqual({
      key: 'service_line',
      label: 'What do they need?',
      value: 'pentest',
      shown: 'Penetration testing',
      shareable: true,
    });
    expect(answers.find(({ key }) => key === 'consent')).toMatchObject({ value: true, shown: 'Yes' });
  });

  test('has what routing and duplicate checks read as properties', () => {
    const result = read();
    expect(result.ok && result.intake.promoted).toEqual({
      prospect: { company: 'Acme GmbH', domain: 'acme.com' },
      contact: { name: 'Alex Kim', role: 'Head of IT', email: 'alex@acme.com', phone: '+49 30 1234567' },
      serviceLineId: 'pentest',
      region: 'dach',
      urgency: 'now',
    });
  });

  test('shows no contact details to other people of the partner', () => {
    const result = read();
    const hidden = result.ok ? result.intake.answers.filter(({ shareable }) => !shareable) : [];
    expect(hidden.map(({ key }) => key)).toEqual(['contact_email', 'contact_phone']);
  });

  test('may leave out what is optional; what was left out is absent, not empty', () => {
    const left = {
      contact_email: ' ',
      contact_phone: undefined,
      current_tools: '',
      urgency: undefined,
      region: '',
    };
    const result = read(left);
    expect(result.ok && result.intake.promoted.contact).toEqual({ name: 'Alex Kim', role: 'Head of IT' });
    expect(result.ok && 'region' in result.intake.promoted).toBe(false);
    expect(result.ok && result.intake.answers.map(({ key }) => key)).not.toContain('current_tools');
  });

  test('is trimmed, and otherwise kept as typed', () => {
    const result = read({
      company: '\u200b <!channel> & *Söhne* \u00a0',
      problem: 'Line one\n\n  line two ',
    });
    expect(result.ok && result.intake.promoted.prospect.company).toBe('<!channel> & *Söhne*');
    expect(result.ok && result.intake.answers.find(({ key }) => key === 'problem')?.shown).toBe(
      'Line one\n\n  line two',
    );
  });
});

describe('what is wrong', () => {
  test('is all told at once, each at its field', () => {
    expect(
      errorsOf({
        website: 'acme',
        contact_email: 'alex',
        contact_phone: '1',
        company: ' ',
        consent: undefined,
      }),
    ).toEqual({
      website: 'This does not look like a website. Write it like acme.com.',
      contact_email:
        'This does not look like an e-mail address. Write it like alex@acme.com, or leave it empty.',
      contact_phone:
        'This does not look like a phone number. Write it like +49 30 1234567, or leave it empty.',
      company: 'Please fill this in; spaces alone do not count.',
      consent: 'We can only get in touch when the contact has agreed. Tick the box if they have.',
    });
  });

  test('an empty form says it of every required field and of no other', () => {
    const result = readAnswers(PROGRAM, {});
    const required = INTAKE_FIELDS.filter((field) => field.required).map(({ key }) => key);
    expect(result.ok ? [] : Object.keys(result.errors).sort()).toEqual(required.sort());
  });

  test.each(['company', 'contact_role', 'problem', 'reason'])('only spaces in %s, of any kind', (key) => {
    for (const spaces of ['   ', '\u00a0', '\u200b\u200b', '\u3164', ' \n\t ', '\u2800'])
      expect(errorsOf({ [key]: spaces })).toHaveProperty(key);
  });

  test('too long says how long it is and how much fits', () => {
    expect(errorsOf({ problem: 'x'.repeat(3000) })).toEqual({
      problem: 'This is 3000 characters long; at most 1500 fit. Please shorten it.',
    });
    expect(errorsOf({ problem: ` ${'x'.repeat(1500)} ` })).toEqual({});
  });

  test.each([undefined, '', 'false', 'yes', []])('consent %j is none', (consent) => {
    expect(errorsOf({ consent })).toHaveProperty('consent');
  });

  test('a choice that is not, or no longer, offered', () => {
    const ended = {
      ...PROGRAM,
      serviceLines: PROGRAM.serviceLines.map((line) =>
        line.id === 'pentest' ? { ...line, ended: true } : line,
      ),
    };
    const message = 'This choice is no longer offered. Please choose again.';
    expect(errorsOf({}, ended)).toEqual({ service_line: message });
    expect(errorsOf({ urgency: 'yesterday', region: '__proto__' })).toEqual({
      urgency: message,
      region: message,
    });
    expect(errorsOf({ service_line: '' })).toEqual({ service_line: 'Please choose one.' });
  });

  test('a field without choices is not asked and not missed', () => {
    const bare = { ...PROGRAM, serviceLines: [], regions: [] };
    expect(askedFields(bare).map(({ key }) => key)).not.toContain('service_line');
    expect(errorsOf({ service_line: undefined, region: undefined }, bare)).toEqual({});
    expect(errorsOf({ service_line: 'pentest' }, bare)).toEqual({});
  });
});

test('whatever is sent is read or refused at fields of the form, and never thrown at', () => {
  const value = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.string({ unit: 'grapheme' })),
    fc.constant(undefined),
  );
  const keys = INTAKE_FIELDS.map(({ key }) => key);
  const forms = fc.dictionary(
    fc.oneof(fc.constantFrom(...keys), fc.string()),
    value,
  ) as fc.Arbitrary<FormValues>;
  fc.assert(
    fc.property(forms, (values) => {
      const result = readAnswers(PROGRAM, { ...FILLED_IN, ...values });
      if (result.ok) return;
      for (const [key, problem] of Object.entries(result.errors)) {
        expect(keys).toContain(key);
        expect(problem).toMatch(/^[A-Z].*[.]$/);
      }
    }),
    { numRuns: 300 },
  );
});

describe('the form', () => {
  const form = (choosePartner = false) =>
    referralForm({
      program: PROGRAM,
      door: 'button',
      channel: { platform: 'slack', id: 'CFJORD' },
      partnerId: 'fjord',
      choosePartner,
      prefill: { company: 'Acme' },
    });

  test('asks every field of the list, with help where it is not plain', () => {
    expect(form().fields.map(({ key }) => key)).toEqual(askedFields(PROGRAM).map(({ key }) => key));
    for (const { key, help } of form().fields)
      if (!['consent', 'urgency'].includes(key)) expect(help).toMatch(/[.?]$/);
  });

  test('keeps within what every platform shows, and carries where it belongs', () => {
    expect(form().title.length).toBeLessThanOrEqual(24);
    expect(form().submitLabel.length).toBeLessThanOrEqual(24);
    expect(form().carried).toEqual({
      door: 'button',
      platform: 'slack',
      channel: 'CFJORD',
      partner: 'fjord',
    });
    expect(form().fields.find(({ key }) => key === 'company')).toMatchObject({ initial: 'Acme' });
    expect(form().fields.find(({ key }) => key === 'consent')).toMatchObject({
      statement: PROGRAM.consent.wording,
    });
  });

  test('asks staff for whom they write, of partners that are in the program', () => {
    const [first] = form(true).fields;
    expect(first).toMatchObject({ key: 'for_partner', required: true });
    expect(first && 'options' in first && first.options.map(({ value }) => value)).toEqual([
      'fjord',
      'delta',
    ]);
  });

  test('says what not to share', () => {
    expect(JSON.stringify(form().intro)).toContain('no security findings, no credentials');
  });
});
