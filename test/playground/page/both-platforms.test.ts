import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PageState, PageTrafficEntry } from '../../../src/playground/page-api.js';
import { FEDERATED, REP, REPS, SHARED } from '../teams/seed.js';
import { startBothPlatforms } from './both-platforms.js';

let both: Awaited<ReturnType<typeof startBothPlatforms>>;
beforeEach(async () => {
  both = await startBothPlatforms();
});
afterEach(() => both.close());

const read = async <Answer>(path: string): Promise<Answer> =>
  (await (await fetch(`${both.url}playground/${path}`)).json()) as Answer;
const act = async (as: string, what: unknown): Promise<unknown> => {
  const body = JSON.stringify({ as, act: what });
  return (await fetch(`${both.url}playground/act`, { method: 'POST', body })).json();
};
const names = (people: PageState['people'] = []) => people.map(({ name }) => name);

test('what a person sees is of their platform, and everybody of the other is known', async () => {
  const partner = await read<PageState>(`state?as=${FEDERATED}`);
  expect([partner.platform, partner.me.platform]).toEqual(['teams', 'teams']);
  expect(partner.channels.map(({ id }) => id)).toEqual([SHARED]);
  expect(partner.people.every(({ platform }) => platform === 'teams')).toBe(true);
  expect(partner.elsewhere?.map(({ id, platform }) => [id, platform])).toContainEqual(['U0REP', 'slack']);
  const rep = await read<PageState>('state');
  expect(rep.me.id).toBe('U0REP');
  expect(names(rep.elsewhere)).toEqual(['Rita Rep', 'Otto Other', 'Gus Guest', 'Pat Partner']);
  expect(names(rep.people)).not.toContain('Otto Other');
});

test('a person acts on their own platform', async () => {
  expect(await act(REP, { kind: 'say', channel: REPS, text: '@Desk Bot help' })).toEqual({ ok: true });
  expect(both.teams.bot.heard.at(-1)?.activity.text).toBe('<at>Desk Bot</at> help');
  expect(await act('U0REP', { kind: 'say', channel: 'C0TRIAGE', text: 'hello' })).toMatchObject({ ok: true });
  expect(both.slack.slack.messages('C0TRIAGE').at(-1)?.text).toBe('hello');
  expect(await act(REP, { kind: 'openHome' })).toMatchObject({ ok: false });
  expect(await act('nobody', { kind: 'say', channel: REPS, text: 'x' })).toMatchObject({ ok: false });
});

test('traffic comes by time, each platform counted on its own', async () => {
  await both.slack.api('auth.test');
  await both.teams.teams.say(REP, REPS, '@Desk Bot help');
  await new Promise((resolve) => setTimeout(resolve, 5));
  await both.slack.api('auth.test');
  const all = await read<PageTrafficEntry[]>('traffic?after=0&afterTeams=0');
  expect(all.map(({ platform, what }) => [platform, what])).toEqual([
    ['slack', 'auth.test'],
    ['teams', 'message'],
    ['slack', 'auth.test'],
  ]);
  const last = all.at(-1)?.number ?? 0;
  expect(await read(`traffic?after=${last}&afterTeams=0`)).toMatchObject([{ platform: 'teams' }]);
  expect(await read(`traffic?after=0&afterTeams=${all[1]?.number ?? 0}`)).toHaveLength(2);
});

test('a change on either is told', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${both.url}playground/changes`, { signal: stop.signal });
  let told = '';
  const reading = (async () => {
    for await (const chunk of stream.body as ReadableStream<Uint8Array>)
      told += new TextDecoder().decode(chunk);
  })().catch(() => {});
  const count = () => told.split('event: change').length - 1;
  await expect.poll(count).toBe(1);
  await both.teams.api.send(REPS, { type: 'message', text: 'one' });
  await expect.poll(count).toBe(2);
  await both.slack.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'two' });
  await expect.poll(count).toBe(3);
  stop.abort();
  await reading;
});
