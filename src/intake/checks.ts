import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import { z } from 'zod/v4';

/** Checks of single values. Each says what is wrong in words for the person who typed, or gives the value to keep. */
export type Checked = { ok: true; value: string } | { ok: false; problem: string };

/** Scheme or none, host and port, then anything. A host with a user name before it (`a@b.com`) is no website. */
const WEB_ADDRESS = /^(?:https?:\/\/)?([^\s@/?#]+)(?:[/?#]\S*)?$/i;

/**
 * A website as people write it (`https://www.Acme.co.uk/about`, `acme.com`) to its registrable domain, by the public
 * suffix list (tldts): small letters, in the script it is written in. An address without a known suffix, an IP address
 * and a bare suffix are refused.
 */
export function checkDomain(typed: string): Checked {
  const [, host] = WEB_ADDRESS.exec(typed.trim()) ?? [];
  const domain = host && registrableDomain(host);
  return domain
    ? { ok: true, value: domain }
    : { ok: false, problem: 'This does not look like a website. Write it like acme.com.' };
}

/** Reserved for documentation and trials (RFC 2606): whoever tries the desk types `acme.example`. */
const FOR_EXAMPLES = new Set(['example', 'test']);

/** `shop.acme.uk.com` is Acme's as much as `shop.acme.co.uk`: suffixes that companies give out count, where one is. */
function registrableDomain(host: string): string | undefined {
  const name = domainToUnicode(domainToASCII(host.replace(/:\d{1,5}$/, '')));
  return [true, false]
    .map((allowPrivateDomains) => parse(name, { allowPrivateDomains }))
    .filter(
      ({ isIp, isIcann, isPrivate, publicSuffix }) =>
        !isIp && (isIcann || isPrivate || FOR_EXAMPLES.has(publicSuffix ?? '')),
    )
    .map(({ domain }) => domain ?? undefined)
    .find((domain) => domain !== undefined);
}

const email = z.email();

/** Kept as typed. */
export function checkEmail(typed: string): Checked {
  const value = typed.trim();
  const at = value.lastIndexOf('@');
  const host = value.slice(at + 1);
  const inAscii = `${value.slice(0, at)}@${domainToASCII(host)}`;
  if (!email.safeParse(inAscii).success || !registrableDomain(host)) {
    return {
      ok: false,
      problem: 'This does not look like an e-mail address. Write it like alex@acme.com, or leave it empty.',
    };
  }
  return { ok: true, value };
}

/** Loose on purpose: people write phones in many ways. Six digits at least; at most 15 (ITU-T E.164) and a leading 00. */
export function checkPhone(typed: string): Checked {
  const digits = typed.replace(/\D/g, '');
  return /^[\d\s()+\-./x]*$/i.test(typed) && digits.length >= 6 && digits.length <= 17
    ? { ok: true, value: typed.trim() }
    : {
        ok: false,
        problem: 'This does not look like a phone number. Write it like +49 30 1234567, or leave it empty.',
      };
}

export function checkContactName(typed: string): Checked {
  return /\p{L}/u.test(typed)
    ? { ok: true, value: typed.trim() }
    : { ok: false, problem: 'Write the name of the person.' };
}
