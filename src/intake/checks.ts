import { parse } from 'tldts';
import { z } from 'zod/v4';

/** Checks of single values. Each says what is wrong in words for the person who typed, or gives the value to keep. */
export type Checked = { ok: true; value: string } | { ok: false; problem: string };

/**
 * A website as people write it (`https://www.Acme.co.uk/about`, `acme.com`) to its registrable domain, by the public
 * suffix list (tldts). An address without a known suffix, an IP address and a bare suffix are refused.
 */
export function checkDomain(typed: string): Checked {
  const { domain, isIcann, isIp } = parse(typed.trim(), { allowPrivateDomains: false });
  if (!domain || isIp || !isIcann || /[\s@]/.test(typed.trim())) {
    return { ok: false, problem: 'This does not look like a website. Write it like acme.com.' };
  }
  return { ok: true, value: domain.toLowerCase() };
}

const email = z.email();

export function checkEmail(typed: string): Checked {
  const value = typed.trim();
  const host = value.split('@').at(-1) ?? '';
  const { domain, isIcann } = parse(host, { allowPrivateDomains: false });
  if (!email.safeParse(value).success || !domain || !isIcann) {
    return {
      ok: false,
      problem: 'This does not look like an e-mail address. Write it like alex@acme.com, or leave it empty.',
    };
  }
  return { ok: true, value };
}

/** Loose on purpose: people write phones in many ways. Seven digits at least (ITU-T E.164 allows 15 at most). */
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
