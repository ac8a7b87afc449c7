import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import type { Attribution, CreditModel } from '../referral/attribution.js';
import { type Act, type Decision, happen } from '../referral/decide.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { ownTouch } from './own-touch.js';

export interface Reattribution {
  to: { id: string; name: string; channel?: ChannelRef };
  /** For staff. */
  reason: string;
  model: CreditModel;
}

/**
 * A program manager credits a referral to another partner: from now on it is that partner's, answered in its channel.
 * Throws Refused when it is that partner's already, or nobody's yet,
 * and while its end can still be undone.
 */
export function reattribute(referral: Referral, { to, reason, model }: Reattribution, act: Act): Decision {
  const { partner, attribution } = referral;
  if (!partner) {
    throw new Refused('out_of_date', `${referral.reference} has no partner yet: choose one first.`);
  }
  if (referral.undo && isTerminal(referral.state) && act.at < referral.undo.until) {
    // The partner is told of the end when it stands, and nobody else should hear of it instead.
    const why = `${referral.reference} ended a moment ago, and that can still be undone. Try again in a few minutes.`;
    throw new Refused('too_late', why);
  }
  if (partner.id === to.id && (attribution?.partnerId ?? partner.id) === to.id) {
    throw new Refused('already_taken', `${referral.reference} is credited to ${to.name} already.`);
  }
  const after: Attribution = {
    ...attribution,
    model: attribution?.model ?? model,
    partnerId: to.id,
    source: 'sourced',
    // A referral from before credit was kept has none.
    touches: attribution?.touches ?? [ownTouch(referral, partner)],
    at: act.at,
    decided: { by: act.by.name, reason, at: act.at, from: partner.id },
  };
  const changes = {
    partner: { id: to.id, name: to.name },
    partnerChannel: to.channel,
    attribution: after,
    // What can be taken back is the step before: it would bring words of one partner to the other.
    undo: undefined,
  };
  return happen({ ...referral, ...changes }, act, {
    type: 'reattributed',
    partnerId: to.id,
    partnerName: to.name,
    previousPartnerId: partner.id,
    previousPartnerName: partner.name,
    reason,
  });
}
