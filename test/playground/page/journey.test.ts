import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser.js';
import { fillReferral, type OpenPage, openPage } from './open-page.js';
import { message, tsAgo } from './seed.js';
import { startWorkspaceServer, type WorkspaceServer } from './workspace-server.js';

/** How far the end of a column's messages is from view, in pixels. */
function endOf(column: Locator): Promise<number> {
  return column
    .locator('.message-list')
    .evaluate((list) => list.scrollHeight - list.scrollTop - list.clientHeight);
}

describe('the page, side by side', () => {
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
  });
  afterEach(async () => {
    const { complaints, strangers } = open;
    await open.close();
    await server.close();
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  it('shows partner, rep and program manager, each where their part happens', async () => {
    const columns = open.page.locator('.column');
    expect(await columns.count()).toBe(3);
    const people = await columns.evaluateAll((all) => all.map((one) => one.getAttribute('data-part')));
    expect(people).toEqual(['partner', 'rep', 'program manager']);
    const places = await open.page
      .locator('.column > .pane')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-channel')));
    expect(places).toEqual(['C0NORTH', 'C0TRIAGE', 'D0PRIYA']);
    expect(await open.column('U0MAYA').locator('.connect').textContent()).toContain('Halden Security');
    expect(await open.column('U0DANA').locator('.connect').count()).toBe(0);
  });

  it('takes a referral from the pinned card to the claim and back into the status card', async () => {
    const { page, column } = open;
    await column('U0MAYA').locator('[data-pins]').click();
    await column('U0MAYA').locator('[data-action-id=refer]').click();
    await page.getByRole('dialog', { name: 'Refer a lead' }).waitFor();
    await fillReferral(page, 'Acme GmbH', '<!channel> *now* & <script>alert(1)</script>');
    await page.getByRole('button', { name: 'Send referral' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    const sent = column('U0MAYA').locator('.message', { hasText: 'Acme GmbH' });
    await sent.waitFor();
    await expect.poll(() => endOf(column('U0MAYA'))).toBeLessThan(2);

    const claim = column('U0DANA').locator('[data-action-id=claim]');
    await claim.waitFor();
    const typed = column('U0DANA').getByText('<!channel>');
    expect(await typed.textContent()).toContain('& <script>alert(1)</script>');
    expect(await column('U0DANA').locator('.mention-all').count()).toBe(0);
    await column('U0PRIYA').locator('[data-elsewhere=C0TRIAGE]').waitFor();

    await claim.click();
    const status = column('U0MAYA').locator('.message', { hasText: 'Acme GmbH' });
    await status.getByText(/^State\s*Claimed$/).waitFor();
    expect(await status.locator('.edited').textContent()).toBe('(edited)');
    expect(await status.count()).toBe(1);
    expect(await claim.count()).toBe(0);
    expect(await column('U0DANA').locator('[data-ts] .mention').last().textContent()).toBe('@Dana Okafor');

    await column('U0DANA').locator('[data-open-thread]').click();
    await column('U0DANA').getByText('Handoff summary for').waitFor();
    await column('U0DANA').locator('[data-elsewhere=D0DANA]').click();
    await column('U0DANA').getByText('You claimed').waitFor();
    expect(await column('U0DANA').locator('[data-elsewhere=D0DANA]').count()).toBe(0);
  });

  it('stays at the end while cards are redrawn there, and only there', async () => {
    const { column } = open;
    const north = server.workspace().channels.find((one) => one.id === 'C0NORTH');
    const last = north?.messages.at(-1);
    for (const lines of [30, 2, 40]) {
      if (last) last.text = 'line\n'.repeat(lines);
      server.changed();
      await expect.poll(() => column('U0MAYA').locator('.message').last().locator('br').count()).toBe(lines);
      await expect.poll(() => endOf(column('U0MAYA'))).toBeLessThan(2);
    }
    await column('U0MAYA')
      .locator('.message-list')
      .evaluate((list) => list.scrollTo(0, 0));
    north?.messages.push(message(tsAgo(0, 99), 'U0IVO', 'Something new'));
    server.changed();
    await column('U0MAYA').getByRole('button', { name: 'New messages below' }).click();
    expect(await endOf(column('U0MAYA'))).toBeLessThan(2);
  });

  it('asks before it presses what is to be confirmed', async () => {
    const { page, column } = open;
    const withdraw = column('U0MAYA').locator('[data-action-id=withdraw]');
    await withdraw.click();
    const question = page.getByRole('dialog', { name: 'Withdraw this referral?' });
    await question.getByRole('button', { name: 'Keep it' }).click();
    await question.waitFor({ state: 'detached' });
    expect(server.acts).toEqual([]);
    expect(await withdraw.evaluate((button) => button === document.activeElement)).toBe(true);
    await withdraw.click();
    await question.getByRole('button', { name: 'Withdraw' }).click();
    await expect.poll(() => server.acts.length).toBe(1);
    expect(server.acts[0]).toMatchObject({
      as: 'U0MAYA',
      act: { kind: 'press', channel: 'C0NORTH', blockId: 'own', element: { action_id: 'withdraw' } },
    });
  });

  it('lets a column be somebody else, somewhere else', async () => {
    const { page, column } = open;
    await column('U0PRIYA').locator('[data-person-menu]').click();
    await page.getByRole('menuitemradio', { name: /Carol Whitfield/ }).click();
    await column('U0CAROL').locator('[data-channel=C0CONTOSO]').waitFor();
    const banner = column('U0CAROL').locator('.connect');
    expect(await banner.textContent()).toContain('Halden Security and Tailspin Group');
    await page.reload();
    await column('U0CAROL').waitFor();
    await column('U0DANA').locator('[data-place-menu]').click();
    await page.getByRole('menuitemradio', { name: 'Referral Desk home' }).click();
    await column('U0DANA').getByText('My claims').waitFor();
    await column('U0DANA').getByLabel('Next step').selectOption({ label: 'Won' });
    await expect
      .poll(() => server.acts.at(-1))
      .toMatchObject({
        act: { kind: 'pressHome', chosen: { selected_option: { value: 'won' } } },
      });
  });

  it('resets only when one means it', async () => {
    const { page, column } = open;
    const said = column('U0DANA').getByText('Anything new?');
    await column('U0DANA').locator('[data-composer=channel]').fill('Anything new?');
    await page.keyboard.press('Enter');
    await said.waitFor();
    await page.locator('[data-bar=reset]').click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await said.count()).toBe(1);
    await page.locator('[data-bar=reset]').click();
    await page.getByRole('button', { name: 'Reset', exact: true }).last().click();
    await said.waitFor({ state: 'detached' });
  });
});
