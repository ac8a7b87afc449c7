import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { PendingMessage } from '../../src/messages/pending.js';
import { connectStore } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { referralStore } from '../../src/store/referrals.js';
import { bundleForNode } from '../bundle-for-node.js';
import { exampleReferral } from '../store/example-referral.js';
import type { DelivererOrders } from './deliverer.js';
import { readVisible, type Visible } from './file-platform.js';

const program = await bundleForNode(new URL('./deliverer.ts', import.meta.url));
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'referral-desk-kill-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

interface Ended {
  signal: NodeJS.Signals | null;
  code: number | null;
  /** The checkpoint it died at. */
  said: string;
}

function deliver(orders: DelivererOrders): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, JSON.stringify(orders)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, said }));
  });
}

const channel = { platform: 'slack', id: 'CPARTNER' } as const;
const DESTINATIONS = {
  status_card: { kind: 'card', slot: 'status', channel },
  claimed_update: { kind: 'thread', under: 'status', channel },
  rep_told: { kind: 'direct', account: { platform: 'slack', userId: 'UREP' } },
} as const;
const TEMPLATES = Object.keys(DESTINATIONS);

/** A referral with three messages is stored; a deliverer dies at its nth checkpoint; a fresh one finishes. */
async function killedAt(dieAt: number): Promise<{ died: Ended; visible: Visible[]; left: number }> {
  const uri = inject('mongoUri');
  const database = `test_kill_${randomBytes(6).toString('hex')}`;
  const file = join(folder, `${database}.jsonl`);
  const store = await connectStore({ uri, database });
  try {
    await ensureIndexes(store);
    const referral = exampleReferral();
    const pending = Object.entries(DESTINATIONS).map(
      ([template, to]): PendingMessage => ({
        key: `${referral.id}:${template}`,
        subject: { kind: 'referral', id: referral.id },
        template,
        to,
        facts: {},
        at: referral.createdAt,
      }),
    );
    await referralStore(store.connection).insert({ ...referral, pending });
    const died = await deliver({ uri, database, file, dieAt });
    expect(await deliver({ uri, database, file })).toMatchObject({ code: 0 });
    const left =
      (await store.db.collection('outbox').countDocuments({ state: { $ne: 'sent' } })) +
      (await store.db.collection('referrals').countDocuments({ 'pending.0': { $exists: true } }));
    return { died, visible: readVisible(file), left };
  } finally {
    await store.connection.dropDatabase();
    await store.close();
  }
}

describe('a deliverer killed -9 at every point in turn', () => {
  test('loses nothing and shows at most one message twice in a channel', { timeout: 120_000 }, async () => {
    const seen = new Set<string>();
    for (let dieAt = 1; ; dieAt += 1) {
      const { died, visible, left } = await killedAt(dieAt);
      const posts = visible.filter(({ what }) => what === 'post').map(({ text }) => text);
      expect(new Set(posts), `after ${died.said}`).toEqual(new Set(TEMPLATES));
      expect(
        Math.max(...TEMPLATES.map((text) => posts.filter((post) => post === text).length)),
      ).toBeLessThanOrEqual(2);
      for (const where of ['CPARTNER', 'UREP'])
        expect(doubled(visible, where), `after ${died.said}`).toBeLessThanOrEqual(1);
      expect(left, `after ${died.said}`).toBe(0);
      const card = visible.find(({ text }) => text === 'status_card');
      const update = visible.find(({ text }) => text === 'claimed_update');
      if (!died.said.startsWith('deliver:posted')) expect(update?.threadId).toBe(card?.messageId);
      if (died.signal !== 'SIGKILL') break;
      seen.add(died.said);
      // Killed before anything was sent, or after the card was kept: nothing is doubled.
      if (['relay:found', 'relay:stored', 'deliver:card_kept'].includes(died.said))
        expect(posts).toHaveLength(TEMPLATES.length);
    }
    expect([...seen].toSorted()).toEqual([
      'deliver:card_kept',
      'deliver:posted',
      'deliver:started',
      'relay:found',
      'relay:stored',
    ]);
  });
});

describe('one of two deliverers killed -9 in the midst of many', () => {
  test.each([7, 26, 45])('at its %ith point', { timeout: 60_000 }, async (dieAt) => {
    const uri = inject('mongoUri');
    const database = `test_kill_${randomBytes(6).toString('hex')}`;
    const file = join(folder, `${database}.jsonl`);
    const store = await connectStore({ uri, database });
    try {
      await ensureIndexes(store);
      const channels = Array.from({ length: 5 }, (_, index) => `C${index}`);
      const pending = Array.from(
        { length: 50 },
        (_, index): PendingMessage => ({
          key: `${index}`,
          subject: { kind: 'referral', id: '0'.repeat(24) },
          template: `${index}`,
          to: { kind: 'channel', channel: { platform: 'slack', id: channels[index % 5] as string } },
          facts: {},
          at: new Date('2026-11-20T10:00:00.000Z'),
        }),
      );
      await referralStore(store.connection).insert(exampleReferral({ pending }));
      await Promise.all([deliver({ uri, database, file, dieAt }), deliver({ uri, database, file })]);
      await deliver({ uri, database, file });
      const visible = readVisible(file);
      for (const [index, channel] of channels.entries()) {
        const texts = visible.filter(({ where }) => where === channel).map(({ text }) => text);
        expect([...new Set(texts)]).toEqual(Array.from({ length: 10 }, (_, nth) => `${nth * 5 + index}`));
        expect(doubled(visible, channel)).toBeLessThanOrEqual(1);
      }
    } finally {
      await store.connection.dropDatabase();
      await store.close();
    }
  });
});

/** How many messages to a place were posted more often than once. */
function doubled(visible: Visible[], place: string): number {
  const posts = visible
    .filter(({ what, where }) => what === 'post' && where === place)
    .map(({ text }) => text);
  return posts.length - new Set(posts).size;
}
