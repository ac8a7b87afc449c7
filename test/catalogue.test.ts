import { describe, expect, test } from 'vitest';
import { EXAMPLE_DATA } from '../src/catalogue/example-data.js';
import { findTemplate, previews, STEPS, TEMPLATES } from '../src/catalogue.js';
import { announce } from '../src/referral/announcements.js';
import { STEP_BUTTONS } from '../src/referral/next-steps.js';
import { STATES } from '../src/referral/states.js';
import type { Verb } from '../src/referral/transitions.js';
import { wordsIn, wordsOf } from './messages/words.js';
import { actOf, DO, JONAS, referralIn } from './referral/referrals.js';

const ALL = previews();

describe('the templates', () => {
  test('have names of their own and are found by them', () => {
    const names = TEMPLATES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(findTemplate(name)?.name).toBe(name);
    expect(findTemplate('nothing')).toBeUndefined();
  });

  test.each(TEMPLATES)('$name has an example', (template) => {
    expect(template.examples(EXAMPLE_DATA).length).toBeGreaterThan(0);
  });

  test('hold every message that any step announces', () => {
    for (const state of STATES) {
      for (const verb of Object.keys(DO) as Verb[]) {
        try {
          const before = referralIn(state);
          const decision = DO[verb](before, actOf(JONAS));
          if (!decision) continue;
          for (const { template } of announce(before, decision, () => undefined))
            expect(findTemplate(template), template).toBeDefined();
        } catch {}
      }
    }
  });
});

describe('the previews', () => {
  test('have names of their own, in a steady order', () => {
    const names = ALL.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(previews()).toEqual(ALL);
  });

  test('show every step that asks for something', () => {
    const forms = ALL.filter(({ surface }) => surface === 'form').map(({ form }) => form?.id);
    for (const step of STEPS) if (step.form) expect(forms).toContain(STEP_BUTTONS[step.name].id);
  });

  test.each(ALL)('$name reads well', ({ card, form }) => {
    const words = [...(card ? wordsOf(card) : []), ...(form ? wordsIn(form) : [])];
    expect(words.length).toBeGreaterThan(1);
    for (const text of words) {
      expect(text).not.toMatch(/undefined|\bnull\b|\[object|NaN|Invalid Date|\$\{/);
      expect(text.trim()).not.toBe('');
      expect(text).not.toMatch(/ {2}|\.\.(?!\.)| [.,;]|,\.|\( | \)/);
      expect(text).not.toMatch(/\b(\w{3,}) \1\b/i);
    }
  });

  test.each(ALL.filter(({ form }) => form))(
    '$name has a submit button and a title that every platform can show',
    ({ form }) => {
      for (const text of [form?.title, form?.submitLabel]) expect(text?.length).toBeLessThanOrEqual(24);
      const keys = form?.fields.map(({ key }) => key) ?? [];
      expect(new Set(keys).size).toBe(keys.length);
    },
  );
});

describe('every card in every state', () => {
  test.each(STATES)('%s: nothing is missing where a word should be', (state) => {
    const bare = { ...EXAMPLE_DATA.staff(state) };
    const { serviceLineId: _s, region: _r, urgency: _u, meeting: _m, ...referral } = bare.referral;
    const contact = { name: 'Alex Kim' };
    const contexts = [
      bare,
      { ...bare, referral: { ...referral, contact, prospect: { company: 'Acme' }, answers: [] } },
    ];
    for (const template of TEMPLATES) {
      if (template.audience !== 'staff' || !template.name.endsWith('-card')) continue;
      for (const context of contexts)
        for (const text of wordsOf(template.render(context, {})))
          expect(text).not.toMatch(/undefined|null|NaN|Invalid/);
    }
    for (const restricted of [true, false]) {
      for (const name of ['status-card', 'loop-closed', 'unknown-submitter-closed']) {
        const template = findTemplate(name);
        if (template?.audience !== 'partner') throw new Error(`${name} is not for partners.`);
        for (const text of wordsOf(template.render(EXAMPLE_DATA.partner(state, restricted), {})))
          expect(text).not.toMatch(/undefined|null|NaN|Invalid/);
      }
    }
  });
});
