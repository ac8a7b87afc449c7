import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALDER_CHANNEL, PEOPLE } from '../../src/playground/seed/teams.js';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.js';

/**
 * Two partners refer one company, Maya on Slack and Felix on Teams; a program manager decides; both hear; and whatever
 * ever reached Felix is searched for Maya, her words and her partner's name. In real Chromium.
 */
const FIRST = {
  company: 'Halcyon Laboratories Ltd',
  contact: 'Imogen Fairweather',
  problem: 'Their auditor wants the isolation chambers looked at.',
  reason: 'Imogen and I sailed together in Skagen.',
};
const SECOND = {
  company: 'Halcyon Laboratories',
  contact: 'Bertrand Osei',
  problem: 'A customer asks for a report on their portal.',
  reason: 'We build their dashboards.',
};
/** What may never reach the second partner, in any spelling of case. */
const SECRETS = ['Fjord', 'Maya', 'Okafor', 'Imogen', 'Fairweather', 'isolation chambers', 'Skagen'];

describe('two partners and one company', () => {
  let open: PlaygroundPage;
  beforeAll(async () => {
    open = await openPlaygroundPage();
  }, 90_000);
  afterAll(() => open?.close());

  async function refer(partner: Locator, { company, contact, problem, reason }: typeof FIRST): Promise<void> {
    await open.press(partner, 'Refer a lead');
    const form = open.dialog();
    await form.getByLabel('Company').fill(company);
    await form.getByLabel('Website').fill('halcyon-laboratories.co.uk');
    await form.getByRole('textbox', { name: 'Contact' }).first().fill(contact);
    await form.getByLabel('Role').fill('Head of IT');
    await form.getByLabel('What do they need?').selectOption({ label: 'Penetration testing' });
    await form.getByLabel('Problem to solve').fill(problem);
    await form.getByLabel('Why introduce them?').fill(reason);
    await form.getByLabel('The contact knows about this introduction').check();
    const terms = form.getByLabel('I accept the program terms');
    if ((await terms.count()) > 0) await terms.check();
    await open.press(form, 'Send referral');
    await form.waitFor({ state: 'detached' });
  }

  it('the first is taken up as usual, the second is looked at, and is told no more than that', async () => {
    const maya = await open.seat(0, 'U0MAYA', 'C0FJORD');
    await maya.locator('[data-pins]').click();
    await refer(maya, FIRST);
    await open.messageAbout(maya, FIRST.company).first().getByText('Waiting to be claimed').waitFor();

    const felix = await open.seat(1, PEOPLE.felix, ALDER_CHANNEL);
    await refer(felix, SECOND);
    await open.messageAbout(felix, SECOND.company).first().getByText('In review').waitFor();
  }, 60_000);

  it('a program manager sees both with the evidence and decides', async () => {
    const priya = await open.seat(2, 'U0PRIYA');
    const card = open.messageAbout(priya, 'two partners, one company').last();
    await card.getByText('First: Fjord Consulting').waitFor();
    expect(await open.messageAbout(priya, `Needs you: ${SECOND.company}`).count()).toBe(0);
    await card.getByText('Second: Alder Analytics').waitFor();
    await card.getByText('UTC').first().waitFor();
    await card.getByText(FIRST.reason).waitFor();
    await open.press(card, 'Decide…');
    await open.press(open.dialog(), 'Decide');
    // Slack itself asks for what is missing.
    await open.dialog().getByText('required').first().waitFor();
    await open.dialog().getByLabel('Second: Alder Analytics').check();
    await open.dialog().getByLabel('Why?').fill('Bertrand asked for us by name.');
    await open.press(open.dialog(), 'Decide');
    await open.dialog().waitFor({ state: 'detached' });
    await open.messageAbout(priya, 'two partners, one company').getByText('Priya Nair decided').waitFor();
  }, 40_000);

  it('both hear what became of theirs', async () => {
    const felix = await open.seat(1, PEOPLE.felix, ALDER_CHANNEL);
    const his = open.messageAbout(felix, SECOND.company).first();
    await his.getByText('Waiting to be claimed').waitFor();
    await his.locator('[data-open-thread]').click();
    await felix.getByText('It was decided for your introduction').waitFor();

    const maya = await open.seat(0, 'U0MAYA', 'C0FJORD');
    const hers = open.messageAbout(maya, FIRST.company).first();
    await hers.locator('[data-open-thread]').click();
    await maya.getByText('had been introduced to us in another way').first().waitFor();
  }, 40_000);

  it('nothing that ever reached the second partner tells of the first', async () => {
    const { page, url } = open;
    const read = async (path: string) => (await page.request.get(`${url}playground/${path}`)).text();
    const state = JSON.parse(await read(`state?as=${PEOPLE.felix}`)) as {
      channels: { messages?: unknown }[];
    };
    // What he can see, without the list of people whom one can be in the playground; and what the bot sent there.
    const traffic = JSON.parse(await read('traffic?after=0&afterTeams=0')) as unknown[];
    const toHim = traffic.map((entry) => JSON.stringify(entry)).filter((entry) => isHis(entry));
    expect(toHim.length).toBeGreaterThan(3);
    const received = [JSON.stringify(state.channels), ...toHim].join('\n').toLowerCase();
    expect(received).toContain(SECOND.reason.toLowerCase());
    for (const secret of SECRETS) expect(received).not.toContain(secret.toLowerCase());
    expect(open.complaints).toEqual([]);
    expect(open.logged).toEqual([]);
  });
});

function isHis(entry: string): boolean {
  return entry.includes(ALDER_CHANNEL) || entry.includes(PEOPLE.felix);
}
