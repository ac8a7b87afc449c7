import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkKnown } from '../../src/known/check-known.js';
import type { KnownCompany } from '../../src/known/known-company.js';
import { daysBetween, judgeKnown } from '../../src/known/rules.js';
import type { Prospect } from '../../src/referral/comparable.js';
import { clock, listed, matching, print, program, TODAY } from './lists.js';

/** What the check says of a prospect when these companies are what its keys find. */
async function checked(
  prospect: Prospect,
  companies: KnownCompany[],
  settings: object = {},
  now = clock.now(),
) {
  const known = { fingerprint: async () => print, candidates: async () => companies };
  return checkKnown({ known, matching, clock: { now: () => now } }, { program: program(settings), prospect });
}

const ACME = { company: 'ACME', domain: 'acme.com' };

describe('given a customer', () => {
  const acme = listed({ name: 'Acme GmbH', domain: 'acme.com', reference: '0017', owner: 'Jane Roe' });

  test('when the same name and domain is referred, then it is rejected, and only staff read why', async () => {
    const verdict = await checked(ACME, [acme]);
    expect(verdict).toMatchObject({ outcome: 'reject', partnerText: 'This company is already known to us.' });
    expect(verdict.findings).toMatchObject([{ rule: 'existing_customer', reason: 'existing_customer' }]);
    expect(verdict.findings[0]?.staffText).toBe(
      'Existing customer: Acme GmbH (acme.com), record 0017, owner Jane Roe. Why: same name Acme GmbH; same domain ' +
        'acme.com. In the customers list of 25 Nov 2026.',
    );
  });

  test('when only the domain is the same, then a person looks at it', async () => {
    expect(await checked({ company: 'Roadrunner', domain: 'acme.com' }, [acme])).toMatchObject({
      outcome: 'review',
      findings: [{ match: { verdict: 'likely' } }],
    });
  });

  test('when it is another company, then nothing is said', async () => {
    expect(await checked({ company: 'Beta', domain: 'beta.io' }, [acme])).toEqual({
      outcome: 'accept',
      findings: [],
    });
  });

  test('when the program lets customers pass, then it passes with a note for staff and no word to the partner', async () => {
    const verdict = await checked(ACME, [acme], { customer: { action: 'accept' } });
    expect(verdict).toMatchObject({ outcome: 'accept', findings: [{ outcome: 'accept' }] });
    expect(verdict).not.toHaveProperty('partnerText');
  });

  test('when one person’s address is the same and nothing else, then a person looks at it', async () => {
    const withContact = listed({ name: 'Umbrella', email: 'Jo@work.com' });
    expect(await checked({ company: 'Acme', email: 'jo@work.com' }, [withContact])).toMatchObject({
      outcome: 'review',
      findings: [{ match: { evidence: ['same e-mail address'] } }],
    });
  });
});

describe('given an open opportunity', () => {
  const opened = (day: string | undefined, more: Partial<KnownCompany> = {}) =>
    listed({
      kind: 'opportunity',
      name: 'Acme',
      domain: 'acme.com',
      ...(day ? { opened: day } : {}),
      ...more,
    });
  const days = { opportunity: { youngerThanDays: 30 } };

  test.each([
    ['opened today', '2026-11-25', 'reject'],
    ['29 days old', '2026-10-27', 'reject'],
    ['30 days old', '2026-10-26', 'accept'],
    ['of an unknown age', undefined, 'reject'],
    ['opened tomorrow, where it is tomorrow already', '2026-11-26', 'reject'],
  ])('%s', async (_, day, outcome) => {
    expect((await checked(ACME, [opened(day)], days)).outcome).toBe(outcome);
  });

  test('when its stage says that it is closed, then it protects nobody', async () => {
    expect((await checked(ACME, [opened('2026-11-20', { stage: 'closed-WON ' })])).outcome).toBe('accept');
    expect((await checked(ACME, [opened('2026-11-20', { stage: 'Proposal' })])).outcome).toBe('reject');
  });

  test('when it is old but sales touched it lately, then a person looks at it', async () => {
    const touched = (day: string) => opened('2024-01-01', { touched: day });
    const settings = { touched: { withinDays: 90 } };
    expect(await checked(ACME, [touched('2026-08-27')], settings)).toMatchObject({
      outcome: 'review',
      findings: [{ rule: 'touched_by_sales', reason: 'opportunity_in_progress' }],
    });
    expect((await checked(ACME, [touched('2026-08-26')], settings)).outcome).toBe('accept');
  });

  test('when there are several, then the one sales had most lately is shown and the others are counted', async () => {
    const both = [opened('2026-10-01', { id: 'a' }), opened('2026-11-01', { id: 'b', stage: 'Demo' })];
    const verdict = await checked(ACME, both);
    expect(verdict.findings).toMatchObject([{ company: { id: 'b' }, others: 1 }]);
    expect(verdict.findings[0]?.staffText).toContain('stage Demo, opened 1 Nov 2026');
    expect(verdict.findings[0]?.staffText).toContain('with 1 more like it');
  });

  test('the day is that of the program’s zone', async () => {
    const late = new Date('2026-11-24T23:30:00Z');
    expect((await checked(ACME, [opened('2026-10-27')], days, late)).outcome).toBe('reject');
    expect((await checked(ACME, [opened('2026-10-26')], days, late)).outcome).toBe('accept');
  });
});

describe('given a do-not-contact list', () => {
  test('when a company is in it, then it is rejected, above all else', async () => {
    const both = [
      listed({ name: 'Acme', domain: 'acme.com' }),
      listed({ id: 'two', kind: 'do_not_contact', name: 'Acme' }),
    ];
    const verdict = await checked(ACME, both);
    expect(verdict.findings.map(({ rule }) => rule)).toEqual(['do_not_contact', 'existing_customer']);
    expect(verdict.partnerText).toBe('This company is already known to us.');
  });

  test('when a domain is in it, then all who are there are meant, whatever the company is called', async () => {
    const domain = listed({ kind: 'do_not_contact', domain: 'acme.com' });
    expect((await checked({ company: 'Roadrunner', domain: 'www.acme.com' }, [domain])).outcome).toBe(
      'reject',
    );
    expect((await checked({ company: 'Other', email: 'a@acme.com' }, [domain])).outcome).toBe('reject');
  });

  test('when an address is in it, then that person is meant, and of colleagues somebody decides', async () => {
    const person = listed({ kind: 'do_not_contact', name: 'Acme', domain: 'acme.com', email: 'jo@acme.com' });
    expect((await checked({ ...ACME, email: 'JO+news@acme.com' }, [person])).outcome).toBe('reject');
    const colleague = await checked({ ...ACME, email: 'kim@acme.com' }, [person]);
    expect(colleague.outcome).toBe('review');
    expect(colleague.findings[0]?.staffText).not.toContain('@');
  });
});

const company = fc.record({
  listedAt: fc.constant(clock.now()),
  id: fc.uuid(),
  kind: fc.constantFrom('customer', 'opportunity', 'do_not_contact'),
  opened: fc.option(fc.constantFrom('2020-02-29', '2026-03-29', '2026-10-25', TODAY), { nil: undefined }),
  touched: fc.option(fc.constantFrom('2026-10-31', '2026-09-30', TODAY), { nil: undefined }),
});
const found = fc.record({
  company,
  match: fc.record({
    verdict: fc.constantFrom('exact', 'likely', 'possible'),
    score: fc.constantFrom(0.5, 0.9),
    evidence: fc.constant<string[]>(['alike']),
  }),
});

test('the same companies in any order give the same findings, the strictest first; only what is certain is rejected', () => {
  fc.assert(
    fc.property(fc.array(found, { maxLength: 8 }), fc.integer(), (some, turn) => {
      const compared = some as Parameters<typeof judgeKnown>[2];
      const { knownCompanies } = program();
      const findings = judgeKnown(knownCompanies, TODAY, compared);
      const at = compared.length === 0 ? 0 : Math.abs(turn) % compared.length;
      expect(judgeKnown(knownCompanies, TODAY, [...compared.slice(at), ...compared.slice(0, at)])).toEqual(
        findings,
      );
      const severity = findings.map(({ outcome }) => ['accept', 'review', 'reject'].indexOf(outcome));
      expect(severity).toEqual(severity.toSorted((a, b) => b - a));
      for (const { outcome, match } of findings)
        if (outcome === 'reject') expect(match.verdict).toBe('exact');
        else if (match.verdict === 'possible') expect(outcome).toBe('accept');
    }),
  );
});

test('days are those of the calendar, over month ends, leap days and changes of the clock', () => {
  expect(daysBetween('2026-01-31', '2026-03-01')).toBe(29);
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2);
});
