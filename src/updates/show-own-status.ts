import type { Card } from '../messages/card.js';
import { openReferral, type ReferralDeps } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { may } from '../people/may.js';
import { partnerPeople } from '../program/program.js';
import { partnerView } from '../referral/partner-view.js';
import { shareableText } from '../referral/shareable.js';
import { ownStatusCard, restrictedStatusCard } from './status-card.js';

/**
 * The status card of a channel that others share, as this person may see it: the partner's people with everything. Clients
 * ask unasked, of whomever they like, as soon as somebody sees the card; so all others get what stands in the channel, without
 * the partner's name unless they are staff, since the channel may have become somebody else's. Whatever else one may see opens
 * by the button.
 */
export async function showOwnStatus(deps: ReferralDeps, actor: Actor, referralId: string): Promise<Card> {
  const { referral, program } = await openReferral(deps, { actor, wish: 'refer', referralId });
  const view = partnerView(referral, deps.clock.now());
  const context = { view, programName: program.name, restricted: true };
  if (may('add_information', actor, program, referral).allowed)
    return ownStatusCard({ ...context, people: partnerPeople(actor.partner) });
  const partnerName = isStaff(actor) ? view.partnerName : shareableText('');
  return restrictedStatusCard({ ...context, view: { ...view, partnerName } });
}
