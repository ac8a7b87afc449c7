import type { Program } from '../program/program.js';
import type { EligibilityFacts, Rule } from './facts.js';
import { dayWords, periodOf } from './period.js';
import type { EarlierReferral } from './ports.js';

/** How many, how fast, and whether the contact was referred before. What counts are those sent before. */

/** At most so many in a period; undefined: as many as come. A partner's own number goes before the program's. */
export function capOf({
  program,
  partner,
}: Pick<EligibilityFacts, 'program' | 'partner'>): number | undefined {
  return partner && (partner.mayRefer?.atMost ?? program.eligibility.periodCap.atMost);
}

export const periodCap: Rule = ({ program, referral, partner, fromPartner }) => {
  const cap = capOf({ program, ...(partner ? { partner } : {}) });
  if (!partner || cap === undefined || fromPartner < cap) return undefined;
  const { per, action } = program.eligibility.periodCap;
  const { name, nextDay } = periodOf(program.timeZone, referral.createdAt, per);
  return {
    rule: 'period_cap',
    outcome: action,
    staffText: `${partner.name} has sent ${times(cap)} in ${name} before this one, which is as many as it may.`,
    partnerText: `You have sent ${times(cap)} in ${name}, as many as are agreed. Your next ones count again from ${nextDay} on.`,
  };
};

/** Of a person of a partner: what we write down for partners ourselves, and what came without a person, is not counted. */
export const tooManyInShortTime: Rule = ({ program, referral, fromPerson }) => {
  const { action, atMost, withinMinutes } = program.eligibility.tooManyInShortTime;
  if (fromPerson < atMost || !isCounted(referral)) return undefined;
  const { name } = referral.submittedBy;
  return {
    rule: 'too_many_in_short_time',
    outcome: action,
    staffText: `${name} sent more than ${times(atMost)} within ${withinMinutes === 1 ? 'a minute' : `${withinMinutes} minutes`}.`,
    partnerText: 'Many referrals came from you in a short time. Send the next ones a little later.',
  };
};

export function isCounted({ onBehalf, submittedBy }: EligibilityFacts['referral']): boolean {
  return !onBehalf && submittedBy.platform !== 'system';
}

/** The same e-mail address for certain; the same number may be a switchboard's. */
export const sameContactAgain: Rule = ({ program, sameEmail, samePhone }) => {
  const earlier = sameEmail ?? samePhone;
  if (!earlier) return undefined;
  const { referralId, reference } = earlier;
  return {
    rule: 'same_contact_again',
    outcome: program.eligibility.sameContactAgain.action,
    likely: !sameEmail,
    staffText: `A contact with the same ${sameEmail ? 'e-mail address' : 'phone number'} was referred ${told(earlier, program)}.`,
    partnerText:
      'We look at the contact of this one first. If somebody else at the company could speak with us as well, tell us who.',
    earlier: { referralId, reference },
  };
};

function told({ at, company, partnerName, reference }: EarlierReferral, { timeZone }: Program): string {
  const by = partnerName === undefined ? '' : ` by ${partnerName}`;
  return `on ${dayWords(timeZone, at)}${by}: ${company} (${reference})`;
}

function times(count: number): string {
  return count === 1 ? 'one referral' : `${count} referrals`;
}
