import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import type { Browser, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import { startDesk } from '../../src/assemble.js';
import { createLog } from '../../src/log.js';
import { connectStore } from '../../src/store/connect.js';
import { launchBrowser } from '../browser.js';

/** The playground as `npm start` opens it, in real Chromium. Nothing is faked but Slack and Teams, which it is itself. */
export interface PlaygroundPage {
  browser: Browser;
  page: Page;
  url: string;
  /** What the page wrote to its console as errors, and what the desk logged as warnings or worse. */
  complaints: string[];
  logged: string[];
  column(index: number): Locator;
  /** Gives a column to a person, at a place or where their part happens. */
  seat(index: number, person: string, place?: string): Promise<Locator>;
  dialog(): Locator;
  /** The last button of that name. */
  press(where: Locator, label: string): Promise<void>;
  messageAbout(where: Locator, text: string): Locator;
  /** By the clock of the page, so many times. */
  pass(jump: 'hour' | 'week', times?: number): Promise<void>;
  /** What the desk keeps its data in. */
  database: string;
  close(): Promise<void>;
}

export async function openPlaygroundPage(viewport = { width: 1500, height: 1000 }): Promise<PlaygroundPage> {
  const database = `playground_${randomBytes(5).toString('hex')}`;
  const complaints: string[] = [];
  const logged: string[] = [];
  const browser = await launchBrowser();
  const destination = { write: (line: string) => void logged.push(line) };
  const desk = await startDesk(
    {
      mode: 'playground',
      host: '127.0.0.1',
      port: 0,
      dataDir: tmpdir(),
      mongodbUri: inject('mongoUri'),
      database,
      logLevel: 'warn',
    },
    createLog({ level: 'warn', destination }),
  );
  await desk.settled;
  const page = await browser.newPage({ viewport });
  page.setDefaultTimeout(10_000);
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  const url = `http://127.0.0.1:${desk.port}/`;
  await page.goto(url);
  await page.getByRole('button', { name: 'Close the guide' }).click();
  const column = (index: number): Locator => page.locator('.column').nth(index);
  return {
    browser,
    page,
    url,
    complaints,
    logged,
    column,
    async seat(index, person, place) {
      const here = column(index);
      if ((await here.getAttribute('data-person')) !== person) {
        await here.locator('[data-person-menu]').click();
        await page.locator(`:popover-open [data-value="${person}"]`).click();
        await page.locator(`.column[data-person="${person}"]`).waitFor();
      }
      if (place && (await here.locator(`.pane[data-channel="${place}"]`).count()) === 0) {
        await here.locator('[data-place-menu]').click();
        await page.locator(`:popover-open [data-value="${place}"]`).click();
      }
      return here;
    },
    dialog: () => page.getByRole('dialog'),
    press: (where, label) => where.getByRole('button', { name: label, exact: true }).last().click(),
    messageAbout: (where, text) => where.locator('article.message', { hasText: text }),
    database,
    async pass(jump, times = 1) {
      // Every due instant on the way is lived through.
      const timeout = 60_000;
      const clock = page.locator('[data-bar="clock"]');
      const still = page.locator('[data-bar="clock"]:not([disabled])');
      for (let time = 0; time < times; time += 1) {
        const before = await clock.innerText();
        await still.click();
        const answered = page.waitForResponse((response) => response.url().endsWith('/playground/clock'), {
          timeout,
        });
        await page.locator(`:popover-open [data-value="${jump}"]`).click();
        const status = (await answered).status();
        if (status !== 204) throw new Error(`The clock did not move (${status}): ${logged.join('')}`);
        await still.filter({ hasNotText: before }).waitFor({ timeout });
      }
    },
    async close() {
      await page.close();
      await browser.close();
      await desk.stop();
      const store = await connectStore({ uri: inject('mongoUri'), database });
      await store.db.dropDatabase();
      await store.close();
    },
  };
}
