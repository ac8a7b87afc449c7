import { beforeEach, expect, test } from 'vitest';
import { homeCard } from '../../src/updates/home.js';
import { wordsOf } from '../messages/words.js';
import { type Desk, openDesk } from '../people/desk.js';
import { PEOPLE, PROGRAM } from '../people/people.js';
import { minutesAfter, referralIn } from '../referral/referrals.js';
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
