import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { StoreUnavailable } from '../errors.js';
import type { Download } from '../export/download.js';
import { plainInstant } from '../messages/fallback.js';
import { html } from './html.js';
import {
  awayPage,
  notAllowedPage,
  overPage,
  type Page,
  type PageHandler,
  privateHeaders,
  type Reached,
  sendPage,
} from './page.js';
import { pathOf } from './routes.js';

const REMEDY = 'It was good for one hour. Type export in Slack or Teams again to get a new one.';

export interface DownloadPage extends Reached {
  open: (token: string) => Promise<Download | undefined>;
}

/**
 * `/export/TOKEN`: a page that says what is in the file and until when, and a button that fetches it. Looking at the page
 * fetches nothing, since programs that preview or scan links look at every one.
 */
export function downloadPage(pages: DownloadPage): PageHandler {
  return async (request, response) => {
    const token = /^\/export\/([\w-]{43})$/.exec(pathOf(request))?.[1];
    if (token === undefined) return false;
    const { method } = request;
    const say = (page: Page) => sendPage(response, page, pages);
    if (method !== 'GET' && method !== 'HEAD' && method !== 'POST') {
      say(notAllowedPage('GET, HEAD, POST'));
      return true;
    }
    try {
      const download = await pages.open(token);
      if (!download) say(overPage(REMEDY));
      else if (method === 'POST') await sendFile(response, download, pages);
      else say(offer(download));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      // Half a file that looks whole would be worse than none: the connection breaks, and the browser says so.
      if (response.headersSent) response.destroy();
      else say(awayPage('The file cannot be read just now. This link stays good.'));
    }
    return true;
  };
}

function offer({ holds, programName, expiresAt, timeZone }: Download): Page {
  return {
    status: 200,
    title: 'Download',
    body: html`<h1>Your export of ${programName}</h1>
<p>The file holds ${holds}.</p>
<form method="post"><button type="submit">Download</button></form>
<p class="soft">This page is good until ${plainInstant(expiresAt, 'date_time', timeZone)}. Whoever has its address can download, so keep it to yourself.</p>`,
  };
}

/** Piece by piece, as fast as it is taken. Whoever goes away ends the reading of it. */
async function sendFile(
  response: ServerResponse,
  { text, fileName, contentType }: Download,
  reached: Reached,
): Promise<void> {
  response.writeHead(200, {
    ...privateHeaders(reached),
    'content-type': contentType,
    'content-disposition': `attachment; filename="${fileName}"`,
  });
  await pipeline(Readable.from(text()), response).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
  });
}
