import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALDER_CHANNEL, PEOPLE, REPS_CHANNEL } from '../../src/playground/seed/teams.js';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.js';

/**
 * One referral across both platforms, in real Chromium: a partner and a rep, each on Slack or on Teams, from the form to
 * the closed loop. Nothing is faked but Slack and Teams, which are the playground itself.
 */
interface Referral {
  company: string;
  website: string;
  serviceLine: string;
}

describe('a referral across Slack and Teams', () => {
  let open: PlaygroundPage;
  beforeAll(async () => {
    open = await openPlaygroundPage();
  }, 90_000);
  afterAll(() => open?.close());
  const seat: PlaygroundPage['seat'] = (...where) => open.seat(...where);
  const press: PlaygroundPage['press'] = (...what) => open.press(...what);
  const messageAbout: PlaygroundPage['messageAbout'] = (...what) => open.messageAbout(...what);
  const dialog = () => open.dialog();

  async function fillForm({ company, website, serviceLine }: Referral): Promise<void> {
    await dialog().getByLabel('Company').fill(company);
    await dialog().getByLabel('Website').fill('not a website');
    await dialog().getByRole('textbox', { name: 'Contact' }).first().fill('Ines Moreau');
    await dialog().getByLabel('Role').fill('Head of IT');
    await dialog().getByLabel('What do they need?').selectOption({ label: serviceLine });
    await dialog()
      .getByLabel('Problem to solve')
      .fill('A retailer asks for a test of the <ordering> *portal*.');
    await dialog().getByLabel('Why introduce them?').fill('We run their network; she asked us.');
    await dialog().getByLabel('The contact knows about this introduction').check();
    // Whoever referred before has accepted the terms then.
    const terms = dialog().getByLabel('I accept the program terms');
    if ((await terms.count()) > 0) await terms.check();
    await press(dialog(), 'Send referral');
    await dialog().getByText('This does not look like a website').waitFor();
    expect(await dialog().getByLabel('Company').inputValue()).toBe(company);
    await dialog().getByLabel('Website').fill(website);
    await press(dialog(), 'Send referral');
  }

  /** From the claim to won, with the buttons of the handoff; the partner's card follows. */
  async function workOff(rep: Locator, status: Locator, company: string, name: string): Promise<void> {
    await status.getByText('Waiting to be claimed').waitFor();
    const claim = messageAbout(rep, company).last();
    await claim.getByText('<ordering> *portal*').waitFor();
    await press(claim, 'Claim');
    await status.filter({ hasText: name }).waitFor();
    await claim.locator('[data-open-thread]').click();
    await press(rep, 'Accept');
    await press(rep, 'Meeting held…');
    await dialog().getByLabel('Note for colleagues').fill('They have a budget of 40k.');
    await dialog().getByLabel('Note for the partner').fill('Ines was very well prepared.');
    await press(dialog(), 'Save');
    await dialog().waitFor({ state: 'detached' });
    await status.getByText('Meeting held').waitFor();
    // The handoff, and the rep's own version of the claim card, are drawn anew first: a button must not be pressed on a
    // card that is just going away.
    const held = rep.getByRole('button', { name: 'Meeting held…', exact: true });
    await expect.poll(() => held.count(), { timeout: 10_000 }).toBe(0);
    await press(rep, 'Won…');
    await dialog().getByLabel('Amount in EUR').fill('38,500');
    for (const box of await dialog().getByRole('checkbox').all()) await box.check();
    await press(dialog(), 'Mark as won');
    await dialog().waitFor({ state: 'detached' });
  }

  it('shows what happened before in Teams, too', async () => {
    const felix = await seat(0, PEOPLE.felix, ALDER_CHANNEL);
    const status = messageAbout(felix, 'Solstice Energy').first();
    await status.getByText('Accepted').waitFor();
    await status.getByText('Tom Ashby').first().waitFor();
  });

  it('shows what a rule turned down, with its appeal, and what waits for a program manager', async () => {
    const diego = await seat(0, 'U0DIEGO', 'C0HARBOR');
    const status = messageAbout(diego, 'Nordlicht Versicherung').first();
    await status.getByText('This company is already known to us.').waitFor();
    await press(status, 'Dispute…');
    await dialog().getByLabel('Why should we look again?').fill('It is their sister company in Norway.');
    await press(dialog(), 'Send');
    await status.getByText('asked us to look again').waitFor();
    const priya = await seat(2, 'U0PRIYA', 'C0PROGRAM');
    await priya.locator('[data-composer=channel]').fill('/referrals review');
    await priya.locator('[data-composer=channel]').press('Enter');
    await priya.getByText('Waiting for your decision (3)').waitFor();
    await priya.getByText('Palisade Housing').first().waitFor();
    await priya.getByText('Kestrel Robotics Limited').first().waitFor();
    await priya.getByText('It is their sister company in Norway.').first().waitFor();
    expect(await diego.getByText('Nadia').count()).toBe(0);
  }, 60_000);

  it('comes from a partner on Teams to a rep on Slack', async () => {
    const felix = await seat(0, PEOPLE.felix, ALDER_CHANNEL);
    const jonas = await seat(1, 'U0JONAS');
    await press(felix, 'Refer a lead');
    const company = 'Aurora Foods & Söhne';
    await fillForm({ company, website: 'aurora-foods.fr', serviceLine: 'Penetration testing' });
    await workOff(jonas, messageAbout(felix, company).first(), company, 'Jonas Weber');
  }, 60_000);

  it('comes from a partner on Slack to a rep on Teams', async () => {
    const maya = await seat(0, 'U0MAYA');
    const lena = await seat(1, PEOPLE.lena, REPS_CHANNEL);
    await maya.locator('[data-pins]').click();
    await press(maya, 'Refer a lead');
    const company = 'Tidewater Bank';
    await fillForm({ company, website: 'tidewater-bank.com', serviceLine: 'Incident response retainer' });
    await dialog().waitFor({ state: 'detached' });
    await workOff(lena, messageAbout(maya, company).first(), company, 'Lena Fischer');
  }, 60_000);

  it('comes from a guest on Teams, who mentions the bot, to a rep on Teams', async () => {
    const hanna = await seat(0, PEOPLE.hanna, ALDER_CHANNEL);
    const jonas = await seat(1, PEOPLE.jonas, REPS_CHANNEL);
    await hanna.locator('[data-composer=channel]').fill('@Referral Desk refer');
    await hanna.locator('[data-composer=channel]').press('Enter');
    await messageAbout(hanna, '@Referral Desk refer').locator('[data-open-thread]').click();
    await press(hanna, 'Refer a lead');
    const company = 'Meridian Clinics';
    await fillForm({ company, website: 'meridian-clinics.org', serviceLine: 'Incident response retainer' });
    await hanna.locator('[data-thread-close]').click();
    await workOff(jonas, messageAbout(hanna, company).first(), company, 'Jonas Weber');
  }, 60_000);

  it.each([
    ['Aurora Foods & Söhne', PEOPLE.felix, ALDER_CHANNEL],
    ['Tidewater Bank', 'U0MAYA', 'C0FJORD'],
    ['Meridian Clinics', PEOPLE.hanna, ALDER_CHANNEL],
  ])(
    'is closed for the partner: %s',
    async (company, person, place) => {
      const partner = await seat(0, person, place);
      const status = messageAbout(partner, company).first();
      // The end waits for the undo window of the playground, 15 seconds.
      await status.getByText('Won').first().waitFor({ timeout: 30_000 });
      await status.locator('[data-open-thread]').click();
      await partner.getByText('has become a customer').waitFor();
      expect(await partner.getByText('Ines was very well prepared.').count()).toBeGreaterThan(0);
      expect(await partner.getByText('budget of 40k').count()).toBe(0);
      expect(await partner.getByText('38,500').count()).toBe(0);
      await partner.locator('[data-thread-close]').click();
    },
    40_000,
  );

  it('leaves nothing on the console of the page, and nothing in the log', () => {
    expect(open.complaints).toEqual([]);
    expect(open.logged).toEqual([]);
  });
});
