import { afterAll, describe, expect, inject, test } from 'vitest';
import { silentProxy } from '../store/silent-proxy.js';
import { openOffice } from './desk.js';
import { DIEGO, FJORD, FORM, HARBOR, JONAS, MAYA, OFFENSIVE, peopleOf, reachedAt } from './people.js';
import { until } from './until.js';

const target = Number(new URL(inject('mongoUri')).port);
let proxy = await silentProxy(target);
const { port } = proxy;
const office = await openOffice({ deskUri: `mongodb://127.0.0.1:${port}/?directConnection=true` });
const { slack, settle } = office;
const people = peopleOf(office);

/** Two ways of not being there; each gives the way back. */
const TROUBLES = {
  gone: {
    begin: () => proxy.close(),
    async end() {
      proxy = await silentProxy(target, port);
    },
  },
  'black-holed': {
    begin: async () => proxy.fallSilent(),
    end: async () => proxy.recover(),
  },
};

afterAll(() => proxy.close());

const STAYS = 'We could not save this just now. Nothing you typed is lost: press Send again in a minute.';
const backAgain = () =>
  until(() => office.desk.outbox.drain().catch(() => false), 'the store is back', 15_000);

describe.each(['gone', 'black-holed'] as const)('while the store is %s', (how) => {
  const company = `Survivor ${how} GmbH`;
  const claimed = `Claimed ${how} GmbH`;

  test('forms stay open with what was typed, presses say so, events come again; afterwards each is done once', async () => {
    await people.refer(DIEGO, HARBOR, claimed);
    // Jonas has been seen by the running desk; Maya’s form is open.
    await people.openForm(MAYA, FJORD);
    await slack.command(JONAS, 'C0GENERAL', '/referrals', 'help');
    await TROUBLES[how].begin();

    const [sent, pressed] = await Promise.all([
      slack.submit(MAYA, { ...FORM, ...reachedAt(company), company }),
      slack.press(JONAS, OFFENSIVE, people.card(OFFENSIVE, claimed).ts, 'referral.claim'),
    ]);
    expect(sent.status).toBe(200);
    expect(sent.ms).toBeLessThan(3_000);
    expect(sent.problem).toBe(STAYS);
    const { view, errors } = await people.modal(MAYA);
    expect(errors).toEqual({ company: STAYS });
    expect(JSON.stringify(view.state)).toContain(company);
    expect(JSON.stringify(view.state)).toContain(String(FORM.problem));

    expect(pressed.status).toBe(200);
    expect(pressed.ms).toBeLessThan(3_000);
    const words = await until(
      () => people.toldPrivately(JONAS).find((text) => text.includes('could not do this just now')),
      'a word to Jonas',
      12_000,
    );
    expect(words).toContain('Please try again in a minute.');

    const shown = slack.ephemerals(DIEGO).length;
    const mentioned = slack.say(DIEGO, HARBOR, '<@U0DESK> status');
    expect((await mentioned).status).toBe(503);
    expect((await fetch(`${office.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${office.url}/healthz`)).status).toBe(200);

    await TROUBLES[how].end();
    await backAgain();
    // Slack sends the event again by itself.
    await slack.idle();
    await until(() => slack.ephemerals(DIEGO).length > shown, 'an answer to the mention');

    const again = await slack.submit(MAYA);
    expect(again.problem).toBeUndefined();
    expect(slack.modal(MAYA)).toBeUndefined();
    await slack.press(JONAS, OFFENSIVE, people.card(OFFENSIVE, claimed).ts, 'referral.claim');
    await settle();
    expect(await people.stored(company)).toHaveLength(1);
    expect(people.cards(FJORD, company)).toHaveLength(1);
    expect(people.cards(OFFENSIVE, company)).toHaveLength(1);
    const { state, events } = await people.referral(claimed);
    expect(state).toBe('claimed');
    expect(events.filter(({ type }) => type === 'claimed')).toHaveLength(1);
    expect(people.threadTexts(HARBOR, claimed)).toHaveLength(1);
    expect(slack.ephemerals(DIEGO)).toHaveLength(shown + 1);
    expect((await fetch(`${office.url}/readyz`)).status).toBe(200);
  });
});

test('what was logged as an error is that outbox and jobs have to wait', () => {
  for (const line of office.errors) expect(line).toMatch(/"msg":"(outbox: |the job queue failed)/);
});
