import { expect, test } from 'vitest';
import { whoIs } from '../../src/people/who-is.js';
import { rememberContact } from '../../src/routing/remember-contact.js';
import { openDesk } from '../people/desk.js';
import { PROGRAM } from '../people/people.js';
import { referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();

test('whom a program manager has vouched for is a contact from then on, listed once', async () => {
  const desk = await openDesk(database, PROGRAM);
  const [partner] = PROGRAM.partners;
  const submittedBy = {
    platform: 'slack',
    userId: 'USTRANGER',
    teamId: 'TELSEWHERE',
    name: 'Sam Strange',
  } as const;
  const identity = { ...submittedBy, homeTeamId: 'THOME' };
  expect(whoIs(identity, PROGRAM).partner).toBeUndefined();

  const referral = referralIn('routed', {
    partner: { id: partner?.id ?? '', name: partner?.name ?? '' },
    submittedBy,
  });
  await rememberContact(desk, referral);
  await rememberContact(desk, referral);

  const after = await desk.programs.stored();
  expect(whoIs(identity, after?.program).partner?.id).toBe(partner?.id);
  const contacts = after?.program.partners.find(({ id }) => id === partner?.id)?.contacts ?? [];
  expect(contacts.filter(({ name }) => name === 'Sam Strange')).toHaveLength(1);
});
