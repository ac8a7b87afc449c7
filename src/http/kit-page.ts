import { StoreUnavailable } from '../errors.js';
import type { Brief } from '../kit/brief.js';
import { type Html, html } from './html.js';
import {
  awayPage,
  notAllowedPage,
  overPage,
  type Page,
  type PageHandler,
  type Reached,
  sendPage,
} from './page.js';
import { pathOf } from './routes.js';

const REMEDY = 'Ask for the kit again where you work with us: mention the desk with the word kit.';

export interface KitPage extends Reached {
  /** What stands at a path, if it is a partner's. */
  open: (path: string) => Promise<Brief | undefined>;
}

/** `/kit/PARTNER/SEAL`: the referral brief, to read and to print. */
export function kitPage(kit: KitPage): PageHandler {
  return async (request, response) => {
    const path = pathOf(request);
    if (!path.startsWith('/kit/')) return false;
    const reads = request.method === 'GET' || request.method === 'HEAD';
    sendPage(response, reads ? await pageAt(kit, path) : notAllowedPage('GET, HEAD'), kit);
    return true;
  };
}

async function pageAt({ open }: KitPage, path: string): Promise<Page> {
  try {
    const brief = await open(path);
    return brief ? { status: 200, title: brief.title, body: bodyOf(brief) } : overPage(REMEDY);
  } catch (error) {
    if (error instanceof StoreUnavailable) return awayPage();
    throw error;
  }
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
<p class="closing">${brief.termsVersion !== undefined && html`Program terms, version ${brief.termsVersion}. `}To refer somebody, press “Refer a lead” in the channel we share.</p>`;
}

function section(title: string, items: readonly string[]): Html {
  return html`<section><h2>${title}</h2><ul>${items.map((item) => html`<li>${item}</li>`)}</ul></section>`;
}
