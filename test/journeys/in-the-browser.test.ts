import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.js';

/**
 * What a newcomer does after `npm start`, in real Chromium: refer as the partner, claim as the rep, take it to a meeting
 * and to won, and read as the partner how it went. Nothing is faked but Slack, which is the playground itself.
 */
describe('the playground, as a newcomer finds it', () => {
  let open: PlaygroundPage;
  let page: Page;

  beforeAll(async () => {
    open = await openPlaygroundPage({ width: 1500, height: 950 });
    page = open.page;
  }, 90_000);
  afterAll(() => open?.close());

  const column = (person: string): Locator => page.locator(`.column[data-person="${person}"]`);
  const maya = () => column('U0MAYA');
  const jonas = () => column('U0JONAS');
  const press = (where: Locator, step: string) =>
    where.locator(`[data-action-id="referral.${step}"]`).last().click();

  async function send(label: string): Promise<void> {
    await page.getByRole('dialog').getByRole('button', { name: label }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  }

  it('shows what happened before: referrals won, turned down, under way and waiting', async () => {
    await maya().getByText('Referral: Lindqvist Shipping').waitFor();
    expect(await maya().getByText('We already work with this company.').count()).toBeGreaterThan(0);
    expect(await maya().getByText('Customer since 2024').count()).toBe(0);
  });

  it('takes a referral from the pinned card to won, and the partner reads every step', async () => {
    await maya().locator('[data-pins]').click();
    await press(maya(), 'start');
    const form = page.getByRole('dialog', { name: 'Refer a lead' });
    await form.waitFor();
    await form.getByLabel('Company').fill('Aurora Foods & Söhne');
    await form.getByLabel('Website').fill('not a website');
    await form.getByRole('textbox', { name: 'Contact' }).fill('Ines Moreau');
    await form.getByLabel('Role').fill('Head of IT');
    await form.getByLabel('What do they need?').selectOption({ label: 'Penetration testing' });
    await form.getByLabel('Problem to solve').fill('A retailer asks for a test of the <ordering> portal.');
    await form.getByLabel('Why introduce them?').fill('We run their network; she asked us.');
    await form.getByLabel('The contact knows about this introduction').check();
    await form.getByRole('button', { name: 'Send referral' }).click();
    await form.getByText('This does not look like a website').waitFor();
    expect(await form.getByLabel('Company').inputValue()).toBe('Aurora Foods & Söhne');
    await form.getByLabel('Website').fill('https://www.aurora-foods.fr/contact');
    await send('Send referral');

    const status = maya().locator('article.message', { hasText: 'Referral: Aurora Foods & Söhne' });
    await status.getByText('Waiting to be claimed').waitFor();

    const claim = jonas().locator('article.message', { hasText: 'Aurora Foods & Söhne' });
    await claim.getByText('<ordering> portal').waitFor();
    await press(claim, 'claim');
    await status.filter({ hasText: 'Jonas Weber' }).waitFor();

    await claim.locator('[data-open-thread]').click();
    await press(jonas(), 'accept');
    await jonas().locator('[data-action-id="referral.hold_meeting"]').last().waitFor();
    await press(jonas(), 'hold_meeting');
    await page.getByLabel('Note for colleagues').fill('They have a budget of 40k.');
    await page.getByLabel('Note for the partner').fill('Ines was very well prepared.');
    await send('Save');
    await status.getByText('Meeting held').waitFor();

    // The handoff is drawn anew first: a button must not be pressed on a card that is just going away.
    await jonas().locator('[data-action-id="referral.hold_meeting"]').waitFor({ state: 'detached' });
    await press(jonas(), 'win');
    await page.getByRole('dialog').getByLabel('Amount in EUR').fill('38,500');
    for (const box of await page.getByRole('dialog').getByRole('checkbox').all()) await box.check();
    await send('Mark as won');

    // The end waits for the undo window of the playground, 15 seconds.
    await status.getByText('Won').waitFor({ timeout: 30_000 });
    await status.locator('[data-open-thread]').click();
    await maya().getByText('has become a customer').waitFor();
    expect(await maya().getByText('Ines was very well prepared.').count()).toBeGreaterThan(0);
    expect(await maya().getByText('accepts it').count()).toBeGreaterThan(0);
    expect(await maya().getByText('budget of 40k').count()).toBe(0);
    expect(await maya().getByText('38,500').count()).toBe(0);
    expect(open.complaints).toEqual([]);
  }, 90_000);
});
