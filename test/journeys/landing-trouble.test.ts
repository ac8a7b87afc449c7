import { afterAll, describe, expect, inject, test } from 'vitest';
import { silentProxy } from '../store/silent-proxy.js';
import { openOffice } from './desk.js';
import { tokenIn, visitorOf } from './landing-visitor.js';
import { FJORD, MAYA, peopleOf } from './people.js';
import { until } from './until.js';

/** A partner's link while the store is away: nothing that was typed is lost. */
const target = Number(new URL(inject('mongoUri')).port);
let proxy = await silentProxy(target);
const { port } = proxy;
const office = await openOffice({
  deskUri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
  place: { publicUrl: 'https://refer.northwind.example', trustedProxies: 1 },
});
const people = peopleOf(office);

afterAll(() => proxy.close());

describe('while the store is gone', () => {
  test('the page says so, what was typed stays on it, and sent again it is one referral', async () => {
    const said = await people.answerTo(MAYA, () => office.slack.say(MAYA, FJORD, '<@U0DESK> code'));
    const code = /\/r\/([0-9A-Z-]+)/.exec(said)?.[1] ?? '';
    const visitor = visitorOf(office);
    const token = await visitor.open(code);
    await proxy.close();

    const mine = { company: 'Patient <GmbH>', website: 'patient.example' };
    const sent = await visitor.send(code, mine, token);
    expect([sent.status, sent.headers.get('retry-after')]).toEqual([503, '60']);
    const page = await sent.text();
    expect(page).toContain('Nothing you wrote is lost');
    expect(page).toContain('value="Patient &lt;GmbH&gt;"');
    expect(page).toContain('A retailer asks for a test of our portal.</textarea>');
    expect(tokenIn(page)).toBe(token);
    const opened = await visitor.ask(`/r/${code}`);
    expect(opened.status).toBe(503);
    expect(await opened.text()).toContain('Please try again in a minute');

    proxy = await silentProxy(target, port);
    await until(async () => (await visitor.ask(`/r/${code}`)).status === 200, 'the store is back', 15_000);
    expect((await visitor.send(code, mine, token)).status).toBe(303);
    expect((await people.referral('Patient <GmbH>')).door).toBe('landing');
  }, 60_000);
});
