import { createRequire } from 'node:module';

/** Those that the public list lacks or lacked: a program adds what it meets in its file. */
const OWN =
  'mailinator.com guerrillamail.com guerrillamail.net sharklasers.com 10minutemail.com temp-mail.org tempmail.com tempmail.dev yopmail.com trashmail.com trashmail.de wegwerfmail.de getnada.com nada.email dispostable.com ' +
  'maildrop.cc mailnesia.com mintemail.com throwawaymail.com moakt.com fakeinbox.com spamgourmet.com mytemp.email emailondeck.com tempr.email discard.email mohmal.com burnermail.io 33mail.com mailcatch.com spam4.me ' +
  'guerrillamail.org guerrillamail.biz guerrillamail.de grr.la pokemail.net yopmail.fr yopmail.net temp-mail.io tempail.com tempmailo.com tmpmail.org tmpmail.net mail-temp.com minuteinbox.com 20minutemail.com ' +
  'mailsac.com inboxkitten.com mailforspam.com anonbox.net crazymailing.com tempinbox.com trash-mail.com byom.de spambox.us armyspy.com cuvox.de dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com teleworm.us';

let domains: ReadonlySet<string> | undefined;

/**
 * Domains whose mailboxes are made to be thrown away: those of disposable-email-domains-js, a public list of some thousands
 * (CC0, data inside the package), and our own. Read when first asked: 5 ms and 1 MB that most starts can do without.
 */
export function disposableDomains(): ReadonlySet<string> {
  domains ??= new Set([...OWN.split(' '), ...publicList()]);
  return domains;
}

interface PublicList {
  disposableEmailBlocklist(): string[];
}

function publicList(): string[] {
  const require = createRequire(import.meta.url);
  const { disposableEmailBlocklist } = require('disposable-email-domains-js') as PublicList;
  return disposableEmailBlocklist();
}
