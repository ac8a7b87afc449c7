import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, PROGRAM } from './desk.js';
import { tokenIn, visitorOf, WRITTEN } from './landing-visitor.js';
import { DIEGO, FJORD, HARBOR, JONAS, LENA, MAYA, OFFENSIVE, OLGA, PRIYA, peopleOf } from './people.js';
import { expectPrivate } from './private-headers.js';
import { labels, read } from './reading.js';
import { until } from './until.js';

/** Partners' links through the running desk: codes in chat, the form behind them, and what becomes of it. */
const office = await openOffice({
  program: {
    ...PROGRAM,
    partners: PROGRAM.partners.map((one) =>
      one.id === 'fjord' ? { ...one, domains: ['fjord-consulting.no'] } : one,
    ),
  },
  place: { publicUrl: 'https://refer.northwind.example', trustedProxies: 1 },
});
const { slack, settle } = office;
const people = peopleOf(office);
const GENERAL = 'C0GENERAL';
const DESK = '<@U0DESK>';

afterAll(() => expect(office.errors).toEqual([]));

const command = (user: string, text: string, channel = GENERAL) =>
  people.answerTo(user, () => slack.command(user, channel, '/referrals', text));
const mention = (user: string, channel: string, words: string) =>
  people.answerTo(user, () => slack.say(user, channel, `${DESK} ${words}`));
const codeIn = (text: string): string => /\/r\/([0-9A-Z]{4}-[0-9A-Z]{4})/.exec(text)?.[1] ?? '';

let fjordCode = '';
beforeAll(async () => {
  fjordCode = codeIn(await mention(MAYA, FJORD, 'code'));
});

describe('a partner’s code', () => {
  test('is the same for all its people and for staff, who say of whom', async () => {
    expect(fjordCode).toMatch(/^[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}$/);
    const staff = await command(JONAS, 'code fjord');
    expect(await command(JONAS, 'code nobody')).toContain('"nobody" is no partner of the program.');
    expect(staff).toContain('Referral link of Fjord Consulting');
    expect(codeIn(staff)).toBe(fjordCode);
    expect(labels(slack.ephemerals(JONAS).at(-1) as never)).toEqual([]);
    expect(codeIn(await mention(DIEGO, HARBOR, 'code'))).not.toBe(fjordCode);
    expect(await command(OLGA, 'code')).toContain('Only people of a partner, and our own');
  });

  test('is chosen in a form where nothing says of whom', async () => {
    await slack.command(PRIYA, GENERAL, '/referrals', 'code');
    await people.submit(PRIYA, { partner: 'fjord' });
    // The desk is not in that channel, so it answers in person.
    await until(() => people.directMessages(PRIYA).some((one) => codeIn(read(one)) === fjordCode));
  });

  test('can be replaced, and the old one works until a program manager revokes it', async () => {
    const old = codeIn(await command(PRIYA, 'code harbor'));
    const shown = slack.ephemerals(PRIYA).at(-1);
    if (!shown) throw new Error('Nothing was shown');
    await people.pressOn(PRIYA, shown, 'Make a new code');
    const replaced = await command(PRIYA, 'code harbor');
    expect(codeIn(replaced)).not.toBe(old);
    expect(replaced).toContain(`Earlier codes that still work: ${old}`);
    const visitor = visitorOf(office);
    expect((await visitor.ask(`/r/${old}`)).status).toBe(200);
    await people.pressOn(PRIYA, slack.ephemerals(PRIYA).at(-1) as never, `Revoke ${old}`);
    const gone = await visitor.ask(`/r/${old}`);
    expect(gone.status).toBe(410);
    expect(await gone.text()).not.toContain('Harbor');
  });
});

describe('the form behind the link', () => {
  test('becomes a referral of the partner’s, in its channel and with the reps; the visitor can follow it', async () => {
    const visitor = visitorOf(office);
    const page = await (await visitor.ask(`/r/${fjordCode.toLowerCase().replace('-', '')}`)).text();
    expect(page).toContain('Talk to Northwind Shield');
    expect(page).toContain('You have this link from Fjord Consulting.');
    const sent = await visitor.send(fjordCode);
    expect(sent.status).toBe(303);
    const thanks = await (await visitor.ask(`/r/${sent.headers.get('location')}`)).text();
    const [, statusUrl = ''] = /https:\/\/refer\.northwind\.example(\/r\/status\/[\w-]+)/.exec(thanks) ?? [];
    expect(thanks).toContain(`href="..${statusUrl.slice(2)}"`);
    await settle();

    const referral = await people.referral('Kestrel Foods GmbH');
    expect(referral).toMatchObject({
      state: 'routed',
      door: 'landing',
      partner: { id: 'fjord' },
      prospect: { domain: 'kestrel-foods.de' },
      submittedBy: { platform: 'system', name: 'A visitor of the referral link' },
      consent: { wordingVersion: 'landing-1' },
      attribution: {
        model: 'registration_wins',
        partnerId: 'fjord',
        source: 'sourced',
        code: fjordCode.replace('-', ''),
        touches: [{ partnerId: 'fjord', door: 'landing' }],
      },
    });
    expect(referral.attribution?.address).not.toContain('203.0.113');
    expect(people.text(FJORD, 'Kestrel Foods')).toContain('Waiting to be claimed');
    expect(people.text(OFFENSIVE, 'Kestrel Foods')).toContain(
      'A visitor of the referral link of Fjord Consulting',
    );

    const status = async () => (await visitor.ask(statusUrl)).text();
    expect(await status()).toContain('How it stands: Received');
    await people.press(JONAS, OFFENSIVE, 'Kestrel Foods', 'Claim');
    const claimed = await status();
    expect(claimed).toContain('How it stands: In progress');
    for (const word of ['Jonas', 'Kestrel', 'Ines', referral.reference, 'claim'])
      expect(claimed).not.toContain(word);
    await people.fill(JONAS, OFFENSIVE, 'Kestrel Foods', 'Reject…', { reason: 'outside_icp' });
    expect(await status()).toContain('In progress');
    await office.pass({ seconds: 301 });
    expect(await status()).toContain('How it stands: Closed');
    expect(people.threadTexts(FJORD, 'Kestrel Foods').at(-1)).toContain('Fjord Consulting, thank you');
  });

  test('sent twice it is one referral, and a correction is added to it', async () => {
    const visitor = visitorOf(office);
    const token = await visitor.open(fjordCode);
    const mine = { company: 'Twice Sent AG', website: 'twice.example', contact_email: 'a@twice.example' };
    const both = await Promise.all([
      visitor.send(fjordCode, mine, token),
      visitor.send(fjordCode, mine, token),
    ]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(both[0]?.headers.get('location')).toBe(both[1]?.headers.get('location'));
    await visitor.send(fjordCode, { ...mine, problem: 'By March, please.' }, token);
    const referral = await people.referral('Twice Sent AG');
    expect(referral.events.filter(({ type }) => type === 'information_added')).toHaveLength(1);
  });

  test('who gives no website is known by the work address, and by no mailbox provider’s', async () => {
    const visitor = visitorOf(office);
    await visitor.send(fjordCode, { company: 'By Mail GmbH', website: '', contact_email: 'x@by-mail.de' });
    expect((await people.referral('By Mail GmbH')).prospect.domain).toBe('by-mail.de');
    await visitor.send(fjordCode, { company: 'Free Mail', website: '', contact_email: 'x@gmail.com' });
    expect((await people.referral('Free Mail')).prospect.domain).toBeUndefined();
  });

  test('says all that is wrong at its field, and keeps what was typed, markup as text', async () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>';
    const visitor = visitorOf(office);
    const token = await visitor.open(fjordCode);
    const sent = await visitor.send(
      fjordCode,
      { company: evil, website: 'not a website', problem: `</textarea>${evil}\r\nsecond line`, consent: '' },
      token,
    );
    expect(sent.status).toBe(422);
    const page = await sent.text();
    expect(tokenIn(page)).toBe(token);
    expect(page).toContain('<title>Please check: ');
    expect(page).toContain('href="#website">Your company’s website</a>: This does not look like a website.');
    expect(page).toContain('id="consent-error">We may only contact you when you agree.');
    expect(page).toContain('aria-invalid="true"');
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;/textarea&gt;&quot;&gt;&lt;script&gt;');
    expect(page).toMatch(/value="ines\.\d+@kestrel-foods\.de"/);
    expect(page).toContain('<option value="pentest" selected>');
    const fixed = await visitor.send(fjordCode, { company: evil, website: '' }, token);
    expect(fixed.status).toBe(303);
    await settle();
    expect((await people.referral(evil)).prospect.company).toBe(evil);
  });

  test('has the headers that keep everything else out', async () => {
    const visitor = visitorOf(office);
    for (const path of [`/r/${fjordCode}`, '/r/nobody', '/r/status/nobody', '/r/thanks/nobody'])
      expectPrivate(await visitor.ask(path));
    expectPrivate(await visitor.ask(`/r/${fjordCode}`, { method: 'PUT' }));
  });
});

describe('what is not let through', () => {
  const stored = (company: string) => people.stored(company);

  test('codes that do not exist, and paths that are none', async () => {
    const visitor = visitorOf(office);
    for (const path of ['2222-2222', 'nonsense', '%E0%A4%A', '..%2F..%2Fetc', 'status', '__proto__']) {
      const response = await visitor.ask(`/r/${path}`);
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toContain('This link does not lead anywhere');
    }
    expect((await visitor.post('/r/2222-2222', { ...WRITTEN, form_token: 'x' })).status).toBe(404);
    for (const path of ['status/abc', `status/${'A'.repeat(38)}`, 'thanks/abc'])
      expect((await visitor.ask(`/r/${path}`)).status).toBe(404);
    expect((await visitor.ask('/r/a/b')).status).toBe(404);
  });

  test('other methods, other kinds of body, and too much of it', async () => {
    const visitor = visitorOf(office);
    const put = await visitor.ask(`/r/${fjordCode}`, { method: 'PUT', body: 'x' });
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST']);
    expect((await visitor.ask('/r/status/abc', { method: 'POST' })).status).toBe(405);
    expect((await visitor.ask(`/r/${fjordCode}`, { method: 'HEAD' })).status).toBe(200);
    const json = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } };
    expect((await visitor.ask(`/r/${fjordCode}`, json)).status).toBe(415);
    const large = await visitor.post(`/r/${fjordCode}`, { problem: 'x'.repeat(70_000) });
    expect(large.status).toBe(413);
    const chunked = new Response('y'.repeat(200_000)).body as ReadableStream;
    const endless = await visitor.ask(`/r/${fjordCode}`, {
      method: 'POST',
      body: chunked,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      duplex: 'half',
    } as RequestInit);
    expect(endless.status).toBe(413);
  });

  test('the trap, with the text kept and the field shown to a person', async () => {
    const sent = await visitorOf(office).send(fjordCode, { company: 'Bot GmbH', fax: '12345' });
    expect(sent.status).toBe(422);
    const page = await sent.text();
    expect(page).toContain('Bot GmbH');
    expect(page).toContain('Please empty it, and send again.');
    expect(page).not.toContain('aria-hidden');
    expect(await stored('Bot GmbH')).toEqual([]);
  });

  test('what is faster than a person, until it is sent again', async () => {
    const visitor = visitorOf(office);
    const token = tokenIn(await (await visitor.ask(`/r/${fjordCode}`)).text());
    const mine = { ...WRITTEN, company: 'Fast GmbH', form_token: token };
    const sent = await visitor.post(`/r/${fjordCode}`, mine);
    expect(sent.status).toBe(422);
    expect(await sent.text()).toContain('That was very quick.');
    expect(await stored('Fast GmbH')).toEqual([]);
    office.clock.moveOn({ seconds: 10 });
    expect((await visitor.post(`/r/${fjordCode}`, mine)).status).toBe(303);
  });

  test('a page that was open for days, made up, or of another code: a new one with the text', async () => {
    const visitor = visitorOf(office);
    const harbor = codeIn(await command(PRIYA, 'code harbor'));
    const old = await visitor.open(fjordCode);
    office.clock.moveOn({ hours: 25 });
    const mine = { company: 'Late GmbH' };
    for (const [code, token] of [
      [fjordCode, old],
      [fjordCode, 'made.up.token'],
      [harbor, await visitor.open(fjordCode)],
    ] as const) {
      const sent = await visitor.send(code, mine, token);
      expect(sent.status).toBe(422);
      const page = await sent.text();
      expect(page).toContain('This page was open for a long time.');
      expect(page).toContain('Late GmbH');
      expect(tokenIn(page)).not.toBe(token);
    }
    expect(await stored('Late GmbH')).toEqual([]);
  });

  test('a flood from one address, whatever it writes in front of the header; others go on', async () => {
    const flooding = '198.51.100.7';
    const visitor = visitorOf(office, `1.2.3.4, ${flooding}`);
    const token = await visitor.open(fjordCode);
    const statuses: number[] = [];
    for (let at = 0; at < 22; at += 1) {
      const again = visitorOf(office, `${at}.9.9.9, ${flooding}`);
      statuses.push((await again.send(fjordCode, { company: 'Flood GmbH', consent: '' }, token)).status);
    }
    expect(statuses.filter((status) => status === 422)).toHaveLength(20);
    const refused = await visitor.send(fjordCode, { company: 'Flood GmbH' }, token);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.text()).toContain('Flood GmbH');
    expect((await visitorOf(office).send(fjordCode, { company: 'Other GmbH' })).status).toBe(303);
    office.clock.moveOn({ seconds: 600 });
    expect((await visitor.send(fjordCode, { company: 'Flood GmbH' }, token)).status).toBe(303);
  });
});

describe('what a person looks at first', () => {
  test('the third from one address within the hour', async () => {
    const address = '198.51.100.20';
    const sent = {
      'Quartz Logistik': 'quartz-logistik.de',
      'Marigold Bakery': 'marigold.co.uk',
      'Ostsee Werft': 'ostsee-werft.de',
    };
    for (const [company, website] of Object.entries(sent))
      await visitorOf(office, address).send(fjordCode, { company, website, contact_email: `it@${website}` });
    expect((await people.referral('Marigold Bakery')).state).toBe('routed');
    const third = await people.referral('Ostsee Werft');
    expect(third.state).toBe('in_review');
    expect(third.findings).toContainEqual(
      expect.objectContaining({ rule: 'same_address', outcome: 'review' }),
    );
  });

  test('an address of the partner’s own', async () => {
    const own = { company: 'Fjord itself', website: '', contact_email: 'maya@mail.fjord-consulting.no' };
    await visitorOf(office).send(fjordCode, own);
    expect(await people.referral('Fjord itself')).toMatchObject({
      state: 'in_review',
      findings: [{ rule: 'partner_company' }, { rule: 'self_referral' }],
    });
    await settle();
  });
});

test('the links of a partner that has ended, and of a program that closes them, say nothing', async () => {
  const harbor = codeIn(await command(LENA, 'code harbor'));
  const partners = PROGRAM.partners.map((one) => (one.id === 'harbor' ? { ...one, ended: true } : one));
  await office.saveProgram({ ...PROGRAM, partners });
  const visitor = visitorOf(office);
  await expect.poll(async () => (await visitor.ask(`/r/${harbor}`)).status, { timeout: 10_000 }).toBe(410);
  const page = await (await visitor.ask(`/r/${harbor}`)).text();
  expect(page).not.toContain('Harbor');
  expect(page).not.toContain('Northwind');
});
