import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { PLAYGROUND_PROGRAM } from '../../src/playground/seed/program.js';
import { mergeProgram, NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { newReferralId } from '../../src/referral/reference.js';
import { connectStore } from '../../src/store/connect.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { programStore } from '../../src/store/programs.js';
import { bundleForNode } from '../bundle-for-node.js';
import { exampleReferral } from '../store/example-referral.js';

/** As people run it: a process of its own, a pipe behind it, little memory. */
const program = await bundleForNode(new URL('../../src/cli.ts', import.meta.url));
const store = await connectStore({ uri: inject('mongoUri'), database: 'playground' });
afterAll(async () => {
  await store.connection.dropDatabase();
  await store.close();
});

const COUNT = 30_000;
const LONG = 'Their portal has never been tested, "they say", and they would like it to be. '.repeat(45);

beforeAll(async () => {
  await ensureIndexes(store);
  const merged = mergeProgram(PLAYGROUND_PROGRAM, { entries: NO_CHAT_ENTRIES });
  const chat = { entries: NO_CHAT_ENTRIES };
  await programStore(store.connection).save(
    undefined,
    { id: merged.id, version: 0, file: PLAYGROUND_PROGRAM, chat, program: merged },
    [],
  );
  const start = Date.parse('2026-01-01T00:00:00Z');
  for (let from = 0; from < COUNT; from += 5_000)
    await store.db.collection<{ _id: string }>('referrals').insertMany(
      Array.from({ length: 5_000 }, (_none, index) => {
        const createdAt = new Date(start + (from + index) * 1_000);
        const { id: _, ...rest } = exampleReferral({ programId: merged.id, createdAt });
        const problem = { key: 'problem', label: 'Problem', value: LONG, shown: LONG, shareable: true };
        const reference = `R-${randomBytes(6).toString('hex')}`;
        return { ...rest, reference, answers: [problem], _id: newReferralId(createdAt) };
      }),
    );
}, 120_000);

function bash(script: string): Promise<{ code: number | null; out: string; err: string }> {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, MONGODB_URI: inject('mongoUri'), NODE: process.execPath, CLI: program };
  return new Promise((done) => {
    const child = spawn('bash', ['-o', 'pipefail', '-c', script], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString();
    });
    child.on('close', (code) => done({ code, out, err }));
  });
}

test('a hundred megabytes pass through ninety-six of heap, to a reader that is slow at first', async () => {
  const { code, out, err } = await bash(
    '"$NODE" --max-old-space-size=96 "$CLI" export referrals --jsonl --playground | (sleep 1; wc -lc)',
  );
  expect([code, err]).toEqual([0, '']);
  const [lines = 0, bytes = 0] = out.trim().split(/\s+/).map(Number);
  expect(lines).toBe(COUNT);
  expect(bytes).toBeGreaterThan(100_000_000);
}, 120_000);

test('whoever reads may have read enough', async () => {
  const { code, out, err } = await bash('"$NODE" "$CLI" export referrals --playground | head -n 2');
  expect([code, err]).toEqual([0, '']);
  expect(out.split('\r\n')[0]).toMatch(/^reference,id,/);
}, 30_000);
