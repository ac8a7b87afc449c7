import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import recorded from './recorded/payloads.json' with { type: 'json' };
import { card, posted, REP, REPS, submit } from './seed.js';

/** What the simulated tenant sends holds everything that recordings of Teams hold, with values of the same kind. */
let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

/** Paths of `expected` that `actual` lacks or has as another kind of value. */
function missing(expected: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${path}: no list`];
    // A recording shows one of the kinds a list holds.
    const best = actual
      .map((each) => missing(expected[0], each, `${path}[]`))
      .sort((a, b) => a.length - b.length);
    return best[0] ?? [`${path}: empty`];
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return [`${path}: no object`];
    return Object.entries(expected).flatMap(([key, value]) =>
      missing(value, (actual as Record<string, unknown>)[key], `${path}.${key}`),
    );
  }
  return typeof expected === typeof actual ? [] : [`${path}: ${typeof actual} for ${typeof expected}`];
}

test('a mention', async () => {
  await pair.teams.say(REP, REPS, '@Desk Bot Test');
  expect(missing(recorded.mention, pair.bot.heard.at(-1)?.activity)).toEqual([]);
});

test('a press on Action.Submit', async () => {
  const { body } = await pair.api.send(REPS, posted(card([], [submit('Info', { actionId: 'info' })])));
  await pair.teams.press(REP, REPS, body.id, 'Info');
  expect(missing(recorded.action, pair.bot.heard.at(-1)?.activity)).toEqual([]);
});
