import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { WorkspaceServer } from './workspace-server.js';

/** The page in a browser, with everything it complained about or asked elsewhere. */
export interface OpenPage {
  page: Page;
  /** Errors on the console, uncaught errors, refusals of the content security policy. */
  complaints: string[];
  /** Addresses asked for on any other origin. */
  strangers: string[];
  column(person: string): Locator;
  close(): Promise<void>;
}

/** Opens the page as a newcomer; the guide is closed unless `guide` is asked for. */
export async function openPage(
  browser: Browser,
  server: Pick<WorkspaceServer, 'url'>,
  options: BrowserContextOptions & { guide?: boolean } = {},
): Promise<OpenPage> {
  const { guide, ...contextOptions } = options;
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...contextOptions });
  const page = await context.newPage();
  page.setDefaultTimeout(8_000);
  const complaints: string[] = [];
  const strangers: string[] = [];
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(server.url) && !request.url().startsWith('data:'))
      strangers.push(request.url());
  });
  await page.goto(server.url);
  await page.locator('article.message').first().waitFor();
  if (!guide) await page.getByRole('button', { name: 'Close the guide' }).click();
  return {
    page,
    complaints,
    strangers,
    column: (person) => page.locator(`.column[data-person="${person}"]`),
    close: () => context.close(),
  };
}

/** Fills what the refer form requires. */
export async function fillReferral(
  page: Page,
  company: string,
  problem = 'They need a pentest',
): Promise<void> {
  await page.getByLabel('Company').fill(company);
  await page.getByLabel('Problem to solve').fill(problem);
  await page.getByLabel('Service line').selectOption({ label: 'NIS2 readiness' });
  await page.getByLabel('They agreed to be contacted').check();
}
