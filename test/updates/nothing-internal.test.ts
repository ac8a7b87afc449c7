import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_DATA } from '../../src/catalogue/example-data.js';
import { TEMPLATES } from '../../src/catalogue.js';
import type { Card } from '../../src/messages/card.js';
import type { Form } from '../../src/messages/form.js';
import { announce } from '../../src/referral/announcements.js';
import type { Decision } from '../../src/referral/decide.js';
import * as talk from '../../src/referral/decide-conversation.js';
import { partnerView } from '../../src/referral/partner-view.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { type ReferralState, STATES } from '../../src/referral/states.js';
import type { Verb } from '../../src/referral/transitions.js';
import { PARTNER_STEPS } from '../../src/updates/partner-steps.js';
import { partnerDetails } from '../../src/updates/show-referral.js';
import { actOf, DO, JONAS, MAYA, minutesAfter, NOON } from '../referral/referrals.js';

/**
 * The type `Shareable` is the guard; this is the proof. Every field that is not for the partner is filled with a mark,
 * everything that a partner can ever be shown is drawn, and the mark is looked for.
 */
const MARK = 'INTERNAL-MARK';
const AMOUNT = 987_654_321;

function marked(state: ReferralState, mark: string): Referral {
  const referral = EXAMPLE_DATA.referral(state);
  const internal = { audience: 'internal', text: mark, by: JONAS, at: NOON } as const;
  return {
    ...referral,
    contact: { ...referral.contact, email: mark, phone: mark },
    answers: referral.answers.map((answer) =>
      answer.shareable ? answer : { ...answer, value: mark, shown: mark },
    ),
    notes: [internal, ...referral.notes.filter(({ audience }) => audience === 'partner'), internal],
    review: { kind: 'eligibility', why: mark },
    findings: [
      {
        rule: mark,
        kind: 'duplicate',
        outcome: 'accept',
        reason: 'duplicate',
        staffText: mark,
        partnerText: shareableText('Known to us.'),
        earlier: { referralId: mark, reference: mark },
        overruled: { by: mark, at: NOON },
        confirmed: { by: mark, at: NOON },
      },
    ],
    dispute: {
      text: 'Look again.',
      by: MAYA,
      at: NOON,
      decision: {
        upheld: false,
        by: { ...JONAS, name: mark },
        at: NOON,
        words: shareableText('It stays so.'),
      },
    },
    unmatched: mark,
    ...(referral.route ? { route: { ...referral.route, reason: mark, assignmentId: mark } } : {}),
    declinedBy: [mark],
    question: {
      text: shareableText('How many?'),
      askedBy: { ...JONAS, name: mark },
      askedByRepId: mark,
      at: NOON,
    },
    ...(referral.outcome
      ? {
          outcome: {
            ...referral.outcome,
            internalText: mark,
            amount: { minorUnits: AMOUNT, currency: 'EUR' },
          },
        }
      : {}),
    consent: { ...referral.consent, wordingVersion: mark },
    terms: { version: mark, by: { ...MAYA, name: mark }, at: NOON },
    qualification: {
      version: mark,
      criteria: [{ id: mark, label: mark, met: true, words: mark }],
      by: { ...JONAS, name: mark },
      at: NOON,
    },
    events: referral.events.map((event) => ({ ...event, by: { ...event.by, name: mark } })),
  };
}

/** Everything people of the partner can be shown of a referral: messages, cards, details, forms. */
function allShown(referral: Referral, now: Date, decision?: Decision): (Card | Form | object)[] {
  const context = (restricted: boolean) => ({
    view: partnerView(referral, now),
    programName: EXAMPLE_DATA.program.name,
    restricted,
  });
  const messages = announce(
    referral,
    decision ?? { after: referral, events: referral.events.slice(-1) },
    () => ({
      platform: 'slack',
      userId: 'UREP',
    }),
  );
  const drawn = TEMPLATES.flatMap((template) => {
    if (template.audience !== 'partner') return [];
    const facts = messages.filter((message) => message.template === template.name).map((one) => one.facts);
    return [{}, ...facts].flatMap((fact) =>
      [true, false].map((restricted) => template.render(context(restricted), fact as never)),
    );
  });
  const forms = PARTNER_STEPS.flatMap((step) => {
    const actor = { person: MAYA, internal: false, admin: false };
    const form = step.form?.({ referral, program: EXAMPLE_DATA.program, actor });
    return form ? [form] : [];
  });
  return [...drawn, partnerDetails(referral, now), ...forms];
}

const shown = (referral: Referral, now: Date, decision?: Decision) =>
  JSON.stringify(allShown(referral, now, decision));

describe.each(STATES)('a referral that is %s', (state) => {
  test('shows its partner nothing internal, while the end can be undone and after', () => {
    const referral = marked(state, MARK);
    for (const minutes of [0, 10]) {
      const text = shown(referral, minutesAfter(minutes));
      expect(text).not.toContain(MARK);
      expect(text).not.toContain(String(AMOUNT));
      expect(text).not.toContain('9,876');
      // How much speaks for it is for staff.
      expect(text).not.toMatch(/\bfit \d/i);
    }
  });

  test('nor does any step that leads on from it', () => {
    for (const verb of Object.keys(DO) as Verb[]) {
      const before = marked(state, MARK);
      let decision: Decision | undefined;
      try {
        decision = DO[verb](before, actOf(JONAS));
      } catch {
        continue;
      }
      if (!decision) continue;
      for (const minutes of [0, 10])
        expect(shown(decision.after, minutesAfter(minutes), decision)).not.toContain(MARK);
    }
  });
});

test('the mark would be seen: what is for the partner does show', () => {
  const note = { audience: 'partner', text: shareableText(MARK), by: JONAS, at: NOON } as const;
  const { after } = talk.addNote(EXAMPLE_DATA.referral('claimed'), note, actOf(JONAS));
  expect(shown(after, NOON)).toContain(MARK);
});

test('whatever an internal text is, no partner can be shown it', () => {
  const internalTexts = fc
    .string({ unit: 'grapheme', minLength: 6, maxLength: 40 })
    .map((text) => `§${text}§`);
  fc.assert(
    fc.property(internalTexts, fc.constantFrom(...STATES), (text, state) => {
      const inJson = JSON.stringify(text).slice(1, -1);
      expect(shown(marked(state, text), minutesAfter(10))).not.toContain(inJson);
    }),
    { numRuns: 100 },
  );
});

test('in a shared channel not even the company or the contact is named', () => {
  for (const state of STATES) {
    for (const template of TEMPLATES) {
      if (template.audience !== 'partner' || template.name === 'unknown-submitter-closed') continue;
      const context = EXAMPLE_DATA.partner(state, true);
      const text = JSON.stringify(
        template.render(context, { text: context.view.company, repName: context.view.company } as never),
      );
      expect(text).not.toContain('Acme');
      expect(text).not.toContain('Alex Kim');
      expect(text).not.toContain('Maya');
    }
  }
});
