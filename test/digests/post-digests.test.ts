import { beforeEach, describe, expect, test } from 'vitest';
import type { DigestDeps } from '../../src/digests/gather.js';
import { type PostDeps, postDigests } from '../../src/digests/post-digests.js';
import { setRhythm } from '../../src/digests/set-preferences.js';
import { composeDigest } from '../../src/digests/show-digest.js';
import { Refused } from '../../src/errors.js';
import type { PendingMessage } from '../../src/messages/pending.js';
import type { Actor } from '../../src/people/actor.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import { digestReads } from '../../src/store/digest-reads.js';
import { digestSlotStore } from '../../src/store/digest-slots.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { openDesk } from '../people/desk.js';
import { BASE } from '../program/programs.js';
import { LENA, minutesAfter, NOON, PRIYA, referralIn } from '../referral/referrals.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const PROGRAM: Definition = definitionSchema.parse({
  ...BASE,
  id: 'northwind',
  programManagers: [{ id: 'paula', name: 'Paula', accounts: { slack: 'U001' } }],
  reps: [{ id: 'jonas', name: 'Jonas', accounts: { slack: 'U002' } }],
});
const PAULA: Actor = {
  person: PRIYA,
  internal: true,
  admin: false,
  programManager: PROGRAM.programManagers[0],
};

let now = NOON;
let errors: string[] = [];
let deps: PostDeps;
let apply: (program: Definition) => Promise<void>;
const utc = (text: string) => new Date(`${text}Z`);

/** Overdue since the morning of the day before: there is something to say. */
const LATE = referralIn('routed', {
  programId: 'northwind',
  claimBy: minutesAfter(-60),
  attention: { dueBy: minutesAfter(-60) },
});

beforeEach(async () => {
  now = NOON;
  errors = [];
  await database.db.collection('digest_slots').deleteMany({});
  const desk = await openDesk(database, PROGRAM);
  apply = desk.apply;
  await desk.referrals.insert(LATE);
  deps = {
    ...desk,
    clock: { now: () => now },
    slots: digestSlotStore(database.db),
    reads: digestReads(database),
    onError: (error, doing) => void errors.push(`${doing}: ${String(error)}`),
  };
  // NOON is 13:00 in Berlin: today's hour is over, so the first is tomorrow's.
  expect(await postDigests(deps)).toBe(0);
});

async function messages(): Promise<PendingMessage[]> {
  const waiting = await pendingSource(database.db, 'digest_slots').waiting(100);
  return waiting.flatMap(({ messages: decided }) => decided);
}
const keys = async () => (await messages()).map(({ key }) => key);
const at = (text: string) => {
  now = utc(text);
  return postDigests(deps);
};

describe('the sweep', () => {
  test('decides one message for the slot, under its id, however often it runs', async () => {
    expect(await at('2026-11-25T08:00:00')).toBe(1);
    expect(await at('2026-11-25T08:01:00')).toBe(0);
    expect(await at('2026-11-25T15:00:00')).toBe(0);
    const [message, ...more] = await messages();
    expect(more).toEqual([]);
    expect(message).toMatchObject({
      key: 'digest:manager:paula:2026-11-25',
      template: 'digest',
      to: { kind: 'direct', account: { platform: 'slack', userId: 'U001' } },
      expiresAt: utc('2026-11-25T16:00:00'),
    });
  });

  test('two processes at once share the work', async () => {
    now = utc('2026-11-25T08:00:00');
    const counts = await Promise.all(Array.from({ length: 6 }, () => postDigests(deps)));
    expect(counts.reduce((sum, count) => sum + count)).toBe(1);
    expect(await keys()).toEqual(['digest:manager:paula:2026-11-25']);
    expect(errors).toEqual([]);
  });

  test('days that were missed are not made good; today is, while its business day lasts', async () => {
    await at('2026-11-27T15:30:00');
    expect(await keys()).toEqual(['digest:manager:paula:2026-11-27']);
    await at('2026-12-01T16:30:00');
    expect(await keys()).toHaveLength(1);
    await at('2026-12-02T08:00:00');
    expect(await keys()).toHaveLength(2);
  });

  test('a process that dies in between leaves it to the next, who sends it once', async () => {
    now = utc('2026-11-25T08:00:00');
    const [taken] = await deps.slots.takeDue('northwind', now, 10);
    expect(taken?.attempts).toBe(1);
    expect(await at('2026-11-25T08:01:00')).toBe(0);
    expect(await at('2026-11-25T08:02:01')).toBe(1);
    // The first one was only slow: what it decided is not written any more.
    if (!taken) throw new Error('nothing was taken');
    expect(await deps.slots.finish('northwind', taken, { nextAt: undefined, messages: [] })).toBe(false);
    expect(await keys()).toEqual(['digest:manager:paula:2026-11-25']);
  });

  test('one that fails five times is given up, and the next day’s comes', async () => {
    const broken = { ...deps.reads, parked: () => Promise.reject(new Error('poison')) };
    now = utc('2026-11-25T08:00:00');
    for (let tick = 0; tick < 8; tick += 1) {
      await postDigests({ ...deps, reads: broken });
      now = new Date(now.getTime() + 121_000);
    }
    expect(errors.filter((error) => error.includes('poison'))).toHaveLength(5);
    expect(errors.filter((error) => error.includes('given up'))).toHaveLength(1);
    expect(await keys()).toEqual([]);
    await at('2026-11-26T08:00:00');
    expect(await keys()).toEqual(['digest:manager:paula:2026-11-26']);
  });

  test('says nothing when there is nothing, and comes again the next day', async () => {
    await database.db.collection('referrals').deleteMany({});
    expect(await at('2026-11-25T08:00:00')).toBe(0);
    expect((await deps.slots.byKey('northwind', 'manager:paula'))?.nextAt).toEqual(
      utc('2026-11-26T08:00:00'),
    );
  });

  test('another hour counts at once, and does not bring the day’s a second time', async () => {
    await at('2026-11-25T08:00:00');
    const [paula] = PROGRAM.programManagers;
    if (!paula) throw new Error('no Paula');
    await apply({ ...PROGRAM, programManagers: [{ ...paula, digest: { at: '12:00' } }] });
    await at('2026-11-25T08:10:00');
    expect((await deps.slots.byKey('northwind', 'manager:paula'))?.nextAt).toEqual(
      utc('2026-11-26T11:00:00'),
    );
  });

  test('an idle tick examines nothing, however many wait', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({
      key: `rep:r${index}` as const,
      was: undefined,
      plan: 'x',
      nextAt: utc('2027-01-01T08:00:00'),
    }));
    await deps.slots.plan('northwind', many);
    const plan = await database.db
      .collection('digest_slots')
      .find({ programId: 'northwind', nextAt: { $lte: NOON }, attempts: { $exists: false } })
      .sort({ nextAt: 1 })
      .limit(100)
      .explain('executionStats');
    expect(plan.executionStats).toMatchObject({ totalKeysExamined: 0, totalDocsExamined: 0 });
  });
});

describe('a program manager without an account', () => {
  const channel = { platform: 'slack' as const, id: 'C0PROGRAM' };
  const UNREACHED: Definition = {
    ...PROGRAM,
    programManagers: [{ ...(PROGRAM.programManagers[0] as Definition['programManagers'][0]), accounts: {} }],
    channels: [...PROGRAM.channels, { kind: 'digest', id: 'program', channel, ended: false }],
  };

  test('is served by the digest channel, whose digest a program manager turns off', async () => {
    await apply(UNREACHED);
    await at('2026-11-24T13:00:00');
    expect(await at('2026-11-25T08:00:00')).toBe(1);
    const [message] = await messages();
    expect(message).toMatchObject({
      key: 'digest:channel:slack:C0PROGRAM:2026-11-25',
      to: { kind: 'channel', channel },
    });
    await setRhythm(deps, PAULA, 'off', 'channel:slack:C0PROGRAM');
    expect(await at('2026-11-26T08:00:00')).toBe(0);
  });
});

describe('turning it off and on', () => {
  test('off means none, and on again the next one is in the future', async () => {
    await setRhythm(deps, PAULA, 'off');
    expect(await at('2026-11-25T08:00:00')).toBe(0);
    now = utc('2026-11-27T10:00:00');
    await setRhythm(deps, PAULA, 'daily');
    expect(await postDigests(deps)).toBe(0);
    expect((await deps.slots.byKey('northwind', 'manager:paula'))?.nextAt).toEqual(
      utc('2026-11-30T08:00:00'),
    );
  });

  test('weekly', async () => {
    await setRhythm(deps, PAULA, 'weekly');
    expect(await at('2026-11-25T08:00:00')).toBe(0);
    expect(await at('2026-11-30T08:00:00')).toBe(1);
    expect(await at('2026-12-01T08:00:00')).toBe(0);
  });

  test('only of one’s own', async () => {
    const lena: Actor = { person: LENA, internal: true, admin: false, rep: PROGRAM.reps[0] };
    await expect(setRhythm(deps, lena, 'off', 'manager:paula')).rejects.toBeInstanceOf(Refused);
    const outsider: Actor = { person: LENA, internal: false, admin: false };
    await expect(setRhythm(deps, outsider, 'off')).rejects.toThrow(/reps and program managers/);
  });
});

describe('at delivery', () => {
  const decidedThen = async (): Promise<PendingMessage> => {
    await at('2026-11-25T08:00:00');
    const [message] = await messages();
    if (!message) throw new Error('nothing was decided');
    return message;
  };
  const composed = async (about: PendingMessage, outsiders = false) => {
    const program = await deps.programs.current();
    if (!program) throw new Error('no program');
    return composeDigest(deps satisfies DigestDeps, about, program, outsiders);
  };

  test('it says what is so then, and nothing when nothing is left', async () => {
    const message = await decidedThen();
    expect(JSON.stringify(await composed(message))).toContain('nobody has claimed it');
    await database.db.collection('referrals').deleteMany({});
    expect(await composed(message)).toBeUndefined();
  });

  test('nobody is messaged who has left or turned it off meanwhile', async () => {
    const message = await decidedThen();
    await setRhythm(deps, PAULA, 'off');
    expect(await composed(message)).toBeUndefined();
    await setRhythm(deps, PAULA, 'daily');
    await apply({ ...PROGRAM, programManagers: [] });
    expect(await composed(message)).toBeUndefined();
  });

  test('where another organisation reads along, only that there is one', async () => {
    const card = JSON.stringify(await composed(await decidedThen(), true));
    expect(card).toContain('Another organisation');
    expect(card).not.toContain('Acme');
  });
});
