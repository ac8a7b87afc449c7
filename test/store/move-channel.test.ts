import { expect, test } from 'vitest';
import { moveChannel } from '../../src/store/move-channel.js';
import { referralStore } from '../../src/store/referrals.js';
import { desk, inThread, statusCard } from '../outbox/desk.js';
import { testDatabase } from './database.js';
import { exampleReferral } from './example-referral.js';

const database = await testDatabase();

test('a channel that goes on under another id keeps its cards, its threads and its place in the order', async () => {
  const { send, outbox, platform, subject } = await desk(database);
  const referrals = referralStore(database.connection);
  const referral = exampleReferral();
  await referrals.insert(referral);
  await send(statusCard());
  subject.text = 'Claimed';
  await outbox.enqueue([statusCard(), inThread('claimed by Rita')]);

  const from = { platform: 'slack', id: 'CPARTNER' } as const;
  await moveChannel(database.db, from, 'CNEW');
  await moveChannel(database.db, from, 'CNEW');
  await outbox.runOnce();

  expect(platform.done.slice(1)).toEqual([
    { what: 'edit', where: 'CNEW', text: 'Claimed', messageId: 'm1' },
    { what: 'post', where: 'CNEW', text: 'claimed by Rita', messageId: 'm2', threadId: 'm1' },
  ]);
  expect(await referrals.byId(referral.id)).toMatchObject({ partnerChannel: { id: 'CNEW' }, version: 2 });
});
