import type { ChannelRef } from '../messages/address.js';
import type { Program } from '../program/program.js';
import { type Act, both, type Decision, following, happen } from '../referral/decide.js';
import { sendToReview } from '../referral/decide-ownership.js';
import { newReference, newReferralId } from '../referral/reference.js';
import type { Referral } from '../referral/referral.js';
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

export interface NewReferral {
  program: Program;
  origin: Origin;
  intake: Intake;
  act: Act;
  submissionKey: string;
  route: (referral: Referral, program: Program, act: Act) => Decision;
}

/** Submitted, and in the same breath routed, left for a program manager, or sent to review. */
export function newReferral({ program, origin, intake, act, submissionKey, route }: NewReferral): Decision {
  const submitted = happen(blank(program, origin, intake, act, submissionKey), act, {
    type: 'submitted',
    door: origin.door,
  });
  return both(submitted, (referral) => {
    const next = following(act, 'route');
    return origin.partner
      ? route(referral, program, next)
      : sendToReview(referral, 'eligibility', unknownPerson(origin, act), next);
  });
}

function unknownPerson({ channelPartner }: Origin, act: Act): string {
  return channelPartner
    ? `${act.by.name} sent this from the channel of ${channelPartner} but is not listed as one of its contacts.`
    : `${act.by.name} is not listed as a contact of any partner.`;
}

function blank(program: Program, origin: Origin, intake: Intake, act: Act, submissionKey: string): Referral {
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
      wording: program.consent.wording,
      wordingVersion: program.consent.version,
      by: act.by,
      at: act.at,
    },
    declinedBy: [],
    notes: [],
    undone: [],
    events: [],
    pending: [],
    createdAt: act.at,
    updatedAt: act.at,
  };
}
