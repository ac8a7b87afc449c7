import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser.js';
import { faintTexts } from './contrast.js';
import { fillReferral, openPage } from './open-page.js';
import { startWorkspaceServer, type WorkspaceServer } from './workspace-server.js';

describe('the frame of the page', () => {
  let browser: Browser;
  let server: WorkspaceServer;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startWorkspaceServer();
  });
  afterEach(() => server.close());

  it('guides newcomers with the people there are, once', async () => {
    const { page, close } = await openPage(browser, server, { guide: true });
    const steps = await page.locator('.guide li').allTextContents();
    expect(steps[0]).toContain('As Maya of Northwind Cloud Consulting, press “Refer a lead”');
    expect(steps[1]).toContain('As Dana, press Claim');
    await expect
      .poll(() => page.locator('.guide li').filter({ hasText: 'read what needs you' }).textContent())
      .toContain('/refer or /referrals');
    await page.getByRole('button', { name: 'Close the guide' }).click();
    await page.reload();
    await page.locator('article.message').first().waitFor();
    expect(await page.locator('.guide').count()).toBe(0);
    await page.locator('[data-bar=guide]').click();
    expect(await page.locator('.guide').count()).toBe(1);
    await close();
  });

  it('inspects what went over the wire, both ways', async () => {
    const { page, column, close } = await openPage(browser, server);
    await page.locator('[data-bar=inspector]').click();
    await column('U0MAYA').locator('[data-action-id=refer]').click();
    await fillReferral(page, 'Acme GmbH');
    await page.getByRole('button', { name: 'Send referral' }).click();
    await expect.poll(() => page.locator('.traffic-entry').count()).toBe(4);
    await page.getByLabel('Direction').selectOption({ label: 'Bot → Slack' });
    expect(await page.locator('.traffic-what').allTextContents()).toEqual([
      'chat.postMessage',
      'chat.postMessage',
    ]);
    await page.getByLabel('Filter requests').fill('C0NORTH');
    expect(await page.locator('.traffic-entry').count()).toBe(1);
    await page.locator('.traffic-entry').click();
    const detail = page.locator('[data-traffic-detail]');
    expect(await detail.textContent()).toContain('channel: "C0NORTH"');
    expect(await page.locator('.traffic-entry').textContent()).toContain('12 ms');
    await close();
  });

  it('says when the playground is gone, and goes on when it is back', async () => {
    const { page, column, close } = await openPage(browser, server);
    await page.context().setOffline(true);
    await column('U0DANA').locator('[data-composer=channel]').fill('Hello?');
    await page.keyboard.press('Enter');
    await column('U0DANA').getByText('The playground did not answer').waitFor();
    expect(await column('U0DANA').locator('[data-composer=channel]').inputValue()).toBe('Hello?');
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await column('U0DANA').locator('.message', { hasText: 'Hello?' }).waitFor();
    await close();
  });

  it('starts as one person on a narrow window and never scrolls sideways', async () => {
    const { page, close } = await openPage(browser, server, { viewport: { width: 900, height: 700 } });
    expect(await page.locator('.desk').count()).toBe(1);
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await overflow()).toBe(0);
    await page.locator('[data-open-thread]').first().click();
    expect(await overflow()).toBe(0);
    await page.locator('[data-bar=side-by-side]').click();
    expect(await page.locator('.column').count()).toBe(3);
    expect(await overflow()).toBe(0);
    await close();
  });

  it('can be used by keyboard from the skip link on', async () => {
    const { page, close } = await openPage(browser, server);
    await page.reload();
    await page.locator('article.message').first().waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the messages');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-person-menu'))).toBe(
      'U0MAYA',
    );
    await page.keyboard.press('Enter');
    const chosen = () => page.evaluate(() => document.activeElement?.getAttribute('data-value'));
    expect(await chosen()).toBe('U0MAYA');
    await page.keyboard.press('ArrowDown');
    expect(await chosen()).toBe('U0IVO');
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-person-menu'))).toBe(
      'U0MAYA',
    );
    expect(await page.locator('[role=log]').count()).toBe(3);
    const nameless = await page.locator('button').evaluateAll((all) => {
      return all.filter((one) => !one.textContent?.trim() && !one.getAttribute('aria-label')).length;
    });
    expect(nameless).toBe(0);
    await close();
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is legible in the ${colorScheme} scheme: every text at 4.5 to 1`, async () => {
      const { page, column, close } = await openPage(browser, server, { colorScheme, guide: true });
      expect(await faintTexts(page)).toEqual([]);
      await page.getByRole('button', { name: 'Close the guide' }).click();
      await column('U0MAYA').locator('[data-action-id=refer]').click();
      await page.getByRole('button', { name: 'Send referral' }).click();
      await page.locator('[data-field-error]').first().waitFor();
      expect(await faintTexts(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('[data-bar=one-person]').click();
      await page.locator('[data-bar=inspector]').click();
      await page.locator('.traffic-entry').first().click();
      expect(await faintTexts(page)).toEqual([]);
      await close();
    });
  }
});
