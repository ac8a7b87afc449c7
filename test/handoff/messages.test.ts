import { describe, expect, test } from 'vitest';
import { EXAMPLE_DATA } from '../../src/catalogue/example-data.js';
import { HANDOFF_TEMPLATES } from '../../src/handoff/messages.js';
import type { Card } from '../../src/messages/card.js';
import { plainText } from '../../src/messages/fallback.js';
import type { Finding } from '../../src/referral/findings.js';
import type { Referral } from '../../src/referral/referral.js';
import { shareableText } from '../../src/referral/shareable.js';
import { STATES } from '../../src/referral/states.js';
import { GENERAL_DISCOVERY, summarise } from '../../src/referral/summary.js';
import { wordsOf } from '../messages/words.js';
import { JONAS, MAYA, NOON } from '../referral/referrals.js';
import { found } from '../review/desk.js';

function draw(name: string, referral: Referral, facts: object = {}): Card {
  const template = HANDOFF_TEMPLATES.find((one) => one.name === name);
  if (template?.audience !== 'staff') throw new Error(`There is no ${name} for staff.`);
  return template.render({ referral, program: EXAMPLE_DATA.program, now: NOON }, facts as never);
}

const words = (card: Card) => wordsOf(card).join('\n');
const labels = (card: Card) =>
  card.elements.flatMap((element) =>
    element.kind === 'actions' ? element.actions.map(({ label }) => label) : [],
  );

describe('the claim card', () => {
  test('has the four parts, the deadline and the three ways on', () => {
    const card = draw('claim-card', EXAMPLE_DATA.referral('routed'));
    const text = words(card);
    for (const part of [
      'Who referred: ',
      'Why it fits',
      'The problem to solve',
      'The first meeting should cover',
    ])
      expect(text).toContain(part);
    expect(text).toContain('Please claim it by');
    expect(labels(card)).toEqual(['Claim', 'Decline', 'Reject…']);
  });

  test('says how much speaks for it and why, while it is open', () => {
    const text = (state: Referral['state']) => words(draw('claim-card', EXAMPLE_DATA.referral(state)));
    for (const state of ['routed', 'claimed'] as const) {
      expect(text(state)).toMatch(/Fit \d+\/100: .+ is offered \(25 of 25\)/);
    }
    expect(text('rejected')).not.toContain('Fit ');
  });

  test('says in small print what rules noted, shortened, and of many only that there are more', () => {
    const note = found({ outcome: 'accept', staffText: `Possibly Acme Tools. ${'x'.repeat(2_000)}` });
    const drawn = (name: string, findings: Finding[]) =>
      draw(name, { ...EXAMPLE_DATA.referral('claimed'), findings }).elements.flatMap((element) =>
        element.kind === 'context' ? [plainText(element.text)] : [],
      );
    for (const name of ['claim-card', 'handoff-card', 'handoff-direct-card']) {
      const [first = ''] = drawn(name, [note]).filter((text) => text.startsWith('Note: '));
      expect(first).toMatch(/^Note: Possibly Acme Tools\. x+…$/);
      expect(first.length).toBeLessThan(320);
      const five = drawn(name, Array(5).fill(note));
      expect(five.filter((text) => text.startsWith('Note: '))).toHaveLength(3);
      expect(five.join()).toContain('And 2 more');
      // What stopped it once was decided, and is nothing to be careful about.
      expect(drawn(name, [found({ overruled: { by: 'Priya Nair', at: NOON } })]).join()).not.toContain(
        'Note',
      );
    }
  });

  test('says who declined, and when that is everybody', () => {
    const by = (...declinedBy: string[]) =>
      words(draw('claim-card', { ...EXAMPLE_DATA.referral('routed'), declinedBy }));
    expect(by('lena')).toContain('Declined by Lena Fischer.');
    expect(by('lena', 'jonas')).toContain(
      'Everybody has declined (Lena Fischer, Jonas Weber). A program manager has been asked.',
    );
    expect(by()).not.toContain('eclined');
  });

  test('once claimed has no buttons and says who has it', () => {
    const card = draw('claim-card', EXAMPLE_DATA.referral('claimed'));
    expect(labels(card)).toEqual([]);
    expect(words(card)).toContain('Claimed. Jonas Weber has it. Accept or reject by');
  });
});

describe('the handoff', () => {
  test.each(STATES)('of a referral that is %s offers only what is possible', (state) => {
    const card = draw('handoff-card', EXAMPLE_DATA.referral(state));
    const offered = labels(card);
    expect(new Set(offered).size).toBe(offered.length);
    if (['won', 'lost', 'disqualified'].includes(state)) expect(offered).toEqual(['Add note…', 'Reopen']);
    expect(offered).not.toContain('Claim');
    expect(card.summary).toContain('R-7K3M9Q');
  });

  test('has a first message only until somebody has written', () => {
    const has = (state: Referral['state']) =>
      words(draw('handoff-card', EXAMPLE_DATA.referral(state))).includes('A first message');
    expect(STATES.filter(has)).toEqual(['claimed', 'accepted']);
  });

  test('shows the question with its answer, and the five latest notes', () => {
    const notes = Array.from({ length: 7 }, (_, number) => ({
      audience: 'internal' as const,
      text: `Note ${number}.`,
      by: JONAS,
      at: NOON,
    }));
    const question = { text: shareableText('How many?'), askedBy: JONAS, at: NOON };
    const open = words(draw('handoff-card', { ...EXAMPLE_DATA.referral('accepted'), notes, question }));
    expect(open).toContain('Asked the partner: How many?\nNo answer yet.');
    expect(open).not.toContain('Note 1.');
    expect(open).toContain('Note 2.');
    expect(open).toContain('Older notes: ');
    const answer = { text: 'Forty.', by: MAYA, at: NOON };
    const answered = words(
      draw('handoff-card', { ...EXAMPLE_DATA.referral('accepted'), question: { ...question, answer } }),
    );
    expect(answered).toContain('Maya Okafor: Forty.');
  });

  test('in the direct messages of a rep who no longer has it says who does, and has no buttons', () => {
    const card = draw('handoff-direct-card', EXAMPLE_DATA.referral('claimed'), { repId: 'lena' });
    expect(words(card)).toContain('Jonas Weber has Acme & Söhne GmbH (R-7K3M9Q) now.');
    expect(labels(card)).toEqual([]);
    const { claim: _claim, ...released } = EXAMPLE_DATA.referral('claimed');
    expect(words(draw('handoff-direct-card', { ...released, state: 'routed' }, { repId: 'lena' }))).toContain(
      'is no longer claimed',
    );
  });
});

describe('the summary', () => {
  const line = { name: 'Penetration testing', discovery: ['By when?'] };
  const sender = { repName: 'Jonas Weber', programName: 'Northwind' };
  const referral = EXAMPLE_DATA.referral('claimed');

  test('names who referred, in the message too', () => {
    const { whoReferred, outreach } = summarise(referral, line, sender);
    expect(whoReferred).toBe('Maya Okafor of Fjord Consulting');
    expect(outreach).toContain(
      'Maya Okafor of Fjord Consulting suggested that we talk about Penetration testing',
    );
    expect(outreach).toMatch(/^Hello Alex,\n/);
    expect(outreach).toMatch(/\nJonas Weber, Northwind$/);
  });

  test('of what staff wrote down names the partner, not the colleague, to the prospect', () => {
    const { whoReferred, outreach } = summarise(
      { ...referral, onBehalf: true, submittedBy: JONAS },
      line,
      sender,
    );
    expect(whoReferred).toBe('Fjord Consulting, written down by Jonas Weber');
    expect(outreach).toContain('Fjord Consulting suggested');
    expect(outreach).not.toContain('Jonas Weber suggested');
  });

  test.each([
    ['Alex Kim', 'Alex'],
    ['  Alex  ', 'Alex'],
    ['Dr. Alex Kim', 'Dr. Alex Kim'],
    ['Frau Kim', 'Frau Kim'],
    ['Kim, Alex', 'Kim, Alex'],
    ['', 'there'],
  ])('greets %j as %j', (name, greeting) => {
    expect(summarise({ ...referral, contact: { name } }, line, sender).outreach).toMatch(
      new RegExp(`^Hello ${greeting.replace(/[.]/g, '\\.')},\n`),
    );
  });

  test('has a checklist also where the service line has none, or there is no service line', () => {
    expect(summarise(referral, line, sender).firstMeeting).toEqual(['By when?']);
    expect(summarise(referral, { name: 'X', discovery: [] }, sender).firstMeeting).toBe(GENERAL_DISCOVERY);
    expect(summarise(referral, undefined, sender).firstMeeting).toBe(GENERAL_DISCOVERY);
  });
});
