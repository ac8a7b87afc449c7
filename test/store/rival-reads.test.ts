import { beforeEach, expect, test } from 'vitest';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { referralStore } from '../../src/store/referrals.js';
import { rivalReads } from '../../src/store/rival-reads.js';
import { testDatabase } from './database.js';
import { exampleMessage, exampleReferral } from './example-referral.js';

const database = await testDatabase();
await ensureIndexes(database);
const referrals = referralStore(database.connection);
const { sharingKeys } = rivalReads(database);
const asked = { programId: 'acme', notSubmission: 'mine' };

beforeEach(async () => {
  await database.db.collection('referrals').deleteMany({});
});

test('a switchboard that many share does not crowd out the one with the same domain', async () => {
  for (let count = 0; count < 60; count += 1)
    await referrals.insert(exampleReferral({ companyKeys: ['p:switchboard'] }));
  const last = exampleReferral({ companyKeys: ['p:switchboard', 'd:acme.com'] });
  await referrals.insert(last);
  const found = await sharingKeys({ ...asked, keys: ['p:switchboard', 'd:acme.com'] });
  expect(found).toHaveLength(51);
  expect(found.at(-1)?.id).toBe(last.id);
  expect(new Set(found.map(({ id }) => id)).size).toBe(51);
});

test('those that share a key, the earliest first and each once, with no more than is compared and told', async () => {
  const one = exampleReferral({
    companyKeys: ['d:acme.com', 'n:acme'],
    answers: ['problem', 'reason'].map((key) => ({
      key,
      label: key,
      value: key,
      shown: key,
      shareable: true,
    })),
    pending: [exampleMessage({ key: 'k' })],
  });
  const two = exampleReferral({ companyKeys: ['n:acme'], state: 'won' });
  const others = [
    exampleReferral({ companyKeys: ['n:acme'], submissionKey: 'mine' }),
    exampleReferral({ companyKeys: ['n:acme'], state: 'lost' }),
    exampleReferral({ companyKeys: ['n:acme'], programId: 'other' }),
    exampleReferral({ companyKeys: ['n:other'] }),
  ];
  for (const referral of [...others, two, one]) await referrals.insert(referral);
  const found = await sharingKeys({ ...asked, keys: ['d:acme.com', 'n:acme'] });
  expect(found.map(({ id }) => id)).toEqual([one.id, two.id]);
  expect(found[0]?.answers.map(({ key }) => key)).toEqual(['reason']);
  expect(found[0]).not.toHaveProperty('events');
  expect(found[0]).not.toHaveProperty('pending');
});
