import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openPlaygroundPage, type PlaygroundPage } from './playground-page.js';

/**
 * A partner's link in real Chromium: a visitor without JavaScript fills in the form, errs, sends it, and follows it, while
 * in the playground the partner sees the card and a rep claims it. LANDING_SHOTS=FOLDER keeps pictures of the pages.
 */
const shots = process.env.LANDING_SHOTS;

describe('a partner’s link, as a visitor follows it', () => {
  let open: PlaygroundPage;
  /** Somebody with a browser that runs no scripts. */
  let visitor: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    open = await openPlaygroundPage({ width: 1500, height: 950 });
    const context = await open.browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 1280, height: 800 },
    });
    visitor = await context.newPage();
    visitor.setDefaultTimeout(10_000);
    visitor.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  }, 90_000);

  afterAll(async () => {
    await visitor?.close();
    await open?.close();
  });

  const column = (person: string): Locator => open.page.locator(`.column[data-person="${person}"]`);

  async function shoot(name: string): Promise<void> {
    if (!shots) return;
    for (const [size, width, height] of [
      ['desktop', 1280, 800],
      ['phone', 360, 740],
    ] as const) {
      await visitor.setViewportSize({ width, height });
      await visitor.screenshot({ path: `${shots}/${name}-${size}.png`, fullPage: true });
      const wide = await visitor
        .locator('html')
        .evaluate((html) => html.scrollWidth)
        .catch(() => width);
      expect(wide).toBeLessThanOrEqual(width);
    }
    await visitor.setViewportSize({ width: 1280, height: 800 });
  }

  /** Staff and partners read the link in chat; here the rep copies it. */
  async function linkFromChat(): Promise<string> {
    const composer = column('U0JONAS').locator('[data-composer=channel]');
    await composer.fill('/referrals code fjord');
    await composer.press('Enter');
    const link = column('U0JONAS').getByRole('link', { name: /\/r\// });
    await link.waitFor();
    return (await link.getAttribute('href')) ?? '';
  }

  it('leads to a form that keeps what was typed, to thanks, and to a status that stays true', async () => {
    await visitor.goto(await linkFromChat());
    await visitor.getByRole('heading', { name: 'Talk to Northwind Shield' }).waitFor();
    await shoot('form');
    const field = (label: string) => visitor.getByLabel(label);
    await field('Your company').first().fill('Aurora Foods & <b>Söhne</b>');
    await field('Your company’s website').fill('not a website');
    await field('Your name').fill('Ines Moreau');
    await field('Your work e-mail').fill('ines@aurora-foods.fr');
    await field('What do you need?').selectOption({ label: 'Penetration testing' });
    await field('What can we help with?').fill('Our portal has never been tested.\nBy March.');
    await new Promise((resolve) => setTimeout(resolve, 2_200));
    await visitor.getByRole('button', { name: 'Send' }).click();

    const summary = visitor.getByRole('alert');
    await summary.getByText('Please check what you wrote').waitFor();
    expect(await visitor.title()).toMatch(/^Please check: /);
    await shoot('errors');
    await summary.getByRole('link', { name: 'Your company’s website' }).click();
    expect(await field('Your company').first().inputValue()).toBe('Aurora Foods & <b>Söhne</b>');
    expect(await field('What can we help with?').inputValue()).toBe(
      'Our portal has never been tested.\nBy March.',
    );
    await field('Your company’s website').fill('aurora-foods.fr');
    await visitor.getByLabel(/^I agree that/).check();
    await visitor.getByRole('button', { name: 'Send' }).click();

    await visitor.getByRole('heading', { name: 'Thank you' }).waitFor();
    await shoot('thanks');
    await visitor.getByRole('link', { name: 'See how it stands' }).click();
    await visitor.getByRole('heading', { name: 'How it stands' }).waitFor();
    expect(await visitor.locator('[aria-current="step"]').innerText()).toBe('Received');
    await shoot('status');

    const status = column('U0MAYA').locator('article.message', { hasText: 'Referral: Aurora Foods' });
    await status.getByText('Waiting to be claimed').waitFor();
    const claim = column('U0JONAS').locator('article.message', { hasText: 'Aurora Foods & <b>Söhne</b>' });
    await claim.getByText('A visitor of the referral link of Fjord Consulting').first().waitFor();
    await claim.locator('[data-action-id="referral.claim"]').last().click();
    await status.filter({ hasText: 'Jonas Weber' }).waitFor();
    await visitor.reload();
    expect(await visitor.locator('[aria-current="step"]').innerText()).toBe('In progress');
    await shoot('in-progress');
    await visitor.goto(`${open.url}r/2222-2222`);
    await shoot('unknown');
    expect(complaints.filter((text) => !/status of (404|422)/.test(text))).toEqual([]);
  }, 90_000);
});
