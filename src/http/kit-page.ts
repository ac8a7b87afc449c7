import { StoreUnavailable } from '../errors.js';
import type { Brief } from '../kit/brief.js';
import { type Html, html } from './landing/html.js';
import { type PageHandler, sendGone, sendPlainPage } from './plain-page.js';
import { pathOf } from './routes.js';

const REMEDY = 'Ask for the kit again where you work with us: mention the desk with the word kit.';

/** `/kit/PARTNER/SEAL`: the referral brief, to read and to print. @param open what stands at a path, if it is a partner's */
export function kitPage(open: (path: string) => Promise<Brief | undefined>): PageHandler {
  return async (request, response) => {
    const path = pathOf(request);
    if (!path.startsWith('/kit/')) return false;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return true;
    }
    try {
      const brief = await open(path);
      if (brief) sendPlainPage(response, { status: 200, title: brief.title, body: bodyOf(brief) });
      else sendGone(response, REMEDY);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      const body = html`<h1>Please try again in a minute</h1>`;
      sendPlainPage(response, { status: 503, title: 'Please try again in a minute', body });
    }
    return true;
  };
}

function bodyOf(brief: Brief): Html {
  return html`<h1>${brief.title}</h1>
${brief.partnerName !== undefined && html`<p class="soft">For ${brief.partnerName}</p>`}
<div class="pair">
${section('Who fits', brief.whoFits)}
${section('Who does not', brief.whoDoesNot)}
${section('What to say', brief.whatToSay)}
${section('What not to share', brief.whatNotToShare)}
</div>
<section><h2>An e-mail to introduce them</h2>
<p class="mail">${brief.introductionEmail}</p></section>
${
  brief.caseStudies.length > 0 &&
  html`<section><h2>To pass on</h2><ul>${brief.caseStudies.map(
    ({ title, url }) => html`<li><a class="print-address" href="${url}" rel="noreferrer">${title}</a></li>`,
  )}</ul></section>`
}
${brief.rewards.length > 0 && section('Your rewards', brief.rewards)}
<footer>${brief.termsVersion !== undefined && html`Program terms, version ${brief.termsVersion}. `}To refer somebody, press “Refer a lead” in the channel we share.</footer>`;
}

function section(title: string, items: readonly string[]): Html {
  return html`<section><h2>${title}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}
