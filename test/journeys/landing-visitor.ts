import { expect } from 'vitest';
import type { Office } from './desk.js';

/** What somebody writes of themselves behind a partner's link. */
export const WRITTEN: Record<string, string> = {
  company: 'Kestrel Foods GmbH',
  website: 'https://www.kestrel-foods.de/contact',
  contact_name: 'Ines Moreau',
  contact_role: 'Head of IT',
  contact_email: 'ines@kestrel-foods.de',
  service_line: 'pentest',
  problem: 'A retailer asks for a test of our portal.',
  region: 'dach',
  consent: 'true',
};

let visitors = 0;
let forms = 0;

/** Somebody at a network address of their own, with a browser that runs no scripts. */
export function visitorOf(office: Office, address?: string) {
  visitors += 1;
  const from = address ?? `203.0.113.${visitors}`;

  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${office.url}${path}`, {
      redirect: 'manual',
      ...init,
      headers: { 'x-forwarded-for': from, ...(init.headers as Record<string, string>) },
    });
  const post = (path: string, values: Record<string, string>): Promise<Response> =>
    ask(path, { method: 'POST', body: new URLSearchParams(values) });

  /** Opens the form and waits as long as a person needs. */
  async function open(code: string): Promise<string> {
    const response = await ask(`/r/${code}`);
    expect(response.status).toBe(200);
    const token = tokenIn(await response.text());
    office.clock.moveOn({ seconds: 30 });
    return token;
  }

  return {
    ask,
    post,
    open,
    /** Sends what is written, with changes; a form opened before when its token is given. */
    async send(code: string, changes: Record<string, string> = {}, token?: string): Promise<Response> {
      const form_token = token ?? (await open(code));
      // Each a mailbox of its own: one contact sent twice is a matter of other rules.
      forms += 1;
      const own = { contact_email: `ines.${forms}@kestrel-foods.de` };
      return post(`/r/${code}`, { ...WRITTEN, ...own, form_token, ...changes });
    },
  };
}

export function tokenIn(page: string): string {
  const [, token] = /name="form_token" value="([^"]+)"/.exec(page) ?? [];
  if (!token) throw new Error(`The page has no form: ${page.slice(0, 500)}`);
  return token;
}
