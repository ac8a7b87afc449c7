import type { AccountRef } from '../messages/address.js';
import type { Partner } from '../program/partner-settings.js';
import { accountsOf, type Program } from '../program/program.js';
import type { Finding } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { contactPrints } from './contact-prints.js';
import type { EligibilityFacts } from './facts.js';
import { beginOfDays, periodOf } from './period.js';
import { accountKey, type ContactPrint, type EligibilityReads, type Window } from './ports.js';
import { judgeCounts, judgeEligibility } from './rules.js';
import { capOf, isCounted } from './volume-rules.js';

export interface CheckEligibilityDeps {
  reads: EligibilityReads;
  print: () => Promise<ContactPrint>;
}

/**
 * Whether a referral counts by the program's rules, as of when it was sent: held again later, with a partner it had not then,
 * what came after it does not speak against it. Reads only, and only what a rule asks for.
 * @throws StoreUnavailable
 */
export async function checkEligibility(
  deps: CheckEligibilityDeps,
  { program, referral }: { program: Program; referral: Referral },
): Promise<Finding[]> {
  const known = knownOf(program, referral);
  const [emails, counts] = await Promise.all([emailsKnown(deps, known), countsOf(deps, known)]);
  return judgeEligibility({ ...known, ...emails, ...counts });
}

/** The rules among them that look at what came before: what came at the same instant may be seen by now. @throws StoreUnavailable */
export async function checkCounts(
  deps: CheckEligibilityDeps,
  { program, referral }: { program: Program; referral: Referral },
): Promise<Finding[]> {
  const known = knownOf(program, referral);
  return judgeCounts({ ...known, contactEmails: [], ...(await countsOf(deps, known)) });
}

type Known = { program: Program; referral: Referral; partner?: Partner };

function windowFrom(from: Date, { id, programId, createdAt, submissionKey }: Referral): Window {
  return { programId, from, until: createdAt, before: id, except: submissionKey };
}

/** Ended partners too: they are what a rule is about. */
function knownOf(program: Program, referral: Referral): Known {
  const partner = program.partners.find(({ id }) => id === referral.partner?.id);
  return { program, referral, ...(partner ? { partner } : {}) };
}

async function countsOf(
  deps: CheckEligibilityDeps,
  known: Known,
): Promise<Omit<EligibilityFacts, keyof Known | 'submitterEmail' | 'contactEmails'>> {
  const [fromPartner, fromPerson, same] = await Promise.all([
    countOfPartner(deps, known),
    countOfPerson(deps, known),
    sameContact(deps, known),
  ]);
  return { fromPartner, fromPerson, ...same };
}

async function emailsKnown(
  { reads }: CheckEligibilityDeps,
  { referral: { submittedBy }, partner }: Known,
): Promise<Pick<EligibilityFacts, 'submitterEmail' | 'contactEmails'>> {
  const contacts = partner?.contacts ?? [];
  const written = contacts.flatMap(({ email }) => (email === undefined ? [] : [email]));
  const { platform, userId } = submittedBy;
  const submitter: AccountRef[] = platform === 'system' ? [] : [{ platform, userId }];
  const theirs = contacts.flatMap(accountsOf);
  const found = await reads.emailsOf([...submitter, ...theirs]);
  const submitterEmail = found.get(accountKey(submittedBy));
  const known = theirs.flatMap((account) => found.get(accountKey(account)) ?? []);
  return {
    ...(submitterEmail === undefined ? {} : { submitterEmail }),
    contactEmails: [...written, ...known],
  };
}

async function countOfPartner({ reads }: CheckEligibilityDeps, known: Known): Promise<number> {
  const cap = capOf(known);
  const { program, referral, partner } = known;
  if (cap === undefined || !partner) return 0;
  const { from } = periodOf(program.timeZone, referral.createdAt, program.eligibility.periodCap.per);
  return reads.sentByPartner(partner.id, windowFrom(from, referral), cap);
}

async function countOfPerson({ reads }: CheckEligibilityDeps, { program, referral }: Known): Promise<number> {
  if (!isCounted(referral)) return 0;
  const { atMost, withinMinutes } = program.eligibility.tooManyInShortTime;
  const from = new Date(referral.createdAt.getTime() - withinMinutes * 60_000);
  return reads.sentByPerson(referral.submittedBy, windowFrom(from, referral), atMost);
}

async function sameContact(
  { reads, print }: CheckEligibilityDeps,
  { program, referral }: Known,
): Promise<Pick<EligibilityFacts, 'sameEmail' | 'samePhone'>> {
  const { email, phone } = referral.contact;
  if (email === undefined && phone === undefined) return {};
  const prints = contactPrints(referral.contact, await print());
  const { withinDays } = program.eligibility.sameContactAgain;
  const window = windowFrom(beginOfDays(program.timeZone, referral.createdAt, withinDays), referral);
  const newest = (one: string | undefined) =>
    one === undefined ? undefined : reads.newestWithContact(one, window);
  const [sameEmail, samePhone] = await Promise.all([newest(prints.email), newest(prints.phone)]);
  return { ...(sameEmail ? { sameEmail } : {}), ...(samePhone ? { samePhone } : {}) };
}
