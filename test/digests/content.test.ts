import { describe, expect, test } from 'vitest';
import {
  morningSections,
  parkedSection,
  partnerSections,
  referralSection,
  type Section,
} from '../../src/digests/content.js';
import { digestCard, type Heading } from '../../src/digests/messages.js';
import { REFERRAL_MATTERS } from '../../src/digests/ports.js';
import { plainText } from '../../src/messages/fallback.js';
import { renderMessage } from '../../src/platforms/slack/render.js';
import type { Referral } from '../../src/referral/referral.js';
import { wordsOf } from '../messages/words.js';
import { BASE } from '../program/programs.js';
import { MAYA, minutesAfter, NOON, referralIn } from '../referral/referrals.js';

const HEADING: Heading = {
  kind: 'manager',
  key: 'manager:paula',
  programName: 'Northwind',
  rhythm: { every: 'daily', at: '09:00', day: 'mon' },
};
const line = (section: Section | undefined, index = 0) => plainText(section?.lines[index]?.text ?? '');

describe('a program manager reads', () => {
  test.each([
    ['routed', 'nobody has claimed it; due since'],
    ['claimed', 'Jonas Weber has not accepted it; due since'],
    ['accepted', 'Jonas Weber has not contacted them; due since'],
  ] as const)('of what is overdue in %s who owes what', (state, words) => {
    const late = referralIn(state, { attention: { dueBy: NOON } });
    const [section] = referralSection('overdue', { found: [late], total: 14 }, NOON);
    expect(line(section)).toContain(`Acme (R-7K3M9Q, Fjord Consulting): ${words}`);
    expect(section?.total).toBe(14);
  });

  test('who asks to look again, with a way to decide', () => {
    const dispute = { text: 'Another company.', by: MAYA, at: NOON };
    const disputed = referralIn('rejected', { dispute, attention: { undecidedSince: NOON } });
    const sections = referralSection('review', { found: [disputed], total: 1 }, NOON);
    expect(line(sections[0])).toContain('Maya Okafor asks to look again: Another company.');
    const buttons = (referral: Referral) =>
      digestCard(HEADING, referralSection('review', { found: [referral], total: 1 }, NOON)).elements.flatMap(
        (element) => (element.kind === 'actions' ? element.actions.map(({ label }) => label) : []),
      );
    expect(buttons(disputed)).toEqual(expect.arrayContaining(['Decide', 'Open']));
    expect(buttons(referralIn('in_review'))).toEqual(expect.arrayContaining(['Decide', 'Open']));
    expect(buttons(referralIn('submitted', { unmatched: 'None.' }))).toContain('Send to channel…');
  });

  test('how many more there are, never more than is known', () => {
    const found = Array.from({ length: 3 }, () => referralIn('routed', { attention: { dueBy: NOON } }));
    const words = (total: number) =>
      wordsOf(digestCard(HEADING, referralSection('overdue', { found, total }, NOON))).join('\n');
    expect(words(15)).toContain('And 12 more');
    expect(words(3)).not.toContain('more');
    expect(words(1_000)).toContain('Unclaimed or overdue (1,000 or more)');
    expect(words(1_000)).toContain('And many more');
  });

  test('which partners are new and which sleep; none that has left, or joined long ago', () => {
    const acme = { ...BASE, partners: BASE.partners.map((one) => ({ ...one, since: '2020-01-01' })) };
    const news = { joined: [{ partnerId: 'acme', at: NOON }], dormant: [{ partnerId: 'gone', at: NOON }] };
    expect(partnerSections(BASE, news).map(({ matter }) => matter)).toEqual(['partners']);
    expect(partnerSections(acme, news)).toEqual([]);
    const asleep = partnerSections(BASE, { joined: [], dormant: [{ partnerId: 'acme', at: NOON }] });
    expect(line(asleep[0])).toContain('Acme has not been heard of');
  });

  test('that there is nothing, when asked', () => {
    expect(wordsOf(digestCard(HEADING, []))).toContain('Nothing needs you right now.');
  });
});

describe('a rep reads of their own', () => {
  const at = (minutes: number) => minutesAfter(minutes);
  const held: Referral[] = [
    referralIn('claimed', { attention: { dueBy: at(-30) } }),
    referralIn('accepted', { attention: { dueBy: at(-90) } }),
    referralIn('accepted', { attention: { dueBy: at(60), unansweredSince: at(-600) } }),
    referralIn('accepted', { attention: { dueBy: at(60 * 24) } }),
    referralIn('meeting_scheduled', { meeting: { at: at(120) } }),
    referralIn('meeting_scheduled', { meeting: { at: at(60 * 30) } }),
    referralIn('meeting_held', { meeting: { at: at(-60) } }),
    referralIn('nurture', { attention: { dueBy: at(-30) } }),
  ];

  test('what is overdue, due and met today, and asked; the longest overdue first', () => {
    const sections = morningSections(held, NOON, 'Europe/Berlin');
    expect(sections.map(({ title, total }) => [title, total])).toEqual([
      ['Overdue', 2],
      ['Due today', 1],
      ['Meetings today', 1],
      ['Questions without an answer', 1],
    ]);
    expect(line(sections[0])).toContain('first contact by');
    expect(line(sections[0], 1)).toContain('accept or reject by');
  });

  test('today is the rep’s own day', () => {
    const [late] = morningSections(
      [referralIn('claimed', { attention: { dueBy: at(11.5 * 60) } })],
      NOON,
      'UTC',
    );
    expect(late?.matter).toBe('due_today');
    // 23:30 UTC is tomorrow in Berlin.
    expect(
      morningSections(
        [referralIn('claimed', { attention: { dueBy: at(11.5 * 60) } })],
        NOON,
        'Europe/Berlin',
      ),
    ).toEqual([]);
  });
});

test('the largest digest fits into one message, with names as long as there can be', () => {
  const long = 'Ä'.repeat(250);
  const referral = referralIn('contacted', {
    prospect: { company: long },
    partner: { id: 'p', name: 'P'.repeat(120) },
    review: { kind: 'eligibility', why: 'w'.repeat(300) },
    attention: { dueBy: NOON, quietSince: NOON, unansweredSince: NOON, undecidedSince: NOON },
  });
  const found = Array.from({ length: 3 }, () => referral);
  const about = { id: referral.id, reference: referral.reference, company: long };
  const parked = Array.from({ length: 3 }, () => ({
    template: 't',
    reason: 'r'.repeat(300),
    at: NOON,
    referral: about,
  }));
  const partners = [{ partnerId: 'acme', at: NOON }];
  const sections = [
    ...REFERRAL_MATTERS.flatMap((matter) => referralSection(matter, { found, total: 1_000 }, NOON)),
    ...parkedSection({ found: parked, total: 1_000 }),
    ...partnerSections(BASE, { joined: partners, dormant: partners }),
  ];
  const card = digestCard(HEADING, sections);
  const { blocks } = renderMessage(card);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(blocks)).not.toContain('shortened');
});
