import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import { disposableDomains } from './disposable-domains.js';
import { FREE_MAIL_DOMAINS, SITES } from './open-domains.js';

/** The registrable domain of a domain, an address or a URL; undefined when there is none. Never throws. */
export function plainDomain(text: string): string | undefined {
  const host = /^\s*(?:[a-z][a-z+.-]*:\/\/)?(?:[^\s/?#@]*@)?([^\s/?#:@]+)/i.exec(text)?.[1] ?? '';
  const name = domainToUnicode(domainToASCII(host.replace(/\.$/, '')));
  if (name === '') return undefined;
  const { domain, isIp, isIcann, isPrivate } = parse(name, { allowPrivateDomains: true });
  if (isIp) return undefined;
  if (domain !== null && (isIcann || isPrivate)) return domain;
  // A suffix that is not public, as in networks and examples.
  return /^(?:[^.]+\.)*([^.]+\.\p{L}{2,})$/u.exec(name)?.[1];
}

/** Whether everybody can have an address or a page there, so that it says nothing about a company. */
export function isOpenDomain(domain: string): boolean {
  return FREE_MAIL_DOMAINS.has(domain) || SITES.has(domain) || isDisposableMail(domain);
}

/** Whether everybody can have a mailbox there. @param domain a registrable one */
export function isFreeMail(domain: string): boolean {
  return FREE_MAIL_DOMAINS.has(domain);
}

/** Whether mailboxes there are made to be thrown away. @param domain a registrable one */
export function isDisposableMail(domain: string): boolean {
  return disposableDomains().has(domain);
}
