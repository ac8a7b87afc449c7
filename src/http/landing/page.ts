import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { type Html, html, Html as Safe } from './html.js';
import { STYLE } from './style.js';

export interface Page {
  status: number;
  /** Of the window; the page's own heading is in the body. */
  title: string;
  programName?: string | undefined;
  body: Html;
  privacyUrl?: string | undefined;
  headers?: Record<string, string>;
}

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/** Nothing may be loaded or run but our own style, nobody may frame the page, and the form goes to us alone. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // The address of a status page is a secret: it is told to nobody else.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

/** @param secure the page is reached by https: browsers are told to go on so */
export function sendPage(response: ServerResponse, page: Page, secure: boolean): void {
  const text = document(page);
  response.writeHead(page.status, {
    ...HEADERS,
    ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
    ...page.headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** See other: what was sent is done, and reloading the page sends nothing again. */
export function sendTo(response: ServerResponse, location: string): void {
  response.writeHead(303, { location, 'cache-control': 'no-store', 'content-length': 0 });
  response.end();
}

function document({ title, programName, body, privacyUrl }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Safe(STYLE)}</style>
</head>
<body>
<header>${programName}</header>
<main>
${body}
</main>
<footer>${
    privacyUrl !== undefined && html`<a href="${privacyUrl}" rel="noreferrer">How we handle your data</a>`
  }</footer>
</body>
</html>
`.text;
}
