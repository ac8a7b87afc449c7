import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Html, html, Html as Safe } from './html.js';
import { STYLE } from './page-style.js';

/** Answers a request for one of our pages. False: it is somebody else's, and untouched. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface Page {
  status: number;
  /** Of the window; the page's own heading is in the body. */
  title: string;
  programName?: string | undefined;
  body: Html;
  privacyUrl?: string | undefined;
  headers?: Record<string, string>;
}

/** How a page is reached: browsers that come by https are told to go on so. */
export interface Reached {
  /** Where one of our pages is reached; undefined when nobody has said it. */
  pageUrl: (path: string) => string | undefined;
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
  'content-security-policy': POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Each address is a secret of its reader: it is told to nobody else.
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

/** Of everything behind a link that is meant for one reader: pages, files, and where they lead. */
export function privateHeaders({ pageUrl }: Reached): Record<string, string> {
  const isSecure = pageUrl('/')?.startsWith('https:') ?? false;
  return { ...HEADERS, ...(isSecure ? { 'strict-transport-security': 'max-age=31536000' } : {}) };
}

/** A whole page that runs nothing, is kept by nobody, found by no search engine, and tells no other page its address. */
export function sendPage(response: ServerResponse, page: Page, reached: Reached): void {
  const text = document(page);
  response.writeHead(page.status, {
    ...privateHeaders(reached),
    'content-type': 'text/html; charset=utf-8',
    ...page.headers,
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** See other: what was sent is done, and reloading the page sends nothing again. */
export function sendTo(response: ServerResponse, location: string, reached: Reached): void {
  response.writeHead(303, { ...privateHeaders(reached), location, 'content-length': 0 });
  response.end();
}

/** A page that says one thing. */
export function plainPage(
  status: number,
  heading: string,
  text: string,
  headers: Record<string, string> = {},
): Page {
  return { status, title: heading, headers, body: html`<h1>${heading}</h1><p>${text}</p>` };
}

export function notAllowedPage(allowed: string): Page {
  const text = allowed.includes('POST')
    ? 'This page can be read, and the form on it sent.'
    : 'This page can only be read.';
  return plainPage(405, 'Please open this page in a browser', text, { allow: allowed });
}

const AWAY_S = 60;

export function retryAfter(seconds = AWAY_S): Record<string, string> {
  return { 'retry-after': String(seconds) };
}

/** While the store is away. */
export function awayPage(text = 'We cannot be reached just now. Please try again in a minute.'): Page {
  return plainPage(503, 'Please try again in a minute', text, retryAfter());
}

/** The same for what was never there and what is over: nobody learns which. */
export function overPage(remedy: string): Page {
  return plainPage(404, 'This link is not good any more', remedy);
}

function document({ title, programName, body, privacyUrl }: Page): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
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
