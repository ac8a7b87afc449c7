import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser.js';
import { fillReferral, type OpenPage, openPage } from './open-page.js';
import { startWorkspaceServer, type WorkspaceServer } from './workspace-server.js';

describe('a modal', () => {
  let browser: Browser;
  let server: WorkspaceServer;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    server = await startWorkspaceServer();
    open = await openPage(browser, server);
    await open.column('U0MAYA').locator('[data-action-id=refer]').click();
    await open.page.getByRole('dialog').waitFor();
  });
  afterEach(async () => {
    const { complaints } = open;
    await open.close();
    await server.close();
    expect(complaints).toEqual([]);
  });
  const submits = () => server.acts.filter(({ act }) => act.kind === 'submitModal');
  const send = () => open.page.getByRole('button', { name: 'Send referral' });

  it('makes Slack’s own check of required fields before the app hears of it', async () => {
    const { page } = open;
    await send().click();
    const complained = await page.locator('[data-field-error]').evaluateAll((all) => {
      return all.map((one) => one.getAttribute('data-field-error'));
    });
    expect(complained).toEqual(['company', 'problem', 'service', 'consent']);
    expect(submits()).toEqual([]);
    const company = page.getByLabel('Company');
    expect(await company.evaluate((field) => field === document.activeElement)).toBe(true);
    await company.pressSequentially('Ac');
    expect(await company.inputValue()).toBe('Ac');
    expect(await page.locator('[data-field-error=company]').count()).toBe(0);
  });

  it('shows the app’s error at its field, tied to it, and keeps everything typed', async () => {
    const { page } = open;
    await fillReferral(page, 'Acme GmbH');
    const email = page.getByLabel('Contact e-mail');
    await email.fill('jo');
    await send().click();
    const error = page.locator('[data-field-error=email]');
    await error.waitFor();
    expect(await email.getAttribute('aria-invalid')).toBe('true');
    const described = (await email.getAttribute('aria-describedby'))?.split(' ');
    expect(described).toContain(await error.getAttribute('id'));
    expect(described).toHaveLength(2);
    expect(await page.getByLabel('Company').inputValue()).toBe('Acme GmbH');
    expect(await page.getByLabel('They agreed to be contacted').isChecked()).toBe(true);
    await email.fill('jo@acme.example');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(submits()).toHaveLength(2);
  });

  it('keeps everything on connection trouble and sends it the second time', async () => {
    const { page } = open;
    await fillReferral(page, 'Down Ltd');
    await send().click();
    await page.getByRole('alert').getByText('We had some trouble connecting').waitFor();
    expect(await page.getByLabel('Company').inputValue()).toBe('Down Ltd');
    await send().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('cannot be sent twice while the answer is awaited', async () => {
    await fillReferral(open.page, 'Acme GmbH');
    server.delayInMs = 400;
    await send().click();
    expect(await send().isDisabled()).toBe(true);
    await open.page.getByLabel('Company').press('Enter');
    await open.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(submits()).toHaveLength(1);
  });

  it('holds the focus, closes on Escape and gives the focus back', async () => {
    const { page } = open;
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press('Tab');
      const outside = await page.evaluate(() => {
        const focused = document.activeElement;
        return focused !== document.body && !focused?.closest('dialog');
      });
      expect(outside).toBe(false);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(server.acts.at(-1)?.act).toEqual({ kind: 'closeModal', viewId: 'V1' });
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-action-id'))).toBe('refer');
  });

  it('asks the app for the options of an external select while one types', async () => {
    const { page } = open;
    const rep = page.getByLabel('Ask for a rep');
    await rep.click();
    await rep.pressSequentially('o');
    await page.locator('.combo-option', { hasText: 'Dana Okafor' }).waitFor();
    await rep.press('Escape');
    await page.locator('.combo-list').waitFor({ state: 'detached' });
    expect(await page.getByRole('dialog').count()).toBe(1);
    await rep.fill('dan');
    await page.locator('.combo-option', { hasText: 'Dana Okafor' }).waitFor();
    await rep.press('Enter');
    expect(await rep.inputValue()).toBe('Dana Okafor');
    expect(server.acts.at(-1)?.act).toMatchObject({
      kind: 'options',
      source: 'modal',
      blockId: 'rep',
      actionId: 'answer',
      query: 'dan',
      viewId: 'V1',
    });
  });

  it('sends every kind of answer as Slack states it', async () => {
    const { page } = open;
    await fillReferral(page, 'Acme GmbH', 'Line one\nline two');
    await page.getByLabel('Website').fill('acme.example');
    await page.getByLabel('Later').check();
    await page.getByLabel('Employees').fill('120');
    await page.getByLabel('Wanted by').fill('2027-01-31');
    await page.getByLabel('Best time to call').fill('14:30');
    await page.getByLabel('Next call').fill('2027-01-31T09:15');
    await page.getByLabel('Colleague').selectOption({ label: 'Ivo Marek' });
    await send().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const sent = submits()[0]?.act;
    const values = sent?.kind === 'submitModal' ? sent.values : {};
    const answers = Object.fromEntries(Object.entries(values).map(([block, held]) => [block, held.answer]));
    expect(answers).toMatchObject({
      company: { type: 'plain_text_input', value: 'Acme GmbH' },
      email: { type: 'email_text_input', value: null },
      website: { type: 'url_text_input', value: 'acme.example' },
      problem: { type: 'plain_text_input', value: 'Line one\nline two' },
      service: { type: 'static_select', selected_option: { value: 'nis2' } },
      rep: { type: 'external_select', selected_option: null },
      urgency: { type: 'radio_buttons', selected_option: { value: 'later' } },
      seats: { type: 'number_input', value: '120' },
      by: { type: 'datepicker', selected_date: '2027-01-31' },
      at: { type: 'timepicker', selected_time: '14:30' },
      colleague: { type: 'users_select', selected_user: 'U0IVO' },
      consent: { type: 'checkboxes', selected_options: [{ value: 'yes' }] },
    });
    const local = await page.evaluate(() => new Date('2027-01-31T09:15').getTime() / 1000);
    expect(answers.call).toEqual({ type: 'datetimepicker', selected_date_time: local });
  });

  it('keeps to the maximum length', async () => {
    await open.page.getByLabel('Company').fill('x'.repeat(75));
    await open.page.getByLabel('Company').pressSequentially('abcdefghij');
    expect(await open.page.getByLabel('Company').inputValue()).toBe(`${'x'.repeat(75)}abcde`);
    expect(await open.page.locator('.remaining').first().textContent()).toBe('0');
  });
});
