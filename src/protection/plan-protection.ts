import type { NudgePlanner } from '../people/sweep-due.js';
import { nextAllowedMoment } from '../program/business-time.js';
import { partnerCalendar } from '../program/calendars.js';
import { hasLeft } from '../program/partner-state.js';
import { findPartner, type Program, partnerChannelOf } from '../program/program.js';
import { dayBefore } from '../program/protection-window.js';
import { firstNudge, type Nudge, type NudgeStep, stepsLeft } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';

/**
 * What happens by itself about who has a company: one more look at what came at the same time, the other half of a decided
 * conflict, and the end of the protection. Pure: the same record gives the same steps.
 */
export const planProtection: NudgePlanner = (referral, program) => {
  const [ending] = stepsLeft(referral, windowSteps(referral, program));
  return firstNudge([settlement(referral), rivalCheck(referral), ending && named(ending)]);
};

function named(step: NudgeStep): Nudge {
  return { ...step, sweep: 'protection' };
}

/**
 * At once: whoever of two looks last sees both, as each looks after it was stored. And again when it was reviewed anew, as
 * whose it is may have been found out since.
 */
function rivalCheck(referral: Referral): Nudge | undefined {
  const { companyKeys, rivalsCheckedAt, state, createdAt, events, attribution } = referral;
  // What was turned down as it came has nothing to look for but those that are to note it.
  const isOver = isTerminal(state) && (rivalsCheckedAt || (attribution?.touches.length ?? 0) < 2);
  if (!companyKeys || isOver) return undefined;
  if (!rivalsCheckedAt) return named({ at: createdAt, kind: 'rival_check', slot: 'rivals' });
  const at = events.findLast(({ type }) => type === 'sent_to_review')?.at;
  if (!at || at <= rivalsCheckedAt) return undefined;
  return named({ at, kind: 'rival_check', slot: `rivals:${at.toISOString()}` });
}

function settlement({ conflict }: Referral): Nudge | undefined {
  if (!conflict?.decision || conflict.decision.settledAt) return undefined;
  const slot = `conflict:${conflict.reference}:settlement`;
  return named({ at: conflict.decision.at, kind: 'conflict_settlement', slot });
}

/** A warning, and the end; none where the window ended or was released, or the referral is closed. */
export function windowSteps(referral: Referral, program: Program): NudgeStep[] {
  const { protection, state } = referral;
  if (!protection || protection.endedAt || protection.releasedAt || isTerminal(state)) return [];
  const { until, from, extended } = protection;
  const name = `protection:${until.toISOString()}`;
  const end: NudgeStep = { at: new Date(until.getTime() + 1), kind: 'protection_end', slot: `${name}:end` };
  const { warnDays } = program.protection;
  const partner = findPartner(program, referral.partner?.id);
  const calendar = partnerCalendar(program, partner, partnerChannelOf(program, referral.partnerChannel));
  const at = nextAllowedMoment(calendar, dayBefore(program.timeZone, until, warnDays));
  // A window shorter than the warning is warned of by nobody: the partner has just read until when it is.
  const isShort = at <= (extended?.at ?? from) || at >= end.at;
  const hasPoint =
    warnDays > 0 && !isShort && referral.partnerChannel && !hasLeft(program, referral.partner?.id);
  return hasPoint ? [{ at, kind: 'protection_warning', slot: `${name}:warning` }, end] : [end];
}
