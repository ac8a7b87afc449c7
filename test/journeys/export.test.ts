import { afterAll, expect, test } from 'vitest';
import { decode } from '../../src/csv/decode.js';
import { readCsv } from '../../src/csv/read-csv.js';
import type { ExportTicket } from '../../src/export/ticket.js';
import { PLAYGROUND_WORKSPACE } from '../../src/playground/seed/workspace.js';
import { openOffice, PROGRAM } from './desk.js';
import { FJORD, HARBOR, JONAS, MAYA, OFFENSIVE, PRIYA, peopleOf } from './people.js';
import { expectPrivate } from './private-headers.js';
import { read } from './reading.js';
import { until } from './until.js';

/** Files for program managers, from chat, through the running desk and the simulated Slack. */
const office = await openOffice();
const { slack, settle } = office;
const people = peopleOf(office);
const tickets = office.store.db.collection<ExportTicket>('export_tickets');

afterAll(() => expect(office.errors).toEqual([]));

/** Fills the form in and reads the link from the direct message. */
async function ask(values: Record<string, unknown>, channel = OFFENSIVE): Promise<string> {
  const before = people.directMessages(PRIYA).length;
  await slack.command(PRIYA, channel, '/referrals', 'export');
  await people.submit(PRIYA, { what: 'referrals', format: 'excel', ...values });
  const message = await until(
    () =>
      people
        .directMessages(PRIYA)
        .slice(before)
        .findLast((one) => read(one).includes('Your export')),
    'a link',
  );
  const url = /https:\/\/desk\.example(\/export\/[\w-]+)/.exec(JSON.stringify(message.blocks))?.[1];
  return `${office.url}${url}`;
}

async function cellsOf(text: string): Promise<string[][]> {
  async function* bytes() {
    yield Buffer.from(text);
  }
  const found: string[][] = [];
  for await (const record of readCsv(decode(bytes(), 'utf-8')))
    if ('cells' in record) found.push(record.cells);
  return found;
}

test('a program manager gets a link to their direct messages, looks, and downloads', async () => {
  await people.refer(MAYA, FJORD, '=Acme & Söhne, GmbH');
  const url = await ask({});
  for (const channel of [OFFENSIVE, FJORD, HARBOR])
    expect(JSON.stringify(people.all(channel))).not.toContain('/export/');

  // Whatever previews or scans links only looks.
  const page = await fetch(url);
  expect(page.status).toBe(200);
  expectPrivate(page);
  expect(await page.text()).toContain('The file holds referrals, as CSV.');
  expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  expect((await tickets.findOne({}))?.downloads).toEqual([]);

  const file = await fetch(url, { method: 'POST' });
  expectPrivate(file);
  expect(file.headers.get('content-disposition')).toMatch(
    /^attachment; filename="referrals-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(bytes.subarray(0, 3).toString('hex')).toBe('efbbbf');
  const [titles = [], ...rows] = await cellsOf(bytes.toString());
  expect(rows.map((row) => row[titles.indexOf('company')])).toEqual(["'=Acme & Söhne, GmbH"]);
  expect(titles).not.toContain('contact_email');

  // Who asked for what, and when it was fetched, is kept.
  const ticket = await tickets.findOne({});
  expect(ticket).toMatchObject({
    by: { name: 'Priya Nair' },
    request: { what: 'referrals' },
    managerId: 'priya',
  });
  expect(ticket?.downloads).toHaveLength(1);
  expect(JSON.stringify(ticket)).not.toContain(url.split('/').at(-1));
});

test('narrowed down, as JSON, with contacts', async () => {
  const url = await ask({ format: 'json', partner: 'fjord', state: 'open', contacts: ['true'] });
  const rows = (await (await fetch(url, { method: 'POST' })).json()) as Record<string, unknown>[];
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ contact_email: expect.stringContaining('alex@'), partner_id: 'fjord' });
  const none = await ask({ format: 'json', partner: 'harbor' });
  expect(await (await fetch(none, { method: 'POST' })).json()).toEqual([]);
});

test('what is wrong is said at its field, and the form keeps what was typed', async () => {
  await slack.command(PRIYA, OFFENSIVE, '/referrals', 'export partners');
  const answer = await people.submit(PRIYA, { what: 'partners', format: 'csv', state: 'wno' });
  expect(JSON.stringify(answer)).toContain('is no state of partners');
  await people.submit(PRIYA, { what: 'partners', format: 'csv', state: 'active' });
});

test('nobody else gets one', async () => {
  const before = await tickets.countDocuments();
  const refused = await people.answerTo(JONAS, () => slack.command(JONAS, OFFENSIVE, '/referrals', 'export'));
  expect(refused).toContain('Only a program manager can export');
  const partner = await people.answerTo(MAYA, () =>
    slack.say(MAYA, FJORD, `<@${PLAYGROUND_WORKSPACE.bot.userId}> export`),
  );
  expect(partner).toContain('Only a program manager can export');
  expect(await tickets.countDocuments()).toBe(before);
});

test('a link is good for an hour, for who is still a program manager, and cannot be made up', async () => {
  const url = await ask({});
  const made = url.slice(0, -1) + (url.endsWith('A') ? 'B' : 'A');
  expect((await fetch(made, { method: 'POST' })).status).toBe(404);
  expect((await fetch(`${office.url}/export/`)).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(405);

  const without = PROGRAM.programManagers.map((one) => (one.id === 'priya' ? { ...one, ended: true } : one));
  await office.saveProgram({ ...PROGRAM, programManagers: without });
  await until(async () => (await fetch(url, { method: 'POST' })).status === 404, 'the link to end');
  await office.saveProgram(PROGRAM);
  await until(async () => (await fetch(url)).status === 200, 'the link to be good again');

  await office.pass({ seconds: 61 * 60 });
  const late = await fetch(url, { method: 'POST' });
  expect(late.status).toBe(404);
  expect(await late.text()).toContain('Type export');
  await settle();
});
