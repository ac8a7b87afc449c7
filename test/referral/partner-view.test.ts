import { describe, expect, test } from 'vitest';
import type { Decision } from '../../src/referral/decide.js';
import { addNote } from '../../src/referral/decide-conversation.js';
import type { Finding } from '../../src/referral/findings.js';
import { partnerView } from '../../src/referral/partner-view.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { STATES, TERMINAL_STATES } from '../../src/referral/states.js';
import { actOf, DO, JONAS, MAYA, minutesAfter, NOON, referralIn, stored, WORDS } from './referrals.js';

const view = (referral: Referral, minutes = 0) => partnerView(referral, minutesAfter(minutes));

describe('the end', () => {
  const before = referralIn('opportunity');
  const lost = stored(before, DO.lose(before, actOf(JONAS)) as Decision);

  test('is hidden as long as it can be undone: the partner sees what was before', () => {
    expect(view(lost, 4)).toEqual(view(before));
    expect(view(lost, 4)).toMatchObject({ state: 'opportunity', isOpen: true });
    expect(view(lost, 4).ending).toBeUndefined();
  });

  test('is shown from the moment on when it stands', () => {
    expect(view(lost, 5)).toMatchObject({ state: 'lost', isOpen: false, ending: WORDS });
  });

  test('is shown at once where it cannot be undone', () => {
    const withdrawn = stored(before, DO.withdraw(before, actOf(JONAS)) as Decision);
    expect(view(withdrawn)).toMatchObject({ state: 'withdrawn', isOpen: false });
  });

  test('hides the notes for the partner that were written with it, and no older ones', () => {
    const note = (text: string, at: Date) =>
      ({ audience: 'partner', text: shareableText(text), by: JONAS, at }) as const;
    const noted = stored(
      { ...lost, notes: [note('Older', minutesAfter(-61))] },
      addNote(
        { ...lost, notes: [note('Older', minutesAfter(-61))] },
        note('With the end', NOON),
        actOf(JONAS),
      ),
    );
    expect(view(noted, 4).notes.map(({ text }) => text)).toEqual(['Older']);
    expect(view(noted, 5).notes.map(({ text }) => text)).toEqual(['Older', 'With the end']);
  });

  test('a step that ends nothing is shown at once', () => {
    const accepted = stored(
      referralIn('claimed'),
      DO.accept(referralIn('claimed'), actOf(JONAS)) as Decision,
    );
    expect(accepted.undo).toBeDefined();
    expect(view(accepted)).toMatchObject({ state: 'accepted' });
  });
});

describe('what is seen', () => {
  test('the partner’s own words that are shareable, and no others', () => {
    const answer = { key: 'a', label: 'Role', value: 'CIO', shown: 'CIO', shareable: true };
    const phone = { key: 'b', label: 'Phone', value: '1', shown: '1', shareable: false };
    expect(view(referralIn('routed', { answers: [answer, phone] })).answers).toEqual([
      { label: 'Role', shown: 'CIO' },
    ]);
  });

  test('notes for the partner, not those for colleagues', () => {
    const by = { by: JONAS, at: NOON };
    const notes: Referral['notes'] = [
      { audience: 'internal', text: 'Secret', ...by },
      { audience: 'partner', text: shareableText('Hello'), ...by },
    ];
    expect(view(referralIn('claimed', { notes })).notes).toEqual([
      { text: 'Hello', by: 'Jonas Weber', at: NOON },
    ]);
  });

  test('who has it, the meeting, and whether a question waits', () => {
    const question = { text: shareableText('How many?'), askedBy: JONAS, at: NOON };
    const meeting = { at: minutesAfter(60) };
    const seen = view(referralIn('meeting_scheduled', { question, meeting }));
    expect(seen).toMatchObject({
      repName: 'Jonas Weber',
      meetingAt: minutesAfter(60),
      question: { text: 'How many?', answered: false },
      next: { text: 'Jonas Weber meets them', by: minutesAfter(60) },
    });
    expect('repName' in view(referralIn('routed'))).toBe(false);
  });

  test('an unknown person’s referral has no partner’s name and still reads well', () => {
    const { partner: _partner, ...unknown } = referralIn('in_review');
    expect(view(unknown)).toMatchObject({
      partnerName: '',
      next: { text: 'We are checking it and will come back to you here.' },
    });
  });
});

describe('what happens next', () => {
  test.each(STATES)('is said for a referral that is %s', (state) => {
    const { next, isOpen } = view(referralIn(state, { meeting: { at: minutesAfter(60) } }));
    expect(next.text.length).toBeGreaterThan(10);
    expect(next.text).not.toMatch(/undefined|null|\s{2}/);
    // A sentence that goes on with a date ends with it; every other ends by itself.
    expect(/[.!]$/.test(next.text)).toBe(next.by === undefined);
    expect(isOpen).toBe(!(TERMINAL_STATES as readonly string[]).includes(state));
  });

  test('in review is what the strictest rule lets its partner read, until it is overruled', () => {
    const finding = (rule: string, outcome: 'accept' | 'review', more: object = {}) => ({
      ...{
        rule,
        kind: 'eligibility' as const,
        outcome,
        reason: 'other' as const,
        staffText: `Staff: ${rule}`,
      },
      partnerText: shareableText(`Do ${rule}.`),
      ...more,
    });
    const said = (...findings: ReturnType<typeof finding>[]) =>
      view(referralIn('in_review', { findings })).next.text;
    expect(said(finding('a', 'accept'), finding('b', 'review'), finding('c', 'review'))).toBe(
      'Do b. We are checking it and will come back to you here.',
    );
    const overruled = { overruled: { by: 'Priya', at: NOON } };
    expect(said(finding('a', 'accept'), finding('b', 'review', overruled))).toBe(
      'We are checking it and will come back to you here.',
    );
  });

  test('reads well without a name of the contact', () => {
    expect(view(referralIn('accepted', { contact: { name: '' } })).next.text).toBe(
      'Jonas Weber will reach out to the contact',
    );
  });
});

describe('credited to another partner', () => {
  const secret = shareableText('You have sent 5 referrals in November.');
  const handedOver = (changes: Partial<Referral>): Referral => {
    const referral = referralIn('rejected', changes);
    const touch = { referralId: referral.id, partnerId: 'fjord', at: minutesAfter(-60) };
    return {
      ...referral,
      partner: { id: 'harbor', name: 'Harbor Managed IT' },
      attribution: {
        ...{ model: 'registration_wins', partnerId: 'harbor', source: 'influenced', at: NOON },
        touches: [touch as never],
        decided: { by: 'Priya Nair', reason: 'They met first.', at: NOON, from: 'fjord' },
      },
    };
  };
  const finding: Finding = {
    rule: 'period_cap',
    kind: 'eligibility',
    outcome: 'review',
    reason: 'ineligible_partner',
    staffText: 'Five.',
    partnerText: secret,
  };

  test('what a rule, an end and an appeal said to the former one is not the new one’s to read', () => {
    const seen = view(
      handedOver({
        findings: [finding],
        outcome: { state: 'rejected', reason: 'duplicate', shareableText: secret, at: minutesAfter(-30) },
        dispute: { text: 'Look again', by: MAYA, at: minutesAfter(-20) },
      }),
      1,
    );
    expect(JSON.stringify(seen)).not.toContain(secret);
    expect(seen.dispute).toBeUndefined();
    expect(JSON.stringify(seen)).not.toContain(MAYA.name);
  });

  test('in review neither', () => {
    const seen = view({ ...handedOver({ findings: [finding] }), state: 'in_review' }, 1);
    expect(seen.next.text).not.toContain(secret);
  });

  test('but an end that came afterwards is', () => {
    const later = {
      state: 'rejected',
      reason: 'duplicate',
      shareableText: secret,
      at: minutesAfter(1),
    } as const;
    expect(view(handedOver({ outcome: later }), 2).ending).toBe(secret);
  });
});
