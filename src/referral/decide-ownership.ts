import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import { type Act, both, type Decision, following, happen, transition } from './decide.js';
import type { ReviewKind } from './reasons.js';
import type { Referral } from './referral.js';
import { isTerminal } from './states.js';
import { TRANSITIONS } from './transitions.js';
import type { Claim, Route } from './work.js';

/** Who has it: routing, claiming, passing on. Deadlines come in as instants; business time is the caller's. */

export function route(referral: Referral, route: Omit<Route, 'at'>, claimBy: Date, act: Act): Decision {
  return transition(
    referral,
    'route',
    act,
    { type: 'routed', assignmentId: route.assignmentId, channel: route.channel, reason: route.reason },
    { route: { ...route, at: act.at }, claimBy, unmatched: undefined, review: undefined, declinedBy: [] },
  );
}

/** No rule matched: it stays where it is, and a program manager is asked. */
export function leaveUnmatched(referral: Referral, why: string, act: Act): Decision {
  return happen({ ...referral, unmatched: why }, act, { type: 'unmatched', why });
}

/** Nobody has it meanwhile, and it does not protect the company. */
export function sendToReview(referral: Referral, kind: ReviewKind, why: string, act: Act): Decision {
  return transition(
    referral,
    'send_to_review',
    act,
    { type: 'sent_to_review', kind, why },
    { review: { kind, why }, claim: undefined, claimBy: undefined, protection: undefined },
  );
}

/** It stays in review, for what is known now. */
export function stayInReview(referral: Referral, kind: ReviewKind, why: string, act: Act): Decision {
  return happen({ ...referral, review: { kind, why } }, act, { type: 'sent_to_review', kind, why });
}

/** A program manager says for whom an unknown person spoke; from then on that partner's channel is answered. */
export function setPartner(
  referral: Referral,
  partner: { id: string; name: string; channel?: ChannelRef },
  act: Act,
): Decision {
  const changes = { partner: { id: partner.id, name: partner.name }, partnerChannel: partner.channel };
  const data = { type: 'partner_set', partnerId: partner.id, partnerName: partner.name } as const;
  return happen({ ...referral, ...changes }, act, data);
}

export function claim(referral: Referral, claim: Omit<Claim, 'at'>, act: Act, undoSeconds: number): Decision {
  if (referral.state === 'claimed' && referral.claim) {
    throw referral.claim.repId === claim.repId
      ? new Refused('already_taken', `You have claimed ${referral.reference} already.`)
      : new Refused('already_taken', `${referral.claim.repName} has claimed ${referral.reference}.`);
  }
  const changes = { claim: { ...claim, at: act.at } };
  return transition(
    referral,
    'claim',
    act,
    { type: 'claimed', repId: claim.repId, repName: claim.repName },
    changes,
    undoSeconds,
  );
}

/** A rep passes. When `eligibleRepIds` have all passed, that is said in an event of its own. */
export function decline(
  referral: Referral,
  rep: { id: string; name: string },
  eligibleRepIds: readonly string[],
  act: Act,
): Decision | undefined {
  if (referral.state !== 'routed')
    throw new Refused('out_of_date', `${referral.reference} is no longer waiting to be claimed.`);
  if (referral.declinedBy.includes(rep.id)) return undefined;
  const declinedBy = [...referral.declinedBy, rep.id];
  const declined = happen({ ...referral, declinedBy }, act, {
    type: 'declined',
    repId: rep.id,
    repName: rep.name,
  });
  if (!eligibleRepIds.every((id) => declinedBy.includes(id))) return declined;
  return both(declined, (after) => happen(after, following(act, 'everyone'), { type: 'everyone_declined' }));
}

export function release(referral: Referral, claimBy: Date, act: Act, undoSeconds: number): Decision {
  const { repId, repName } = claimOf(referral);
  return transition(
    referral,
    'release',
    act,
    { type: 'released', repId, repName },
    { claim: undefined, claimBy },
    undoSeconds,
  );
}

/** Gives it to a rep. Work already done stays done: past `claimed` only the rep changes. */
export function assign(referral: Referral, claim: Omit<Claim, 'at'>, act: Act): Decision {
  const data = {
    type: 'assigned' as const,
    repId: claim.repId,
    repName: claim.repName,
    ...(referral.claim ? { previousRepId: referral.claim.repId } : {}),
  };
  if (referral.claim?.repId === claim.repId) {
    throw new Refused('already_taken', `${claim.repName} has ${referral.reference} already.`);
  }
  const changes = { claim: { ...claim, at: act.at } };
  if (TRANSITIONS.assign.from.includes(referral.state))
    return transition(referral, 'assign', act, data, changes);
  if (!TRANSITIONS.reroute.from.includes(referral.state)) {
    throw new Refused('out_of_date', `${referral.reference} cannot be assigned now. ${firstDo(referral)}`);
  }
  return happen({ ...referral, ...changes, undo: undefined }, act, data);
}

/** The rep cannot go on (left, away): back to a triage channel, whatever had been reached. */
export function reroute(
  referral: Referral,
  route: Omit<Route, 'at'>,
  claimBy: Date,
  why: string,
  act: Act,
): Decision {
  const data = {
    type: 'rerouted' as const,
    why,
    ...(referral.claim ? { previousRepId: referral.claim.repId } : {}),
  };
  const changes = { claim: undefined, claimBy, declinedBy: [], route: { ...route, at: act.at } };
  return transition(referral, 'reroute', act, data, changes);
}

function firstDo(referral: Referral): string {
  if (isTerminal(referral.state)) return 'It is closed: reopen it first.';
  return referral.state === 'nurture'
    ? 'It waits for its date and can be claimed then.'
    : 'It has no channel yet: send it to one first.';
}

function claimOf(referral: Referral): Claim {
  if (!referral.claim) throw new Refused('out_of_date', `Nobody has claimed ${referral.reference}.`);
  return referral.claim;
}
