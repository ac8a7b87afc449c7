import type { ChannelRef } from '../messages/address.js';
import { judge, type RoutePort } from '../program/judge.js';
import type { Program } from '../program/program.js';
import { type Act, both, type Decision, following, happen } from '../referral/decide.js';
import { type Finding, strictestFirst, UNKNOWN_PERSON } from '../referral/findings.js';
import { newReference, newReferralId } from '../referral/reference.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';
import type { AcceptedTerms } from '../referral/submission.js';
import type { Intake } from './read-answers.js';

export interface Origin {
  door: Referral['door'];
  /** Staff wrote it down for the partner. */
  onBehalf: boolean;
  /** Where the form was opened. */
  channel?: ChannelRef;
  /** Who referred; absent when the person is unknown. */
  partner?: { id: string; name: string };
  /** Where the partner is answered. */
  answerIn?: ChannelRef;
  /** Name of the partner whose channel it was sent from. */
  channelPartner?: string;
}

export interface Submitted {
  program: Program;
  origin: Origin;
  intake: Intake;
  act: Act;
  submissionKey: string;
  /** The program terms it is sent under; absent where there are none. */
  terms?: AcceptedTerms | undefined;
  /** What was agreed to, where it is not the program's wording. */
  consent?: { version: string; wording: string };
}

export interface NewReferral extends Pick<Submitted, 'program' | 'origin' | 'act'> {
  /** As submitted. */
  referral: Referral;
  /** What the rules said of it. */
  found: readonly Finding[];
  route: RoutePort;
}

/** Submitted, and in the same breath routed, left for a program manager, sent to review, or turned down by a rule. */
export function newReferral({ referral: as, program, origin, act, route, found }: NewReferral): Decision {
  const findings = strictestFirst([...unknownPerson(origin, act), ...found]);
  const kept = findings.length > 0 ? { ...as, findings } : as;
  const under = as.terms ? { terms: as.terms.version } : {};
  const submitted = happen(kept, act, { type: 'submitted', door: origin.door, ...under });
  return both(submitted, (referral) => judge(referral, program, following(act, 'route'), route));
}

/** What somebody whom the program does not know has sent is kept, and a program manager says for whom they speak. */
function unknownPerson({ partner, channelPartner }: Origin, act: Act): Finding[] {
  if (partner) return [];
  const staffText = channelPartner
    ? `${act.by.name} sent this from the channel of ${channelPartner} but is not listed as one of its contacts.`
    : `${act.by.name} is not listed as a contact of any partner.`;
  return [
    {
      rule: UNKNOWN_PERSON,
      kind: 'eligibility',
      outcome: 'review',
      reason: 'ineligible_partner',
      staffText,
      partnerText: shareableText('We first have to find out for which partner you wrote.'),
    },
  ];
}

/** As submitted, before anything is decided: what the rules look at. */
export function submittedReferral(submitted: Submitted): Referral {
  const { program, origin, intake, act, submissionKey, terms, consent = program.consent } = submitted;
  return {
    id: newReferralId(act.at),
    reference: newReference(),
    programId: program.id,
    version: 1,
    state: 'submitted',
    stateSince: act.at,
    ...(origin.partner ? { partner: origin.partner } : {}),
    submittedBy: act.by,
    onBehalf: origin.onBehalf,
    ...(origin.answerIn ? { partnerChannel: origin.answerIn } : {}),
    door: origin.door,
    submissionKey,
    answers: intake.answers,
    ...intake.promoted,
    consent: {
      wording: consent.wording,
      wordingVersion: consent.version,
      by: act.by,
      at: act.at,
    },
    ...(terms ? { terms } : {}),
    declinedBy: [],
    notes: [],
    undone: [],
    events: [],
    pending: [],
    createdAt: act.at,
    updatedAt: act.at,
  };
}
