import type { Card } from '../messages/card.js';
import type { ChannelFacts } from '../messages/delivery.js';
import type { PendingMessage } from '../messages/pending.js';
import { CLAIM_STEPS, stepButtons } from '../referral/next-steps.js';
import type { Referral } from '../referral/referral.js';

/**
 * True when a message for staff is about to land in a channel in which another organisation reads along. A channel of
 * which Slack says nothing is believed to be ours: a program manager chose it for staff.
 */
export function outsidersRead(message: PendingMessage, facts: ChannelFacts | undefined): boolean {
  return message.to.kind !== 'direct' && (facts?.otherTeamIds.length ?? 0) > 0;
}

/** What staff get instead: that there is something, and the buttons. The handoff itself goes to the rep alone. */
export function withheldCard(message: PendingMessage, referral: Referral): Card {
  const isClaimCard = message.template === 'claim-card' && referral.state === 'routed';
  const what = isClaimCard ? 'A referral waits to be claimed' : 'There is news on a referral';
  return {
    summary: `${what} (${referral.reference})`,
    elements: [
      { kind: 'text', text: [{ bold: `${what}.` }, ` ${referral.reference}`] },
      {
        kind: 'context',
        text: 'Another organisation is in this channel, so nothing of it is shown here. Whoever claims it gets everything in a direct message.',
      },
      ...(isClaimCard ? [{ kind: 'actions' as const, actions: stepButtons(referral, CLAIM_STEPS) }] : []),
    ],
  };
}
