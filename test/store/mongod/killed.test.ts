import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { embeddedFiles } from '../../../src/store/mongod/files.js';
import { launch } from '../../../src/store/mongod/launch.js';
import { isRunning } from '../../../src/store/mongod/process.js';
import { binary, endAfterwards, portOf, read, start, startOwner, temporaryFolder, write } from './running.js';

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

  test('together with its owner, and its port taken since: nothing acknowledged is lost by the move', async () => {
    const owner = await startOwner(dataDir);
    await write(owner.ready.uri, 'just before');
    await owner.kill();
    process.kill(owner.ready.pid, 'SIGKILL');
    await vi.waitFor(() => expect(isRunning(owner.ready.pid)).toBe(false));
    const silentSquatter = await squatOn(portOf(owner.ready.uri));
    const mongod = await start(dataDir);
    expect(portOf(mongod.uri)).not.toBe(portOf(owner.ready.uri));
    expect(await read(mongod.uri)).toEqual(['acknowledged', 'also acknowledged', 'just before']);
    await mongod.stop();
    silentSquatter.close();
  });

  test('of its owner in the middle of a move: the half-moved mongod is replaced by a writable one', async () => {
    const standalone = await launch(binary, embeddedFiles(dataDir), 'standalone');
    endAfterwards(standalone.pid);
    await standalone.owner.close();
    const mongod = await start(dataDir);
    expect(mongod.pid).not.toBe(standalone.pid);
    await write(mongod.uri, 'written later');
    expect(await read(mongod.uri)).toHaveLength(4);
    await mongod.stop();
  });
});

/** Takes a port and says nothing on it. Other programs may hold it for a moment, as the end of a connection of theirs. */
async function squatOn(port: number): Promise<Server> {
  const squatter = createServer();
  await vi.waitFor(
    async () => {
      squatter.listen(port, '127.0.0.1');
      await once(squatter, 'listening');
    },
    { timeout: 10_000, interval: 200 },
  );
  return squatter;
}
