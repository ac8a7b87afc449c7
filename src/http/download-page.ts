import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StoreUnavailable } from '../errors.js';
import type { Download } from '../export/download.js';
import { plainInstant } from '../messages/fallback.js';
import { html } from './landing/html.js';
import { type PageHandler, PRIVATE_HEADERS, sendGone, sendPlainPage } from './plain-page.js';
import { pathOf } from './routes.js';

const REMEDY = 'It was good for one hour. Type export in Slack or Teams again to get a new one.';

/**
 * `/export/TOKEN`: a page that says what is in the file and until when, and a button that fetches it. Looking at the page
 * fetches nothing, since programs that preview or scan links look at every one.
 */
export function downloadPage(open: (token: string) => Promise<Download | undefined>): PageHandler {
  return async (request, response) => {
    const token = /^\/export\/([\w-]{43})$/.exec(pathOf(request))?.[1];
    if (token === undefined) return false;
    const { method } = request;
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
      response.writeHead(405, { allow: 'GET, HEAD, POST' }).end();
      return true;
    }
    try {
      const download = await open(token);
      if (!download) sendGone(response, REMEDY);
      else if (method === 'POST') await sendFile(response, download);
      else sendPlainPage(response, { status: 200, title: 'Download', body: bodyOf(download) });
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      cutOffOrSay(response);
    }
    return true;
  };
}

function bodyOf({ holds, programName, expiresAt, timeZone }: Download) {
  return html`<h1>Your export of ${programName}</h1>
<p>The file holds ${holds}.</p>
<form method="post"><button type="submit">Download</button></form>
<p class="soft">This page is good until ${plainInstant(expiresAt, 'date_time', timeZone)}. Whoever has its address can download, so keep it to yourself.</p>`;
}

/** Piece by piece, as fast as it is taken. Whoever goes away ends the reading of it. */
async function sendFile(response: ServerResponse, { text, fileName, contentType }: Download): Promise<void> {
  response.writeHead(200, {
    ...PRIVATE_HEADERS,
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
  await pipeline(Readable.from(text()), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}

/** Half a file that looks whole would be worse than none: the connection breaks, and the browser says so. */
function cutOffOrSay(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else
    sendPlainPage(response, {
      status: 503,
      title: 'Please try again in a minute',
      body: html`<h1>Please try again in a minute</h1>
<p>The file cannot be read just now. This link stays good.</p>`,
    });
}
