import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isRunning } from '../../../src/store/mongod/process.js';
import { portOf, read, start, temporaryFolder, write } from './running.js';

const folder = await temporaryFolder();

describe('the embedded mongod over restarts', () => {
  const dataDir = join(folder, 'restarts');

  test('keeps its data and its port', async () => {
    const first = await start(dataDir);
    expect(first.source).toBe('started');
    await write(first.uri, 'a');
    await first.stop();
    expect(isRunning(first.pid)).toBe(false);

    const second = await start(dataDir);
    expect(second.uri).toBe(first.uri);
    expect(await read(second.uri)).toEqual(['a']);
    await second.stop();
  });

  test('moves the replica set when another program has its port', async () => {
    const { port } = JSON.parse(await readFile(join(dataDir, 'mongod.json'), 'utf8'));
    const squatter = createServer().listen(port, '127.0.0.1');
    await once(squatter, 'listening');
    const lines: string[] = [];
    const mongod = await start(dataDir, lines);
    expect(portOf(mongod.uri)).not.toBe(port);
    expect(lines.join('\n')).toContain('was moved from');
    await write(mongod.uri, 'b');
    expect(await read(mongod.uri)).toEqual(['a', 'b']);
    await mongod.stop();
    squatter.close();
  });

  test('moves it as well when mongod.json is lost, and starts from broken or stale files', async () => {
    await writeFile(join(dataDir, 'mongod.json'), '{"port": 1');
    await writeFile(join(dataDir, 'mongod.start-lock'), JSON.stringify({ pid: 4_000_000, id: 'dead' }));
    const mongod = await start(dataDir);
    expect(await read(mongod.uri)).toEqual(['a', 'b']);
    await mongod.stop();
  });
});
