import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { buildPage, pageIsStale } from '../src/playground/page/build-page.js';

/**
 * Not the package's own arguments, which are made for functions in a cloud: they weaken the same-origin rules, and
 * with their software GPU inside the one process a page that animates held the browser for minutes.
 */
const browserArguments = ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none', '--no-pings'];

/** The machine's own fonts and, where it has none, the one that comes with the package. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`;
}

/** Runs `work` with these environment variables, which the package reads while it works. */
async function withEnvironment<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = Object.fromEntries(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/**
 * Unpacks the package's browser once for this user and machine. The package itself unpacks into the common
 * temporary folder, where a second test worker would take a file that is half written; here it appears whole.
 */
async function unpackedBrowser(): Promise<string> {
  const folder = join(tmpdir(), `referral-desk-chromium-147-${userInfo().uid}`);
  if (existsSync(join(folder, 'chromium'))) return folder;
  const draft = await mkdtemp(`${folder}-`);
  // The second variable makes the package unpack the libraries that a bare machine lacks, too.
  const settings = { TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
  await withEnvironment(settings, () => chromium.executablePath());
  await writeFile(join(draft, 'fonts', 'desk-fonts.conf'), fontSettings(folder));
  try {
    await rename(draft, folder);
  } catch {
    // Another worker was first; its copy is as good.
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

function launch(folder: string, libraries?: string): Promise<Browser> {
  const environment = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts', 'desk-fonts.conf') };
  return playwright.launch({
    executablePath: join(folder, 'chromium'),
    args: browserArguments,
    timeout: 20_000,
    env: libraries ? { ...environment, LD_LIBRARY_PATH: libraries } : environment,
    headless: true,
  });
}

/**
 * Starts the real Chromium inside the package `@sparticuz/chromium` (nothing is downloaded, the machine's own
 * browsers are not used) and builds the playground page first when it is missing or older than its sources.
 * Close the browser when done. Throws an Error that says what to do when the browser cannot start.
 */
export async function launchBrowser(): Promise<Browser> {
  if (await pageIsStale()) await buildPage();
  try {
    const folder = await unpackedBrowser();
    return await launch(folder).catch(() => launch(folder, join(folder, 'al2023', 'lib')));
  } catch (cause) {
    const hint = 'It needs Linux on x86_64, 300 MB in the temporary folder, and a complete `npm ci`.';
    throw new Error(`The Chromium of @sparticuz/chromium did not start. ${hint}\n${String(cause)}`, {
      cause,
    });
  }
}
