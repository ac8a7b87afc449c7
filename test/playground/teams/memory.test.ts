import { expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import { card, dialogWith, opener, posted, REP, REPS, submit, text } from './seed.js';

function storeInMemory() {
  let json: string | undefined;
  return {
    load: async () => (json === undefined ? undefined : JSON.parse(json)),
    save: async (snapshot: unknown) => {
      json = JSON.stringify(snapshot);
    },
  };
}

test('the tenant is as it was after a restart: messages, dialogs, names', async () => {
  const memory = storeInMemory();
  const before = await startPair({ memory });
  const { body } = await before.api.send(REPS, posted(card([text('x')], [opener('Open')])));
  before.bot.answer(() => ({ body: dialogWith(card([text('Form')], [submit('Send')])) }));
  await before.teams.press(REP, REPS, body.id, 'Open');
  await before.teams.renameChannel(REPS, 'Renamed', REP);
  await before.close();

  const after = await startPair({ memory });
  expect(after.teams.messages(REPS).at(-1)?.id).toBe(body.id);
  expect(after.teams.channel(REPS)?.name).toBe('Renamed');
  await after.teams.submitDialog(REP);
  expect(after.bot.heard.at(-1)?.activity.name).toBe('task/submit');
  const next = await after.api.send(REPS, { type: 'message', text: 'y' });
  expect(Number(next.body.id)).toBeGreaterThan(Number(body.id));
  await after.teams.reset();
  expect(after.teams.messages(REPS).map((message) => message.text)).toEqual(['Good morning']);
  expect([after.teams.requests, after.teams.deliveries]).toEqual([[], []]);
  await after.close();

  const fresh = await startPair({ memory });
  expect(fresh.teams.channel(REPS)?.name).toBe('Reps');
  await fresh.close();
});

test('a snapshot of another version is not taken', async () => {
  const memory = { load: async () => ({ version: 2, tenant: {} }), save: async () => {} };
  const pair = await startPair({ memory });
  expect(pair.teams.messages(REPS)).toHaveLength(1);
  await pair.close();
});

test('a listener hears of changes until it leaves', async () => {
  const pair = await startPair();
  let changes = 0;
  const leave = pair.teams.onChange(() => {
    changes += 1;
  });
  await pair.teams.say(REP, REPS, 'x');
  expect(changes).toBeGreaterThan(0);
  leave();
  const before = changes;
  await pair.teams.say(REP, REPS, 'y');
  expect(changes).toBe(before);
  await pair.close();
});
