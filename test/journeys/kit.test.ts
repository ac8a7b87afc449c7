import { afterAll, expect, test } from 'vitest';
import { definitionSchema } from '../../src/program/definition.js';
import { openOffice, PROGRAM } from './desk.js';
import { DIEGO, FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, peopleOf, RUTH } from './people.js';
import { expectPrivate } from './private-headers.js';
import { until } from './until.js';

/** The kit in chat and on its page, through the running desk and the simulated Slack. */
const kit = {
  whoFits: ['<b>Fintechs</b> & banks <!channel>'],
  caseStudies: [{ title: 'How "Acme" slept again', url: 'https://acme.example/case?a=1&b=2' }],
};
const office = await openOffice({ program: definitionSchema.parse({ ...PROGRAM, kit }) });
const { slack } = office;
const people = peopleOf(office);
const DESK = '<@U0DESK>';

afterAll(() => expect(office.errors).toEqual([]));

const say = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `${DESK} ${words}`));
const linkIn = (user: string) =>
  /https:\/\/desk\.example(\/kit\/[^"\\]+)/.exec(JSON.stringify(slack.ephemerals(user).at(-1)?.blocks))?.[1];

test('a partner asks for the kit and reads it alone; its page can be printed', async () => {
  const shown = await say(MAYA, FJORD, 'kit');
  expect(shown).toContain('How to refer to Northwind Shield');
  expect(shown).toContain('For Fjord Consulting');
  expect(shown).toContain('<b>Fintechs</b> & banks <!channel>');
  expect(JSON.stringify(people.all(FJORD))).not.toContain('Fintechs');

  const path = linkIn(MAYA);
  const page = await fetch(`${office.url}${path}`);
  expect(page.status).toBe(200);
  expectPrivate(page);
  const text = await page.text();
  expect(text).toContain('&lt;b&gt;Fintechs&lt;/b&gt; &amp; banks &lt;!channel&gt;');
  expect(text).toContain('href="https://acme.example/case?a=1&amp;b=2"');
  expect(text).toMatch(/<html lang="en">[\s\S]*<title>How to refer to Northwind Shield/);
  expect(text).not.toContain('<script');
  const posted = await fetch(`${office.url}${path}`, { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  expectPrivate(posted);
  const another = await fetch(`${office.url}${path?.replace('fjord', 'harbor')}`);
  expect(another.status).toBe(404);
  expectPrivate(another);
});

test('another partner has a page of its own, and the same again', async () => {
  await say(DIEGO, HARBOR, 'kit');
  const path = linkIn(DIEGO);
  expect(path).toMatch(/^\/kit\/harbor\//);
  await say(DIEGO, HARBOR, 'kit fjord');
  expect(linkIn(DIEGO)).toBe(path);
});

test('staff see that of the channel, of the partner they name, or of all', async () => {
  const shown = async (channel: string, text: string) =>
    people.answerTo(JONAS, () => slack.command(JONAS, channel, '/referrals', text));
  expect(await shown(OFFENSIVE, 'kit')).not.toContain('For ');
  expect(await shown(OFFENSIVE, 'kit Harbor')).toContain('For Harbor');
  expect(await shown(FJORD, 'kit')).toContain('For Fjord Consulting');
  expect(await shown(OFFENSIVE, 'kit nobody')).toContain('"nobody" is no partner of the program.');
});

test('whoever has no part in the program sees no kit', async () => {
  const shown = await say(RUTH, FJORD, 'kit').catch(() => '');
  expect(shown).not.toContain('How to refer to');
});

test('the page of a partner that has left is gone', async () => {
  const path = linkIn(DIEGO);
  const partners = PROGRAM.partners.map((one) => (one.id === 'harbor' ? { ...one, ended: true } : one));
  await office.saveProgram({ ...PROGRAM, partners });
  await until(async () => (await fetch(`${office.url}${path}`)).status === 404, 'the page to go');
});
