import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser.js';
import { type OpenPage, openPage } from './open-page.js';
import { message, tsAgo } from './seed.js';
import { startWorkspaceServer, type WorkspaceServer } from './workspace-server.js';

describe('the page as one person', () => {
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
    await open.page.locator('[data-bar=one-person]').click();
  });
  afterEach(async () => {
    const { complaints } = open;
    await open.close();
    await server.close();
    expect(complaints).toEqual([]);
  });
  const become = (person: string) => open.page.locator(`[data-switch-to=${person}]`).click();
  const composer = () => open.page.locator('[data-composer=channel]');

  it('lists people by workspace and only the channels this person is in', async () => {
    const { page } = open;
    await become('U0CAROL');
    await page.locator('[data-go-to=C0CONTOSO]').waitFor();
    expect(
      await page
        .locator('[data-go-to]')
        .evaluateAll((all) => all.map((one) => one.getAttribute('data-go-to'))),
    ).toEqual(['C0CONTOSO', 'home']);
    expect(await page.locator('.rail-person .badge').allTextContents()).toEqual([
      'External',
      'External',
      'Guest',
      'External',
    ]);
    const long = page.locator('[data-switch-to=U0TOMAS]');
    expect(await long.getAttribute('title')).toContain('Tomás Ferreira-Albuquerque de Vasconcelos');
  });

  it('offers commands to people of the installing workspace alone', async () => {
    const { page } = open;
    await composer().fill('/');
    expect(await page.getByRole('option').count()).toBe(0);
    await composer().fill('/refer now');
    await page.keyboard.press('Enter');
    const notice = page.locator('[data-notice]');
    await notice.getByText('/refer is not a valid command.').waitFor();
    expect(await composer().inputValue()).toBe('/refer now');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    expect(await notice.count()).toBe(0);

    await become('U0DANA');
    await page.locator('[data-go-to=C0TRIAGE]').click();
    await composer().fill('/ref');
    expect(await page.getByRole('option').allTextContents()).toEqual([
      '/refer Refer a lead',
      '/referrals mine | open | find ACME',
    ]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('find Acme');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => server.acts.at(-1))
      .toEqual({
        as: 'U0DANA',
        act: { kind: 'command', command: '/referrals', text: 'find Acme', channel: 'C0TRIAGE' },
      });
  });

  it('mentions by name and says what Slack would say', async () => {
    const { page } = open;
    await composer().pressSequentially('@ref');
    await page.getByRole('option', { name: /Referral Desk/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('refer <Acme> & Co');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => server.acts.at(-1)?.act)
      .toMatchObject({
        kind: 'say',
        text: '<@U0BOT> refer &lt;Acme&gt; &amp; Co',
      });
    const said = page.locator('.message', { hasText: 'refer <Acme> & Co' });
    expect(await said.locator('[data-mention=U0BOT]').textContent()).toBe('@Referral Desk');
  });

  it('opens threads beside the channel, and replies there', async () => {
    const { page } = open;
    await page.locator('[data-open-thread]').first().click();
    const thread = page.locator('[data-thread]');
    await thread.getByText('met Fjord Retail today').waitFor();
    expect(await page.locator('.pane').count()).toBe(2);
    await thread.locator('[data-composer=thread]').fill('Thank you');
    await page.keyboard.press('Enter');
    await thread.getByText('Thank you').waitFor();
    expect(server.acts.at(-1)?.act).toMatchObject({
      kind: 'say',
      threadTs: await thread.getAttribute('data-thread'),
    });
    await thread.getByRole('button', { name: 'Close thread' }).click();
    await page.locator('.thread-link', { hasText: '2 replies' }).waitFor();
  });

  it('shows what only this person sees, until dismissed; and uses shortcuts and overflow menus', async () => {
    const { page } = open;
    const triage = server.workspace().channels.find((one) => one.id === 'C0TRIAGE');
    const { claimCard } = await import('./block-kit.js');
    triage?.messages.push(
      message(tsAgo(1), 'U0BOT', 'New referral: Acme', { blocks: claimCard('Acme', 'x') }),
    );
    server.changed();
    await become('U0DANA');
    await page.locator('[data-go-to=C0TRIAGE]').click();
    await page.locator('[data-action-id=decline]').click();
    const whisper = page.locator('[data-only-you]');
    await whisper.getByText('Only visible to you').waitFor();
    await whisper.getByRole('button', { name: 'Dismiss' }).click();
    await whisper.waitFor({ state: 'detached' });

    await page.locator('[data-action-id=more]').click();
    await page.getByRole('menuitem', { name: /Assign to/ }).click();
    await expect
      .poll(() => server.acts.at(-1)?.act)
      .toMatchObject({
        kind: 'press',
        chosen: { selected_option: { value: 'assign' } },
      });
    await page.locator('.message').last().hover();
    await page.locator('.message').last().getByRole('button', { name: 'More message actions' }).click();
    await page.getByRole('menuitem', { name: 'Refer from this message' }).click();
    await expect
      .poll(() => server.acts.at(-1)?.act)
      .toMatchObject({
        kind: 'messageShortcut',
        callbackId: 'refer_from',
      });
  });

  it('closes the composer of an archived channel', async () => {
    await become('U0DANA');
    await open.page.locator('[data-go-to=C0OLD]').click();
    await open.page.getByText('This channel is archived.').waitFor();
    expect(await composer().count()).toBe(0);
  });

  it('draws blocks of any shape without breaking', async () => {
    const { page } = open;
    const north = server.workspace().channels.find((one) => one.id === 'C0NORTH');
    const odd = [
      { type: 'from_the_future', text: 'x' },
      { type: 'section', text: 7, fields: 'none', accessory: [] },
      { type: 'actions', elements: [null, { type: 'button' }, { type: 'teleporter' }] },
      { type: 'image', image_url: 'https://elsewhere.example/x.png', alt_text: 'A chart' },
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'rich words' }] }],
      },
      null,
    ];
    north?.messages.push(message(tsAgo(0), 'U0NOBODY', 'odd', { blocks: odd as never }));
    server.changed();
    await page.getByText('rich words').waitFor();
    expect(await page.getByText('from_the_future').first().isVisible()).toBe(true);
    expect(await page.getByText('A chart').isVisible()).toBe(true);
    expect(open.strangers).toEqual([]);
  });
});
