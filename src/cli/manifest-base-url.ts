import { isIP } from 'node:net';
import type { InputError } from '../errors.js';
import { wrongOption } from './wrong-option.js';

/** Stands in the templates of `manifests/` for the real address. */
export const PLACEHOLDER_HOST = 'YOUR-HOST.example.com';

/** Names that never leave a machine or a network, so that neither Slack nor Teams can find them (RFC 6761, RFC 6762). */
const PRIVATE_NAME = /(^|\.)(localhost|local|internal|home\.arpa|lan)$/;

const REMEDY =
  'Give the address at which the program is reached from outside, such as https://desk.example.com';

/**
 * The address under which the platforms reach this program, as `https://HOST` or `https://HOST:PORT`. Both send only
 * over https to a public name, and put their own path behind it.
 * @throws InputError naming the option
 */
export function readBaseUrl(text: string | undefined): URL {
  if (text === undefined || text.trim() === '') throw wrong('is missing');
  if (!URL.canParse(text.trim())) throw wrong('is not an address');
  const url = new URL(text.trim());
  const problem = wrongInOrigin(url) ?? wrongInRest(url);
  if (problem) throw wrong(problem);
  return url;
}

function wrongInOrigin({ protocol, hostname, username, password }: URL): string | undefined {
  if (protocol !== 'https:') return 'does not start with https://';
  if (username || password) return 'holds a user name or a password';
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return 'is a number instead of a name';
  if (PRIVATE_NAME.test(hostname) || !hostname.includes('.')) return 'is not a public name';
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/.test(hostname)) return 'is not a host name';
  if (hostname === PLACEHOLDER_HOST.toLowerCase()) return 'is the placeholder, not your address';
}

function wrongInRest({ href, pathname, port }: URL): string | undefined {
  if (/[?#]/.test(href)) return 'holds a query or a fragment';
  if (pathname !== '/') return 'holds a path, and the platforms’ own paths are put behind it';
  if (port === '0') return 'has port 0';
}

function wrong(problem: string): InputError {
  return wrongOption('--base-url', problem, REMEDY);
}
