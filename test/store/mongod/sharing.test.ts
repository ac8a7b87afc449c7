import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { isRunning } from '../../../src/store/mongod/process.js';
import { portOf, read, start, startOwner, temporaryFolder, write } from './running.js';

const folder = await temporaryFolder();

describe('two processes on one data folder', () => {
  const dataDir = join(folder, 'shared');

  test('starting together: one starts it, the other attaches, and leaves it running when it goes', async () => {
    const both = await Promise.all([startOwner(dataDir), startOwner(dataDir)]);
    expect(both.map(({ ready }) => ready.source).sort()).toEqual(['attached', 'started']);
    expect(both[0].ready.pid).toBe(both[1].ready.pid);
    const [owner, visitor] = both[0].ready.source === 'started' ? both : [both[1], both[0]];

    await write(visitor.ready.uri, 'from the visitor');
    await visitor.tell('stop');
    expect(await read(owner.ready.uri)).toEqual(['from the visitor']);
    await owner.tell('stop');
    expect(isRunning(owner.ready.pid)).toBe(false);
  });

  test('a mongod whose owner was killed is adopted, and then stopped with its new owner', async () => {
    const killed = await startOwner(dataDir);
    await write(killed.ready.uri, 'before the kill');
    await killed.kill();
    expect(isRunning(killed.ready.pid)).toBe(true);

    const mongod = await start(dataDir);
    expect(mongod).toMatchObject({ source: 'adopted', pid: killed.ready.pid, uri: killed.ready.uri });
    expect(await read(mongod.uri)).toEqual(['before the kill', 'from the visitor']);
    await mongod.stop();
    expect(isRunning(killed.ready.pid)).toBe(false);
  });

  test("the dead owner's process id in use by another program does not look like an owner", async () => {
    const killed = await startOwner(dataDir);
    await killed.kill();
    const path = join(dataDir, 'mongod.json');
    await writeFile(
      path,
      JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), ownerPid: process.ppid }),
    );
    const mongod = await start(dataDir);
    expect(mongod.source).toBe('adopted');
    await mongod.stop();
  });

  test('a process that exits without stopping takes its mongod along', async () => {
    const owner = await startOwner(dataDir);
    await owner.tell('exit');
    await vi.waitFor(() => expect(isRunning(owner.ready.pid)).toBe(false), 5_000);
  });
});

describe('what is not ours', () => {
  test("another data folder's mongod on the remembered port is left alone", async () => {
    const theirs = await start(join(folder, 'theirs'));
    const dataDir = join(folder, 'ours');
    await start(dataDir).then((first) => first.stop());
    const path = join(dataDir, 'mongod.json');
    const state = { port: portOf(theirs.uri), pid: theirs.pid, version: '6.0.5' };
    await writeFile(path, JSON.stringify(state));

    const ours = await start(dataDir);
    expect(ours.source).toBe('started');
    expect(ours.pid).not.toBe(theirs.pid);
    await ours.stop();
    expect(isRunning(theirs.pid)).toBe(true);

    // And the reverse: our own folder held by a mongod that nothing leads to.
    await rm(join(folder, 'theirs', 'mongod.json'));
    await expect(start(join(folder, 'theirs'))).rejects.toThrow(/Another mongod may hold this folder/);
    await theirs.stop();
  });
});
