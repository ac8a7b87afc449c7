import { expect, test } from 'vitest';
import { wakePostponed } from '../../src/routing/wake-postponed.js';
import { openDesk } from '../people/desk.js';
import { PROGRAM } from '../people/people.js';
import { NOON, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();

test('what was put off comes back on its day, once, unclaimed and with a new deadline, and the partner is told', async () => {
  const desk = await openDesk(database, PROGRAM);
  const day = new Date(NOON.getTime() + 3 * 24 * 3_600_000);
  const postponed = referralIn('nurture', { wakeAt: day });
  await desk.referrals.insert({ ...postponed, programId: PROGRAM.id });

  expect(await wakePostponed(desk)).toBe(0);
  desk.pass(3 * 24 * 60 + 1);
  expect(await Promise.all([wakePostponed(desk), wakePostponed(desk)])).toContain(1);
  expect(await wakePostponed(desk)).toBe(0);

  const woken = await desk.referrals.byId(postponed.id);
  expect(woken).toMatchObject({ state: 'routed', declinedBy: [] });
  expect(woken?.claim).toBeUndefined();
  expect(woken?.wakeAt).toBeUndefined();
  expect(woken?.claimBy?.getTime()).toBeGreaterThan(day.getTime());
  expect(woken?.events.filter(({ type }) => type === 'woken')).toHaveLength(1);
  const told = (await desk.pending(postponed.id)).filter(({ template }) => template === 'partner-update');
  expect(told.map(({ facts }) => facts.type)).toEqual(['woken']);
});

test('whoever chose a Sunday is told on Monday, and nobody at night', async () => {
  const desk = await openDesk(database, PROGRAM);
  // From Tuesday noon to Sunday noon.
  const sunday = new Date(NOON.getTime() + 5 * 24 * 3_600_000);
  const postponed = referralIn('nurture', { wakeAt: sunday, submissionKey: 'sunday', reference: 'R-SUNDAY' });
  const id = '6924210a3c5e7f9b1d2e4f61';
  await desk.referrals.insert({ ...postponed, id, programId: PROGRAM.id });
  desk.pass(5 * 24 * 60 + 1);
  expect(await wakePostponed(desk)).toBe(0);
  desk.pass(24 * 60);
  expect(await wakePostponed(desk)).toBe(1);
  expect((await desk.referrals.byId(id))?.state).toBe('routed');
});
