import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { buildPage, pageIsStale } from '../src/playground/page/build-page.js';

/** Made for functions in a cloud; on a desk these make the browser fragile, or laxer than a visitor's. */
const unwanted = [
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
];

/**
 * Starts the real Chromium of the package `@sparticuz/chromium` (nothing is installed or downloaded) and builds the
 * playground page first when it is missing or older than its sources. Close the browser when done.
 * Throws an Error that says what to do when the browser cannot start.
 */
export async function launchBrowser(): Promise<Browser> {
  if (await pageIsStale()) await buildPage();
  try {
    return await playwright.launch({
      executablePath: await chromium.executablePath(),
      args: [...chromium.args.filter((argument) => !unwanted.includes(argument)), '--no-sandbox'],
      headless: true,
    });
  } catch (cause) {
    const hint =
      'It runs on Linux x86_64 and needs libnss3 and libnspr4; run `npm ci` again if a file is missing.';
    throw new Error(`The Chromium of @sparticuz/chromium did not start. ${hint}\n${String(cause)}`, {
      cause,
    });
  }
}
