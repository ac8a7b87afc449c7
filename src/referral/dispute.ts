import { Refused } from '../errors.js';
import { type Act, type Decision, happen } from './decide.js';
import type { Dispute } from './ending.js';
import { confirmed, newlyOverruled, overruled } from './findings.js';
import type { RejectReason } from './reasons.js';
import type { Referral } from './referral.js';
import type { Shareable } from './shareable.js';

/** A partner's appeal against a rejection: asked once, answered once. */

/** Asked, and not answered yet. */
export function openDispute({ state, dispute }: Pick<Referral, 'state' | 'dispute'>): Dispute | undefined {
  return state === 'rejected' && dispute && !dispute.decision ? dispute : undefined;
}

/** Until when the partner's people may still ask; undefined when they may not. While the end can be undone they have not heard of it. */
export function disputableUntil(referral: Referral, now: Date): Date | undefined {
  const { state, outcome, dispute, undo } = referral;
  const until = outcome?.disputableUntil;
  if (state !== 'rejected' || !until || dispute || now > until || (undo && now < undo.until))
    return undefined;
  return until;
}

/** Throws Refused, in friendly words for the partner, when it may not be asked. */
export function disputeRejection(referral: Referral, text: string, act: Act): Decision {
  const refused = whyNotDisputable(referral, act.at);
  if (refused) throw new Refused('too_late', refused);
  const dispute: Dispute = { text, by: act.by, at: act.at };
  return happen({ ...referral, dispute }, act, { type: 'disputed', text });
}

/** In a sentence for the partner's people; undefined when they may ask. */
export function whyNotDisputable(referral: Referral, now: Date): string | undefined {
  const { reference, dispute, outcome } = referral;
  if (disputableUntil(referral, now)) return undefined;
  if (dispute)
    return dispute.decision
      ? `${dispute.by.name} has asked us to look again at ${reference}, and we have answered. We look again once; if something is new, please write to us in this channel.`
      : `${dispute.by.name} has asked us to look again at ${reference} already. You will hear from us here.`;
  if (outcome?.disputableUntil && now > outcome.disputableUntil)
    return `The time to ask us to look again at ${reference} is over. If something is new, please write to us in this channel.`;
  return `There is nothing to look at again on ${reference} now.`;
}

/** The words of a refusal when it has been answered, or there is none. For staff. */
export function whyNoOpenDispute(referral: Referral): string | undefined {
  if (openDispute(referral)) return undefined;
  const { dispute, reference } = referral;
  if (!dispute) return `Nobody has asked to look again at ${reference}.`;
  const { decision } = dispute;
  if (!decision) return `${reference} is open again already.`;
  return decision.upheld
    ? `${decision.by.name} has upheld the appeal on ${reference} already.`
    : `${decision.by.name} has answered the appeal on ${reference} already: it stays turned down.`;
}

/** The partner is right: what the rules said were false alarms. The caller reopens it in the same act. */
export function upholdDispute(referral: Referral, act: Act, internalText?: string): Decision {
  const after = answered(referral, { upheld: true, by: act.by, at: act.at });
  const judgement = { by: act.by.name, at: act.at };
  const findings = referral.findings ? { findings: overruled(referral.findings, judgement) } : {};
  const note = internalText ? { internalText } : {};
  return happen({ ...after, ...findings }, act, {
    ...{ type: 'dispute_decided', upheld: true, ...note },
    ...newlyOverruled(referral.findings, findings.findings),
  });
}

/** It stays turned down, with words for the partner. */
export function dismissDispute(
  referral: Referral,
  words: Shareable,
  act: Act,
  internalText?: string,
): Decision {
  const after = answered(referral, { upheld: false, by: act.by, at: act.at, words });
  const judgement = { by: act.by.name, at: act.at };
  const reason = referral.outcome?.reason as RejectReason | undefined;
  const findings =
    referral.findings && reason ? { findings: confirmed(referral.findings, reason, judgement) } : {};
  const note = internalText ? { internalText } : {};
  return happen({ ...after, ...findings }, act, { type: 'dispute_decided', upheld: false, words, ...note });
}

function answered(referral: Referral, decision: NonNullable<Dispute['decision']>): Referral {
  const refused = whyNoOpenDispute(referral);
  const { dispute } = referral;
  if (refused || !dispute)
    throw new Refused('already_taken', refused ?? `There is nothing to decide on ${referral.reference}.`);
  return { ...referral, dispute: { ...dispute, decision } };
}
