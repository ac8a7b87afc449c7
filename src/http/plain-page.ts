import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Html, html } from './landing/html.js';

/** Answers a request for one of our pages. False: it is somebody else's, and untouched. */
export type PageHandler = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface PlainPage {
  status: number;
  title: string;
  body: Html;
}

/** One style for the pages that people read and print: no script, nothing loaded, large enough, dark where it is wanted. */
const STYLE = `
:root { color-scheme: light dark; --ink: #1c1f23; --soft: #565d66; --paper: #fff; --line: #c9ced6; --go: #0b57d0; --on: #fff }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a9b0ba; --paper: #16181b; --line: #444a53; --go: #a8c7fa; --on: #062e6f } }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 3rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .5rem }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .3rem }
p, ul { margin: .4rem 0 }
ul { padding-left: 1.25rem }
.soft { color: var(--soft) }
.pair { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(16rem, 1fr)) }
.mail { border-left: .25rem solid var(--line); padding: .2rem 0 .2rem 1rem; white-space: pre-wrap; margin: .4rem 0 }
a { color: var(--go) }
button { font: inherit; font-weight: 600; padding: .6rem 1.3rem; border: 0; border-radius: .4rem; background: var(--go); color: var(--on); cursor: pointer }
button:focus-visible, a:focus-visible { outline: .2rem solid var(--ink); outline-offset: .15rem }
footer { margin-top: 2rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --line: #999 }
  @page { margin: 14mm }
  body { font-size: 10pt; line-height: 1.4 }
  main { max-width: none; padding: 0 }
  h1 { font-size: 17pt } h2 { font-size: 11.5pt; margin-top: .8rem; break-after: avoid }
  .pair { grid-template-columns: 1fr 1fr }
  li, .mail { break-inside: avoid }
  a { color: inherit }
  .print-address::after { content: " (" attr(href) ")"; font-size: .85em }
  footer { font-size: 9pt; margin-top: 1rem }
}
`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** A whole page that runs nothing, is kept by nobody, found by no search engine, and tells no other page its address. */
export function sendPlainPage(response: ServerResponse, { status, title, body }: PlainPage): void {
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
  response.writeHead(status, {
    ...PRIVATE_HEADERS,
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}

/** Of everything behind a link that is meant for one reader. */
export const PRIVATE_HEADERS: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'content-security-policy': POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
};

/** The same for what was never there and what is over: nobody learns which. */
export function sendGone(response: ServerResponse, remedy: string): void {
  sendPlainPage(response, {
    status: 404,
    title: 'This link is not good any more',
    body: html`<h1>This link is not good any more</h1>
<p>${remedy}</p>`,
  });
}
