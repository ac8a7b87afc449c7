import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { isRunning } from '../../../src/store/mongod/process.js';
import { endAfterwards, read, start, startOwner, temporaryFolder, write } from './running.js';

const folder = await temporaryFolder();

describe('kill -9 of mongod', () => {
  const dataDir = join(folder, 'killed');

  test('under a living owner: it is started again at the same address with everything acknowledged', async () => {
    const lines: string[] = [];
    const mongod = await start(dataDir, lines);
    await write(mongod.uri, 'acknowledged');
    const before = mongod.pid;
    process.kill(before, 'SIGKILL');
    await vi.waitFor(() => expect(mongod.pid).not.toBe(before), { timeout: 10_000, interval: 50 });
    endAfterwards(mongod.pid);
    expect(await read(mongod.uri)).toEqual(['acknowledged']);
    expect(lines.join('\n')).toContain(`(process ${before}) died`);
    await mongod.stop();
    expect(isRunning(mongod.pid)).toBe(false);
  });

  test('together with its owner: the next start recovers', async () => {
    const owner = await startOwner(dataDir);
    await write(owner.ready.uri, 'also acknowledged');
    await owner.kill();
    process.kill(owner.ready.pid, 'SIGKILL');
    const mongod = await start(dataDir);
    expect(mongod.source).toBe('started');
    expect(await read(mongod.uri)).toEqual(['acknowledged', 'also acknowledged']);
    await mongod.stop();
  });
});
