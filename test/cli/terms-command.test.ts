import { beforeEach, describe, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import { NO_CHAT_ENTRIES } from '../../src/program/merge-program.js';
import { ensureIndexes } from '../../src/store/ensure-indexes.js';
import { testDatabase } from '../store/database.js';
import { openTestStore, runCommand } from './run-command.js';

const database = await testDatabase();
await ensureIndexes(database);
const store = openTestStore(database);
const run = (...args: string[]) => runCommand(['terms', ...args], { openStore: async () => store });

beforeEach(async () => {
  for (const name of ['programs', 'terms_acceptances']) await database.db.collection(name).deleteMany({});
});

async function save(version: string | undefined): Promise<void> {
  const file = definitionSchema.parse({
    id: 'p',
    name: 'P',
    timeZone: 'UTC',
    partners: [
      { id: 'fjord', name: 'Fjord' },
      { id: 'delta', name: 'Delta' },
    ],
    ...(version ? { terms: { version, text: `Text ${version}`, title: 'Partner\nterms' } } : {}),
  });
  const before = await store.programs.stored();
  const chat = { entries: NO_CHAT_ENTRIES };
  await store.programs.save(before, { id: 'p', version: 1, file, chat, program: file }, []);
}

const accept = (userId: string, version: string, partner?: string) =>
  store.acceptances.accept({
    programId: 'p',
    version,
    by: { platform: 'slack', userId, name: `${userId}\u001b[31m` },
    at: new Date('2026-11-24T12:00:00Z'),
    how: 'form',
    ...(partner ? { partner: { id: partner, name: partner } } : {}),
  });

test('without a program, or without terms, it says so', async () => {
  expect(await run()).toMatchObject({ code: 1, err: expect.stringContaining('There is no program yet.') });
  await save(undefined);
  expect(await run()).toMatchObject({
    code: 0,
    out: 'The program has never had terms.\nNobody has accepted.\n',
  });
  expect(JSON.parse((await run('--json')).out)).toEqual({
    program: 'p',
    inForce: null,
    versions: [],
    acceptances: [],
  });
});

describe('given two versions and three acceptances', () => {
  beforeEach(async () => {
    await save('1');
    await save('2');
    await accept('UA', '1', 'fjord');
    await accept('UA', '2', 'fjord');
    await accept('UB', '2');
  });

  test('as data: each version with its text, each acceptance with who, which, when', async () => {
    const { code, out } = await run('--json');
    const data = JSON.parse(out);
    expect(code).toBe(0);
    expect(data).toMatchObject({
      inForce: '2',
      versions: [{ version: '1', text: 'Text 1' }, { version: '2' }],
    });
    expect(data.acceptances).toHaveLength(3);
    expect(data.acceptances[0]).toMatchObject({
      version: '1',
      by: { platform: 'slack', userId: 'UA' },
      partner: { id: 'fjord' },
      at: '2026-11-24T12:00:00.000Z',
      how: 'form',
    });
  });

  test('in lines, one each, without what a terminal would obey', async () => {
    const { out } = await run();
    expect(out).toMatch(
      /^version 1 {2}since \d{4}-\d\d-\d\d {2}Partner terms\nversion 2 {2}since .* {2}in force/,
    );
    expect(out).toContain('version 2  UB [31m (slack UB)  unknown partner  with a referral\n');
    expect(out).not.toContain('\u001b');
    expect(out.trimEnd().split('\n')).toHaveLength(6);
  });

  test('of one version, of one partner; a typing error is told', async () => {
    const of = async (...args: string[]) => JSON.parse((await run('--json', ...args)).out).acceptances.length;
    expect(await of('--terms', '2')).toBe(2);
    expect(await of('--partner', 'fjord')).toBe(2);
    expect(await of('--partner', 'delta')).toBe(0);
    expect((await run('--terms', '3')).err).toContain('There was no version "3" of the program terms.');
    expect(await run('--partner', 'fjrd')).toMatchObject({ code: 1 });
  });
});
