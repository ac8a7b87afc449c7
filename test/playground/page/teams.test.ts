import type { Browser, Locator } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../../browser.js';
import {
  card,
  dialogWith,
  execute,
  FEDERATED,
  opener,
  posted,
  REP,
  REPS,
  SHARED,
  submit,
  text,
} from '../teams/seed.js';
import { startBothPlatforms } from './both-platforms.js';
import { faintTexts } from './contrast.js';
import { type OpenPage, openPage } from './open-page.js';

const FORM = card(
  [
    text('From **Partner** & [ours](https://vendor.example)'),
    { type: 'Input.Text', id: 'company', label: 'Company', isRequired: true, errorMessage: 'Which company?' },
    { type: 'Input.Text', id: 'problem', label: 'Problem', isMultiline: true },
    {
      type: 'Input.ChoiceSet',
      id: 'line',
      label: 'Service line',
      style: 'compact',
      choices: [
        { title: 'Penetration test', value: 'pentest' },
        { title: 'NIS2', value: 'nis2' },
      ],
    },
    { type: 'Input.Toggle', id: 'consent', title: 'They agreed', isRequired: true, errorMessage: 'Consent?' },
  ],
  [submit('Send referral', { token: 't-1' })],
);

describe('the page with Slack and Teams', () => {
  let browser: Browser;
  let both: Awaited<ReturnType<typeof startBothPlatforms>>;
  let open: OpenPage;
  beforeAll(async () => {
    browser = await launchBrowser();
  }, 60_000);
  afterAll(() => browser?.close());
  beforeEach(async () => {
    both = await startBothPlatforms();
    await both.slack.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'Good morning' });
    open = await openPage(browser, both);
  });
  afterEach(async () => {
    const { complaints, strangers } = open;
    await open.close();
    await both.close();
    expect(complaints).toEqual([]);
    expect(strangers).toEqual([]);
  });

  const teams = () => both.teams;
  const last = () => teams().bot.heard.at(-1)?.activity;

  /** Makes the first column another person's. */
  async function become(person: string): Promise<Locator> {
    await open.page.locator('[data-person-menu]').first().click();
    await open.page.locator(`[data-value="${person}"]`).first().click();
    const column = open.column(person);
    await column.waitFor();
    return column;
  }

  const desk = async (person: string) => {
    await open.page.locator('[data-bar=one-person]').click();
    await open.page.locator(`[data-switch-to="${person}"]`).click();
    return open.page.locator(`.desk[data-person="${person}"]`);
  };

  it('lists the people of both, and says who is where', async () => {
    const rep = await desk(REP);
    const titles = await rep.locator('.rail-title').allTextContents();
    expect(titles).toEqual(
      expect.arrayContaining(['Partners', 'Chat', 'Vendor on Teams', 'Vendor on Slack']),
    );
    expect(await rep.locator('.rail-me .platform').textContent()).toBe('Teams');
    expect(await rep.locator('[data-go-to=home]').count()).toBe(0);
    await open.page.locator('[data-switch-to=U0PARTNER]').click();
    await open.page.locator('.desk[data-person=U0PARTNER] .rail-me .platform-slack').waitFor();
  });

  it('draws a card, with nothing typed becoming markup, and presses what it is told', async () => {
    const typed = '<img src=x onerror=alert(1)> \\*\\*not bold\\*\\*';
    await teams().api.send(
      REPS,
      posted(
        card(
          [
            text(typed),
            { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '<b>as typed</b>' }] },
            { type: 'FactSet', facts: [{ title: 'Due', value: '{{DATE(2026-11-24T12:30:00Z, SHORT)}}' }] },
          ],
          [
            execute('claim', { referral: 'R-1' }),
            { type: 'Action.ShowCard', title: 'Sure?', card: card([text('Really')], [execute('reject')]) },
          ],
        ),
      ),
    );
    const column = await become(REP);
    await column.locator('[data-place-menu]').click();
    await open.page.locator(`[data-value="${REPS}"]`).click();
    const drawn = column.locator('.card');
    await drawn.getByText('<b>as typed</b>').waitFor();
    expect(await drawn.locator('img, b').count()).toBe(0);
    expect(await drawn.textContent()).toContain('<img src=x onerror=alert(1)> **not bold**');
    expect(await drawn.textContent()).toMatch(/Nov 24, 2026/);
    await drawn.getByRole('button', { name: 'claim' }).click();
    await expect
      .poll(() => last()?.value?.action)
      .toMatchObject({ verb: 'claim', data: { referral: 'R-1' } });
    await drawn.getByRole('button', { name: 'Sure?' }).click();
    await drawn.getByText('Really').waitFor();
    await drawn.getByRole('button', { name: 'reject' }).click();
    await expect.poll(() => last()?.value?.action?.verb).toBe('reject');
  });

  it('shows each person their own view of a card, and says what is said to them alone', async () => {
    const { body } = await teams().api.send(REPS, posted(card([text('Open')], [execute('claim')])));
    teams().bot.answer(() => ({
      body: {
        statusCode: 200,
        type: 'application/vnd.microsoft.activity.message',
        value: 'Somebody was faster.',
      },
    }));
    const rep = await desk(REP);
    await rep.locator(`[data-go-to="${REPS}"]`).click();
    await rep.getByRole('button', { name: 'claim' }).click();
    await rep.locator('.notice').getByText('Somebody was faster.').waitFor();
    const value = card([text('Yours alone')]);
    teams().bot.answer(() => ({
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
    }));
    await rep.getByRole('button', { name: 'claim' }).click();
    await rep.locator(`[data-ts="${body.id}"]`).getByText('Yours alone').waitFor();
  });

  it('loses no click on a card that changes meanwhile', async () => {
    const { body } = await teams().api.send(REPS, posted(card([text('Before')], [execute('claim')])));
    const rep = await desk(REP);
    await rep.locator(`[data-go-to="${REPS}"]`).click();
    await rep.getByRole('button', { name: 'claim' }).hover();
    await open.page.mouse.down();
    await teams().api.update(REPS, body.id, posted(card([text('After')], [execute('claim')])));
    await rep.locator('.message-changed').waitFor();
    await open.page.mouse.up();
    await expect.poll(() => last()?.value?.action?.verb).toBe('claim');
    await rep.locator('.card').getByText('After').waitFor();
  });

  it('takes a dialog from its button over a mistake to the answer, and keeps what was typed', async () => {
    await teams().api.send(
      SHARED,
      posted(card([text('Know somebody?')], [opener('Refer a lead', { form: 'refer' })])),
    );
    const column = await become(FEDERATED);
    teams().bot.answer(() => ({ body: dialogWith(FORM) }));
    await column.getByRole('button', { name: 'Refer a lead' }).click();
    const dialog = open.page.getByRole('dialog', { name: 'Form' });
    await dialog.getByLabel('Company').fill('ACME');
    const heard = teams().bot.heard.length;
    await dialog.getByRole('button', { name: 'Send referral' }).click();
    await dialog.getByText('Consent?').waitFor();
    expect(teams().bot.heard.length).toBe(heard);
    expect(await faintTexts(open.page)).toEqual([]);
    await dialog.getByText('They agreed').click();
    await dialog.getByLabel('Service line').selectOption({ label: 'NIS2' });
    teams().bot.answer(() => ({ status: 500 }));
    await dialog.getByRole('button', { name: 'Send referral' }).click();
    await dialog.getByText('Something went wrong. Please try again.').waitFor();
    expect(await dialog.getByLabel('Company').inputValue()).toBe('ACME');
    await open.page.reload();
    expect(await dialog.getByLabel('Company').inputValue()).toBe('ACME');
    teams().bot.answer(() => ({ body: { task: { type: 'message', value: 'Thank you!' } } }));
    await dialog.getByRole('button', { name: 'Send referral' }).click();
    await open.page.getByRole('dialog').getByText('Thank you!').waitFor();
    expect(last()).toMatchObject({
      name: 'task/submit',
      value: { data: { token: 't-1', company: 'ACME', line: 'nis2', consent: 'true' } },
    });
    await open.page.keyboard.press('Escape');
    await open.page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('mentions, replies in a thread, and offers the message extension to people inside', async () => {
    const partner = await become(FEDERATED);
    expect(await partner.locator('[data-extension]').count()).toBe(0);
    await partner.locator('[data-composer=channel]').fill('@Desk Bot refer <b>');
    await partner.locator('[data-composer=channel]').press('Enter');
    await partner.locator('.message .mention').getByText('@Desk Bot').waitFor();
    expect(last()).toMatchObject({ type: 'message', text: '<at>Desk Bot</at> refer <b>' });
    await partner.locator('.message', { hasText: 'refer <b>' }).hover();
    await partner.locator('[data-tool=thread]').last().click();
    await partner.locator('[data-composer=thread]').fill('@Desk Bot status');
    await partner.locator('[data-composer=thread]').press('Enter');
    await expect.poll(() => last()?.text).toBe('<at>Desk Bot</at> status');
    expect(last().conversation.id).toContain(';messageid=');

    teams().bot.answer(() => ({ body: dialogWith(FORM) }));
    const rep = await desk(REP);
    await rep.locator(`[data-go-to="${REPS}"]`).click();
    await rep.locator(`[data-extension="${REPS}"]`).click();
    await open.page.getByRole('menuitem', { name: 'Submit' }).click();
    await open.page.getByRole('dialog', { name: 'Form' }).waitFor();
    expect(last()).toMatchObject({
      name: 'composeExtension/fetchTask',
      value: { commandContext: 'compose' },
    });
  });

  it('merges the traffic of both by time', async () => {
    await open.page.locator('[data-bar=inspector]').click();
    await teams().teams.say(REP, REPS, '@Desk Bot help');
    await both.slack.api('chat.postMessage', { channel: 'C0TRIAGE', text: 'Between' });
    await teams().api.send(REPS, { type: 'message', text: 'Help' });
    await expect
      .poll(async () => (await open.page.locator('.traffic-arrow').allTextContents()).slice(0, 3))
      .toEqual(['Bot → Teams', 'Bot → Slack', 'Teams → bot']);
    await open.page.getByLabel('Direction').selectOption({ label: 'Teams → bot' });
    expect(await open.page.locator('.traffic-what').allTextContents()).toEqual(['message']);
  });

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`is legible in the ${colorScheme} scheme, cards and badges too`, async () => {
      const { page } = open;
      await page.emulateMedia({ colorScheme });
      const quiet = { ...text('Sent today'), isSubtle: true, size: 'small' };
      const link = text('[Our terms](https://vendor.example) for <at>Rita Rep</at>');
      const emphasis = { type: 'Container', style: 'emphasis', items: [text('Why it fits')] };
      const buttons = [
        { ...execute('claim'), style: 'positive' },
        execute('decline'),
        { ...execute('reject'), style: 'destructive' },
        { ...execute('later'), mode: 'secondary' },
      ];
      await teams().api.send(REPS, posted(card([text('Open'), quiet, link, emphasis], buttons)));
      const rep = await desk(REP);
      await rep.locator(`[data-go-to="${REPS}"]`).click();
      await rep.locator('.card .mention').waitFor();
      expect(await faintTexts(page)).toEqual([]);
      await rep.locator('.card button').last().click();
      await page.locator('.ac-ctrl-dropdown-item').click();
      await expect.poll(() => last()?.value?.action?.verb).toBe('later');
      await page.locator('[data-bar=side-by-side]').click();
      await page.locator('.column').first().waitFor();
      expect(await faintTexts(page)).toEqual([]);
    });
  }
});
