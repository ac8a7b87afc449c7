import type { IncomingMessage } from 'node:http';
import { type LandingDeps, openLanding, sendLanding, visitorStatus } from '../../attribution/landing.js';
import { pageWithoutStore } from '../../attribution/landing-page.js';
import { StoreUnavailable } from '../../errors.js';
import type { FormValues } from '../../messages/form.js';
import {
  awayPage,
  notAllowedPage,
  type Page,
  type PageHandler,
  type Reached,
  retryAfter,
  sendPage,
  sendTo,
} from '../page.js';
import { pathOf } from '../routes.js';
import { clientAddress } from './client-address.js';
import { formPage, PROBLEMS, TOKEN_FIELD } from './form-page.js';
import * as pages from './other-pages.js';
import { readForm } from './read-form.js';

export interface LandingRoutes extends LandingDeps, Reached {
  /** How many proxies of our own stand before us. */
  proxies: number;
  answered: (status: number, seconds: number) => void;
}

/** `/r/CODE` and what follows it: the pages behind a partner's link. */
export function landingPages(deps: LandingRoutes): PageHandler {
  return async (request, response) => {
    const way = /^\/r\/(?:(status|thanks)\/)?([^/]+)\/?$/.exec(pathOf(request));
    if (!way) return false;
    const begun = performance.now();
    const [, place, encoded = ''] = way;
    const asked = { deps, request, name: decoded(encoded) };
    const answer = await answerTo(place, asked);
    if ('location' in answer) sendTo(response, answer.location, deps);
    else sendPage(response, answer, deps);
    deps.answered(response.statusCode, (performance.now() - begun) / 1000);
    return true;
  };
}

interface Asked {
  deps: LandingRoutes;
  request: IncomingMessage;
  /** What stands at the end of the path. */
  name: string;
}

type Answer = Page | { location: string };

async function answerTo(place: string | undefined, asked: Asked): Promise<Answer> {
  const { method } = asked.request;
  const reads = method === 'GET' || method === 'HEAD';
  if (place === undefined && method === 'POST') return send(asked);
  if (!reads) return notAllowedPage(place === undefined ? 'GET, HEAD, POST' : 'GET, HEAD');
  try {
    if (place === 'status') return await status(asked);
    return place === 'thanks' ? await thanks(asked) : await open(asked);
  } catch (error) {
    if (error instanceof StoreUnavailable) return awayPage();
    throw error;
  }
}

async function open({ deps, request, name }: Asked): Promise<Page> {
  const opened = await openLanding(deps, name, clientAddress(request, deps.proxies));
  switch (opened.kind) {
    case 'form':
      return formPage(200, opened);
    case 'busy':
      return pages.busyPage(opened.retryAfterS);
    default:
      return noPage(opened.kind);
  }
}

async function send({ deps, request, name }: Asked): Promise<Answer> {
  const form = await readForm(request);
  if (form.kind === 'too_large') return pages.tooLargePage();
  if (form.kind === 'not_a_form') return pages.notAFormPage();
  const { [TOKEN_FIELD]: carried, ...values } = form.values;
  const token = typeof carried === 'string' ? carried : '';
  try {
    const address = clientAddress(request, deps.proxies);
    const sent = await sendLanding(deps, { code: name, address, token, values });
    switch (sent.kind) {
      case 'filed':
        return { location: `${pathOf(request).endsWith('/') ? '../' : ''}thanks/${sent.statusToken}` };
      case 'again': {
        const problem = sent.problem && { problem: PROBLEMS[sent.problem] };
        return formPage(422, { ...sent, values, ...problem, showTrap: sent.problem === 'trap' });
      }
      case 'busy': {
        const { page, retryAfterS } = sent;
        if (!page) return pages.busyPage(retryAfterS);
        const problem = pages.busyWords(retryAfterS);
        return { ...formPage(429, { page, token, values, problem }), headers: retryAfter(retryAfterS) };
      }
      default:
        return noPage(sent.kind);
    }
  } catch (error) {
    if (error instanceof StoreUnavailable) return away(deps, values, token);
    throw error;
  }
}

/** The form itself where the program is known still, to be edited and sent again; else what was typed, carried along. */
async function away(deps: LandingRoutes, values: FormValues, token: string): Promise<Page> {
  const page = await pageWithoutStore(deps);
  if (!page) return pages.keptPage(values, token);
  return { ...formPage(503, { page, token, values, problem: pages.AWAY }), headers: retryAfter() };
}

async function thanks({ deps, name }: Asked): Promise<Page> {
  const seal = await deps.seal();
  if (seal.readStatus(name) === undefined) return pages.unknownPage();
  const program = await deps.programs.current();
  return pages.thanksPage(program?.name, `../status/${name}`, deps.pageUrl(`/r/status/${name}`));
}

async function status({ deps, request, name }: Asked): Promise<Page> {
  const found = await visitorStatus(deps, name, clientAddress(request, deps.proxies));
  if (!found) return pages.unknownPage();
  return 'kind' in found ? pages.busyPage(found.retryAfterS) : pages.statusPage(found);
}

function noPage(kind: 'unknown' | 'gone'): Page {
  return kind === 'unknown' ? pages.unknownPage() : pages.gonePage();
}

/** A path that is not well formed is as good as an unknown one. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
