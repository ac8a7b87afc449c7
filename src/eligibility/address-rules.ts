import { domainToASCII } from 'node:url';
import { isDisposableMail, isFreeMail, isOpenDomain, plainDomain } from '../matching/plain-domain.js';
import { plainEmail } from '../matching/plain-email.js';
import { plainName } from '../matching/plain-name.js';
import type { EligibilityFacts, Rule } from './facts.js';

/** What names, domains and addresses say: who is introduced, and whether somebody can be reached there. */

/** The contact is whoever refers, or one of the partner's people; by an address at the same domain, most likely. */
export const selfReferral: Rule = (facts) => {
  const { program, referral, partner, submitterEmail, contactEmails } = facts;
  const email = referral.contact.email ?? '';
  const mailbox = plainEmail(email);
  if (mailbox === undefined) return undefined;
  const outcome = program.eligibility.selfReferral.action;
  const partnerText =
    'The contact you gave seems to be one of your own people. A referral needs somebody at the company you introduce: tell us who that is.';
  const isSame = (other: string | undefined) => other !== undefined && plainEmail(other) === mailbox;
  const found = { rule: 'self_referral', outcome, partnerText } as const;
  if (isSame(submitterEmail))
    return {
      ...found,
      staffText: `The contact's e-mail address is that of ${referral.submittedBy.name}, who sent it.`,
    };
  const name = partner?.name ?? 'the partner';
  if (contactEmails.some(isSame))
    return { ...found, staffText: `The contact's e-mail address is that of one of ${name}'s own contacts.` };
  const at = (domains: readonly string[]) => ownDomain(domains, plainDomain(hostOf(email)));
  const theirs = at(partner?.domains ?? []);
  const whose =
    theirs === undefined
      ? `as is that of ${referral.submittedBy.name}, who sent it`
      : `which is ${name}'s own domain`;
  const domain = theirs ?? at(submittersDomain(facts));
  if (domain === undefined) return undefined;
  return { ...found, likely: true, staffText: `The contact's e-mail address is at ${domain}, ${whose}.` };
};

/** The prospect is the partner itself: by its domain for certain, by its name or whoever sent it most likely. */
export const partnerCompany: Rule = (facts) => {
  const {
    program,
    referral: { prospect, submittedBy },
    partner,
  } = facts;
  if (!partner) return undefined;
  const sameDomain = ownDomain(submittersDomain(facts), plainDomain(prospect.domain ?? ''));
  const match =
    sameCompany(prospect, { names: [partner.name], domains: partner.domains }) ??
    (sameDomain === undefined
      ? undefined
      : {
          likely: true,
          evidence: `${submittedBy.name}, who sent it, has an e-mail address at ${sameDomain}`,
        });
  if (!match) return undefined;
  return {
    rule: 'partner_company',
    outcome: program.eligibility.partnerCompany.action,
    ...match,
    staffText: `${prospect.company} seems to be ${partner.name} itself: ${match.evidence}.`,
    partnerText:
      'This looks like your own company, and referrals are for other companies. If it is another one of the same name, tell us.',
  };
};

/** The prospect, or the contact's address, is our own. */
export const ownCompany: Rule = ({ program, referral: { prospect, contact } }) => {
  const { action, ...own } = program.eligibility.ownCompany;
  const domain = ownDomain(own.domains, plainDomain(hostOf(contact.email ?? '')));
  const match =
    sameCompany(prospect, own) ??
    (domain === undefined ? undefined : { likely: true, evidence: `the contact's address is at ${domain}` });
  if (!match) return undefined;
  return {
    rule: 'own_company',
    outcome: action,
    ...match,
    staffText: `${prospect.company} seems to be our own company: ${match.evidence}.`,
    partnerText: 'This looks like our own company. If you meant another one, tell us its name and website.',
  };
};

/** A website at such a provider may be the provider's own: that is for a person to say. */
export const freeMail: Rule = ({ program, referral: { prospect, contact } }) => {
  const { action: outcome, domains } = program.eligibility.freeMail;
  const host = hostOf(contact.email ?? '');
  const found = { rule: 'free_mail', outcome } as const;
  if (isOneOf(host, domains, isFreeMail))
    return {
      ...found,
      staffText: `The contact's e-mail address is at ${host}, where everybody can have one.`,
      partnerText: 'The contact has an address at a free-mail provider. Tell us the one at their company.',
    };
  const website = prospect.domain ?? '';
  if (!isOneOf(website, domains, isFreeMail)) return undefined;
  return {
    ...found,
    likely: true,
    staffText: `The website is ${website}, a free-mail provider.`,
    partnerText: 'The website you gave is that of a mail provider. Tell us the one of the company.',
  };
};

export const disposableMail: Rule = ({ program, referral: { contact } }) => {
  const { action, domains } = program.eligibility.disposableMail;
  const host = hostOf(contact.email ?? '');
  if (!isOneOf(host, domains, isDisposableMail)) return undefined;
  return {
    rule: 'disposable_mail',
    outcome: action,
    staffText: `The contact's e-mail address is at ${host}, which gives addresses to be thrown away.`,
    partnerText: 'The contact has an e-mail address that does not last. Tell us the one at their company.',
  };
};

/** The program file need not know all domains of a partner. Whoever of us writes down what a partner said has our own. */
function submittersDomain({ referral, submitterEmail }: EligibilityFacts): string[] {
  return referral.onBehalf || submitterEmail === undefined ? [] : [hostOf(submitterEmail)];
}

/** What stands after the last @, as the network writes it; empty where there is none. */
function hostOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0
    ? ''
    : domainToASCII(
        email
          .slice(at + 1)
          .trim()
          .toLowerCase(),
      );
}

function isOneOf(host: string, added: readonly string[], isKnown: (domain: string) => boolean): boolean {
  if (host === '') return false;
  const ascii = domainToASCII(host);
  return (
    isKnown(plainDomain(host) ?? '') ||
    added.some((domain) => ascii === domain || ascii.endsWith(`.${domain}`))
  );
}

/** RFC 2606 gives these to documentation: they are nobody's, and everybody's in a trial. */
const NOBODYS = new Set(['example.com', 'example.net', 'example.org']);

/** The one among them that is the same; what is open to everybody says nothing. */
function ownDomain(own: readonly string[], domain: string | undefined): string | undefined {
  if (domain === undefined || isOpenDomain(domain) || NOBODYS.has(domain)) return undefined;
  return own.some((one) => plainDomain(one) === domain) ? domain : undefined;
}

function sameCompany(
  { company, domain }: { company: string; domain?: string },
  own: { names: readonly string[]; domains: readonly string[] },
): { likely: boolean; evidence: string } | undefined {
  const same = ownDomain(own.domains, domain === undefined ? undefined : plainDomain(domain));
  if (same !== undefined) return { likely: false, evidence: `its domain is ${same}` };
  const name = plainName(company);
  const isNamed = name !== '' && own.names.some((one) => plainName(one) === name);
  return isNamed ? { likely: true, evidence: 'it has the same name' } : undefined;
}
