import { beforeEach, expect, test } from 'vitest';
import { homeCard, staffHome } from '../../src/updates/home.js';
import { wordsOf } from '../messages/words.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { minutesAfter, NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
let desk: Desk;
let count = 0;
beforeEach(async () => {
  desk = await openDesk(database, PROGRAM);
});

/** One that waits in the rep's channel, sent a minute after the one before. */
async function waiting(company: string, urgency: string): Promise<void> {
  count += 1;
  const id = (0x6924210a00 + count).toString(16).padStart(24, '0');
  await desk.referrals.insert(
    referralIn('routed', {
      ...{ id, reference: `R-AAAA${count + 22}`, submissionKey: `V${count}`, urgency },
      prospect: { company },
      createdAt: minutesAfter(count),
      claimBy: minutesAfter(500),
    }),
  );
}

test('a rep’s queue has the best fit first; of those as good the newest', async () => {
  for (const [company, urgency] of [
    ['Older & Urgent', 'now'],
    ['Newer & Urgent', 'now'],
    ['No Hurry', 'later'],
  ])
    await waiting(company as string, urgency as string);
  const words = wordsOf(await homeCard(desk, PEOPLE['rep of the channel']));
  const queue = words.slice(words.indexOf('My queue'));
  const found = ['Newer & Urgent', 'Older & Urgent', 'No Hurry'].map((company) =>
    queue.findIndex((text) => text.startsWith(company)),
  );
  expect(found).toEqual(found.toSorted((a, b) => a - b));
  expect(found[0]).toBeGreaterThan(0);
  expect(queue[found[0] ?? 0]).toMatch(/· fit \d+$/);
});

test('without weights nothing is said of fit, and the newest comes first', async () => {
  const none = { serviceLine: 0, region: 0, contact: 0, role: 0, urgency: 0 };
  await desk.apply({ ...PROGRAM, fit: { ...PROGRAM.fit, weights: none } });
  await waiting('Urgent', 'now');
  await waiting('Newest', 'later');
  const words = wordsOf(await homeCard(desk, PEOPLE['rep of the channel'])).join('\n');
  expect(words).not.toContain('· fit');
  expect(words.indexOf('Newest')).toBeLessThan(words.indexOf('Urgent'));
});

test('the whole queue is put in order, not its newest alone, and the card says how many there are', async () => {
  await waiting('Old & Urgent', 'now');
  for (let one = 0; one < 60; one += 1) await waiting(`Newer ${one}`, 'later');
  const words = wordsOf(await homeCard(desk, PEOPLE['rep of the channel']));
  const queue = words.slice(words.findIndex((text) => text.startsWith('My queue')));
  expect(queue[0]).toBe('My queue (the first 10 of 61)');
  expect(queue[1]).toContain('Old & Urgent');
});

test('where more wait than are put in order, the card says out of which it chose', () => {
  const referrals = Array.from({ length: 500 }, () => referralIn('routed'));
  const none = { referrals: [], total: 0 };
  const shown = (total: number) =>
    wordsOf(
      staffHome(PROGRAM, PEOPLE['rep of the channel'], { mine: none, queue: { referrals, total } }, NOON),
    ).find((text) => text.startsWith('My queue'));
  expect(shown(740)).toBe('My queue (10 of the newest 500, of 740)');
  expect(shown(1_000)).toBe('My queue (10 of the newest 500, of 1,000 or more)');
});
