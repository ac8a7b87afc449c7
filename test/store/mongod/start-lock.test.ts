import { utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { withStartLock } from '../../../src/store/mongod/start-lock.js';
import { temporaryFolder } from './running.js';

const folder = await temporaryFolder();

test('of many who want it only one works at a time, even when they all find a dead holder first', async () => {
  const path = join(folder, 'lock');
  await writeFile(path, JSON.stringify({ pid: 4_000_000, id: 'dead' }));
  let inside = 0;
  let most = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: 12 }, () =>
      withStartLock(path, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await sleep(5);
        inside -= 1;
        done += 1;
      }),
    ),
  );
  expect({ most, done }).toEqual({ most: 1, done: 12 });
});

test('a living holder is waited for, one that has not touched its lock for long is taken for dead', async () => {
  const path = join(folder, 'touched');
  // This process lives: as the holder it stands for any living program that happens to have the dead holder's id.
  await writeFile(path, JSON.stringify({ pid: process.pid, id: 'other' }));
  let got = false;
  const waiting = withStartLock(path, async () => {
    got = true;
  });
  await sleep(300);
  expect(got).toBe(false);
  const longAgo = new Date(Date.now() - 60_000);
  await utimes(path, longAgo, longAgo);
  await waiting;
  expect(got).toBe(true);
});

test('it is given back when the work fails', async () => {
  const path = join(folder, 'failing');
  const failing = withStartLock(path, async () => Promise.reject(new Error('no disk')));
  await expect(failing).rejects.toThrow('no disk');
  expect(await withStartLock(path, async () => 'free')).toBe('free');
});
