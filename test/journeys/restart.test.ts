import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../src/outbox/deliver-deps.js';
import { bundleForNode } from '../bundle-for-node.js';
import { openOffice } from './desk.js';
import type { DyingDeskOrders } from './dying-desk.js';
import { FJORD, FORM, JONAS, LENA, MAYA, OFFENSIVE, peopleOf, reachedAt } from './people.js';
import { read } from './reading.js';
import { until } from './until.js';

const program = await bundleForNode(new URL('./dying-desk.ts', import.meta.url));
const office = await openOffice();
const { slack, settle, store, clock } = office;
const people = peopleOf(office);

afterAll(() => expect(office.errors).toEqual([]));

describe('stopped and started again', () => {
  test('everything is where it was: cards go on being edited, undo and deadlines hold', async () => {
    const company = 'Restarted GmbH';
    await people.refer(MAYA, FJORD, company);
    await office.stopDesk();
    expect(
      (await slack.press(JONAS, OFFENSIVE, people.card(OFFENSIVE, company).ts, 'referral.claim')).status,
    ).toBe(undefined);
    await office.startDesk();
    await people.press(JONAS, OFFENSIVE, company, 'Claim');
    await office.stopDesk();
    await office.startDesk();
    await people.press(JONAS, OFFENSIVE, company, 'Undo');
    await people.press(LENA, OFFENSIVE, company, 'Claim');
    for (const channel of [FJORD, OFFENSIVE]) expect(people.cards(channel, company)).toHaveLength(1);
    expect(people.text(FJORD, company)).toContain('Who has it\nLena Fischer');
    expect(slack.pins(FJORD)).toHaveLength(1);
    expect(people.cards(FJORD, 'Know somebody')).toHaveLength(1);
  });

  test('what waited for the undo window is told by whoever runs then', async () => {
    const company = 'Waiting GmbH';
    await people.refer(MAYA, FJORD, company);
    await people.fill(JONAS, OFFENSIVE, company, 'Reject…', { reason: 'duplicate' });
    await office.stopDesk();
    clock.moveOn({ seconds: 301 });
    await office.startDesk();
    await settle();
    expect(people.threadTexts(FJORD, company).at(-1)).toContain('thank you for introducing Waiting GmbH');
    expect(people.text(FJORD, company)).toContain('Where it stands\nNot taken up');
  });

  test('an event sent while nobody ran is sent again by Slack and answered once', async () => {
    const before = slack.ephemerals(MAYA).length;
    await office.stopDesk();
    slack.settings.eventRetryMs = [1_500];
    await slack.say(MAYA, FJORD, '<@U0DESK> status');
    await office.startDesk();
    await slack.idle();
    await until(() => slack.ephemerals(MAYA).length > before);
    expect(slack.ephemerals(MAYA)).toHaveLength(before + 1);
  });
});

test('started while Slack does not answer, the desk knows from before who it is, and takes referrals', async () => {
  const company = 'Slackless GmbH';
  await office.stopDesk();
  slack.faults.add('auth.test', { kind: 'server_error', status: 503 }, { times: 5 });
  slack.faults.add('chat.postMessage', { kind: 'server_error', status: 503 }, { times: 2 });
  await office.startDesk();
  expect((await fetch(`${office.url}/readyz`)).status).toBe(200);
  await people.refer(MAYA, FJORD, company);
  await office.pass({ seconds: 1 });
  await office.pass({ seconds: 1 });
  slack.faults.clear();
  expect(people.cards(FJORD, company)).toHaveLength(1);
  expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
});

/** A desk of its own process; resolves when it takes requests. */
async function startDyingDesk(dieAt: DyingDeskOrders['dieAt']): Promise<ChildProcess> {
  const orders: DyingDeskOrders = { config: office.config, now: clock.now().toISOString(), dieAt };
  const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
  slack.setBotUrl(`http://127.0.0.1:${said.toString().trim()}/slack/events`);
  return child;
}

/** The dead held lanes; nobody touches those before their leases have run out. */
async function leasesRunOut(): Promise<void> {
  await store.db
    .collection('outbox_lanes')
    .updateMany({ leasedUntil: { $gt: new Date(0) } }, { $set: { leasedUntil: new Date(1) } });
}

describe('killed -9', () => {
  const DEATHS: [phase: 'referring' | 'claiming', checkpoint: Checkpoint][] = [
    ['referring', 'relay:found'],
    ['referring', 'relay:stored'],
    ['referring', 'deliver:started'],
    ['referring', 'deliver:posted'],
    ['referring', 'deliver:card_kept'],
    ['claiming', 'relay:stored'],
    ['claiming', 'deliver:posted'],
  ];

  test.each(DEATHS)(
    'while %s, at %s: a fresh desk finishes, nothing is lost, at most one message in each place is seen twice',
    async (phase, checkpoint) => {
      const company = `Killed ${phase} at ${checkpoint} GmbH`;
      if (phase === 'claiming') await people.refer(MAYA, FJORD, company);
      await office.stopDesk();
      const child = await startDyingDesk({ checkpoint, nth: 1 });
      const death = once(child, 'exit');
      if (phase === 'referring') {
        await people.openForm(MAYA, FJORD);
        await slack.submit(MAYA, { ...FORM, ...reachedAt(company), company });
      } else await slack.press(JONAS, OFFENSIVE, people.card(OFFENSIVE, company).ts, 'referral.claim');
      expect(await death).toEqual([null, 'SIGKILL']);

      await leasesRunOut();
      await office.startDesk();
      // Who had no answer before the end sees it, and does it again.
      if (slack.modal(MAYA)) expect((await slack.submit(MAYA)).problem).toBeUndefined();
      await settle();
      if ((await people.referral(company)).state === 'routed')
        await people.press(JONAS, OFFENSIVE, company, 'Claim');
      await settle();

      expect(await people.stored(company)).toHaveLength(1);
      expect((await people.referral(company)).events.filter(({ type }) => type === 'claimed')).toHaveLength(
        1,
      );
      const told = people
        .all(FJORD)
        .filter((message) => read(message).startsWith(`Jonas Weber has taken on ${company}`));
      const handoffs = people
        .directMessages(JONAS)
        .filter((message) => read(message).includes(`Handoff: ${company}`));
      const seen = {
        partner: [people.cards(FJORD, company).length, told.length],
        reps: [people.cards(OFFENSIVE, company).length],
        rep: [handoffs.length],
      };
      // While one place was at this point, the other may have been at any.
      const maySeeTwice = checkpoint.startsWith('deliver:');
      for (const times of Object.values(seen)) {
        expect(Math.min(...times), JSON.stringify(seen)).toBeGreaterThan(0);
        expect(
          times.reduce((sum, each) => sum + each - 1, 0),
          JSON.stringify(seen),
        ).toBeLessThanOrEqual(maySeeTwice ? 1 : 0);
      }
      expect(people.text(FJORD, company)).toContain('Who has it\nJonas Weber');
      expect(people.text(OFFENSIVE, company)).toContain('Claimed. <@U0JONAS> has it.');
      expect(
        await store.db.collection('outbox').countDocuments({ open: true, dueAt: { $lte: clock.now() } }),
      ).toBe(0);
    },
  );
});
