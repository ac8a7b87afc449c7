import { execFile } from 'node:child_process';
import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { parseCode } from '../../src/attribution/codes.js';
import { LIMITS } from '../../src/attribution/visit-limits.js';
import { systemClock } from '../../src/clock.js';
import { rateWindows } from '../../src/store/rate-windows.js';
import { silentProxy } from '../store/silent-proxy.js';
import { openOffice } from './desk.js';
import { FJORD, MAYA, PRIYA, peopleOf } from './people.js';
import { read } from './reading.js';
import { until } from './until.js';

/** Another system files referrals for partners, through the running desk. */
const SECRET = 'a-secret-of-the-tests-that-nobody-can-guess';
const target = Number(new URL(inject('mongoUri')).port);
let proxy = await silentProxy(target);
const { port } = proxy;
const office = await openOffice({
  deskUri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
  place: { publicUrl: 'https://refer.northwind.example', intakeSecret: SECRET },
});
const people = peopleOf(office);
let code = '';

beforeAll(async () => {
  const said = await people.answerTo(MAYA, () => office.slack.say(MAYA, FJORD, '<@U0DESK> code'));
  code = /\/r\/([0-9A-Z-]+)/.exec(said)?.[1] ?? '';
});
afterAll(() => proxy.close());

const FIELDS = {
  company: 'Kestrel Foods GmbH',
  website: 'kestrel-foods.de',
  contact_name: 'Ines Moreau',
  contact_role: 'Head of IT',
  contact_email: 'ines@kestrel-foods.de',
  service_line: 'pentest',
  problem: 'A retailer asks for a test of our portal.',
  consent: true,
};
let companies = 0;
/** Of another company each time. */
const filing = (changes: object = {}) => {
  companies += 1;
  const website = `kestrel-${companies}.example`;
  const own = { company: `Kestrel ${companies}`, website, contact_email: `ines@${website}` };
  return { code, fields: { ...FIELDS, ...own, ...changes } };
};

interface Sending {
  key?: string;
  secret?: string;
  signedKey?: string;
  /** Seconds from now. */
  age?: number;
  headers?: Record<string, string>;
}

async function send(body: object | string, sending: Sending = {}) {
  const { key = randomBytes(8).toString('hex'), secret = SECRET, signedKey = key, age = 0 } = sending;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const time = String(Math.floor(systemClock.now().getTime() / 1000) + age);
  const signature = createHmac('sha256', secret).update(`${time}.${signedKey}.${text}`).digest('hex');
  const response = await fetch(`${office.url}/api/intake`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      'x-desk-timestamp': time,
      'x-desk-signature': `v1=${signature}`,
      ...sending.headers,
    },
  });
  const answer = (await response.json()) as {
    error?: string;
    message?: string;
    reference?: string;
    statusUrl?: string;
    fields?: Record<string, string>;
  };
  return { status: response.status, answer, retryAfter: response.headers.get('retry-after') };
}
const stored = () => office.store.db.collection('referrals').countDocuments();

describe('a referral by webhook', () => {
  test('is the partner’s like any other, with its source, and its status can be looked up', async () => {
    const body = filing();
    const { status, answer } = await send(body);
    expect([status, answer.error]).toEqual([201, undefined]);
    await office.settle();
    const referral = await people.referral(body.fields.company);
    expect(referral).toMatchObject({
      ...{ reference: answer.reference, door: 'webhook', state: 'routed', partner: { id: 'fjord' } },
      consent: { wordingVersion: 'landing-1' },
      attribution: { code: parseCode(code), partnerId: 'fjord', touches: [{ door: 'webhook' }] },
    });
    expect(people.text(FJORD, body.fields.company)).toContain('Waiting to be claimed');
    const { pathname } = new URL(answer.statusUrl ?? '');
    expect(await (await fetch(`${office.url}${pathname}`)).text()).toContain('Received');
  });

  test('sent again under its key it is one, also twice at once; with another body it is refused', async () => {
    const body = filing();
    const key = '"a key of the caller"'.replaceAll(' ', '-');
    const twice = await Promise.all([send(body, { key }), send(body, { key })]);
    const again = await send(body, { key });
    expect([...twice, again].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set([...twice, again].map(({ answer }) => answer.reference)).size).toBe(1);
    const other = await send({ ...body, fields: { ...body.fields, problem: 'Another one.' } }, { key });
    expect([other.status, other.answer.error]).toEqual([422, 'key_reused']);
    expect(await people.stored(body.fields.company)).toHaveLength(1);
    expect((await people.referral(body.fields.company)).events.map(({ type }) => type)).not.toContain(
      'information_added',
    );
  });

  test('with mistakes it is told by field, nothing is kept, and the key can be used for what is mended', async () => {
    const before = await stored();
    const key = 'mended';
    const { status, answer } = await send(
      filing({ contact_email: 'nobody', service_line: 'cooking', consent: 'no', compnay: 'Oops' }),
      { key },
    );
    expect([status, answer.error]).toEqual([400, 'fields']);
    expect(answer.fields).toEqual({
      contact_email: expect.stringContaining('does not look like an e-mail address'),
      service_line: 'This choice is no longer offered. Please choose again.',
      consent: expect.stringContaining('only contact you when you agree'),
      compnay: expect.stringContaining('This is not asked. Asked are: company, '),
    });
    expect(await stored()).toBe(before);
    expect((await send(filing(), { key })).status).toBe(201);
  });

  test.each<[string, object | string, Sending, number, string]>([
    ['signed with another secret', filing(), { secret: 'x'.repeat(32) }, 401, 'not_signed'],
    ['signed too long ago', filing(), { age: -301 }, 401, 'not_signed'],
    ['signed too far ahead', filing(), { age: 302 }, 401, 'not_signed'],
    ['overheard and sent under another key', filing(), { signedKey: 'first' }, 401, 'not_signed'],
    ['without a signature', filing(), { headers: { 'x-desk-signature': '' } }, 401, 'not_signed'],
    ['with nonsense for one', filing(), { headers: { 'x-desk-signature': 'v1=zz' } }, 401, 'not_signed'],
    ['without a key', filing(), { key: '' }, 400, 'no_key'],
    ['that is no JSON', '{"code": ', {}, 400, 'not_understood'],
    ['that has something else in it', { ...filing(), partner: 'fjord' }, {}, 400, 'not_understood'],
    ['whose field is a number', { code: 'X', fields: { company: 7 } }, {}, 400, 'not_understood'],
    ['of an unknown code', { ...filing(), code: '2345-6789' }, {}, 404, 'code_unknown'],
    ['of something that is no code', { ...filing(), code: '../etc' }, {}, 404, 'code_unknown'],
    ['of another type', filing(), { headers: { 'content-type': 'text/plain' } }, 415, 'not_json'],
    ['that is too large', filing({ problem: 'x'.repeat(70_000) }), {}, 413, 'too_large'],
  ])('%s is refused, and nothing is filed', async (_name, body, sending, status, error) => {
    const before = await stored();
    const refused = await send(
      typeof body === 'string' || 'partner' in body ? body : { code, ...body },
      sending,
    );
    expect([refused.status, refused.answer.error]).toEqual([status, error]);
    expect(refused.answer.message).toBeTruthy();
    expect(await stored()).toBe(before);
  });

  test('by a code that was revoked is refused', async () => {
    const said = () => office.slack.ephemerals(PRIYA).at(-1);
    await people.answerTo(PRIYA, () => office.slack.command(PRIYA, 'C0GENERAL', '/referrals', 'code harbor'));
    const shown = said();
    const harbor = /\/r\/([0-9A-Z-]+)/.exec(shown ? read(shown) : '')?.[1] ?? '';
    expect((await send({ ...filing(), code: harbor })).status).toBe(201);
    await office.store.db
      .collection('partner_codes')
      .updateMany({ partnerId: 'harbor' }, { $set: { revoked: { by: {}, at: new Date() } } });
    const refused = await send({ ...filing(), code: harbor });
    expect([refused.status, refused.answer.error]).toEqual([410, 'code_gone']);
  });
});

test('the example of the documentation works as it stands', async () => {
  const text = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
  const [, example] = /### A webhook[\s\S]*?```sh\n([\s\S]*?)```/.exec(text) ?? [];
  const env = { ...process.env, CODE: code, DESK: office.url, INTAKE_SECRET: SECRET };
  const { stdout } = await promisify(execFile)('bash', ['-euc', example ?? 'false'], { env });
  const { reference } = JSON.parse(stdout) as { reference: string };
  expect((await people.referral('Kestrel Foods GmbH')).reference).toBe(reference);
});

test('while the store is away the caller is told when to come again, and then it is filed once', async () => {
  const body = filing();
  await proxy.close();
  const away = await send(body, { key: 'patient' });
  expect([away.status, away.answer.error]).toEqual([503, 'away']);
  expect(Number(away.retryAfter)).toBeGreaterThan(0);
  proxy = await silentProxy(target, port);
  await until(async () => (await send(body, { key: 'patient' })).status === 201, 'the store is back', 15_000);
  expect(await people.stored(body.fields.company)).toHaveLength(1);
}, 60_000);

test('whoever sends too many has to wait', async () => {
  const windows = rateWindows(office.store.db);
  const { windowMs, most } = LIMITS.code;
  for (let sent = 0; sent <= most; sent += 1)
    await windows.count(`code:${parseCode(code)}`, windowMs, office.clock.now());
  const { status, answer, retryAfter } = await send(filing());
  expect([status, answer.error]).toEqual([429, 'too_many']);
  expect(Number(retryAfter)).toBeGreaterThan(0);
});

test('without a secret there is no such path', async () => {
  await office.stopDesk();
  delete office.config.intakeSecret;
  await office.startDesk();
  expect((await send(filing())).status).toBe(404);
});
