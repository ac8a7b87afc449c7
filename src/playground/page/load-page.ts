import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from './project-root.js';

/** What the server answers with: `html` at `/`, the others at `/playground/page.js` and `/playground/page.css`. */
export interface PlaygroundPage {
  html: string;
  script: string;
  style: string;
}

/** The page needs nothing but its own origin; images in it may also be `data:` URLs. */
export const pageContentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Reads the built page from `dist`. Throws an Error that says what to run when it has not been built. */
export async function loadPage(): Promise<PlaygroundPage> {
  const folder = join(projectRoot(), 'dist/src/playground/page');
  try {
    const [html, script, style] = await Promise.all(
      ['index.html', 'page.js', 'page.css'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    return { html: html ?? '', script: script ?? '', style: style ?? '' };
  } catch (cause) {
    throw new Error(`The playground page is not built (${folder}). Run: npm run build`, { cause });
  }
}
