import { SYSTEM } from '../messages/address.js';
import { timesWord } from '../messages/count-words.js';
import type { Destination, PendingMessage } from '../messages/pending.js';
import { repAccounts } from '../people/act-on-referral.js';
import type { Mutes } from '../people/preferences.js';
import { type DueReferral, type NudgeWork, type SweepDeps, sweepDue } from '../people/sweep-due.js';
import { nextAllowedMoment } from '../program/business-time.js';
import { holderCalendar, partnerCalendar } from '../program/calendars.js';
import { findPartner, type Program, partnerChannelOf } from '../program/program.js';
import { Messages } from '../referral/announced-messages.js';
import { type Decision, happen } from '../referral/decide.js';
import type { ReferralEvent } from '../referral/events.js';
import { dueStep } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';
import { followUps } from './follow-up-plan.js';

type Change = Decision & { messages: PendingMessage[] };

/**
 * Asks reps how it stands, partners once more for an answer, and tells a program manager of silence. Works from what is
 * due; safe to run twice, in parallel, and to be killed.
 * @returns how many were changed
 */
export function sweepFollowUps(deps: SweepDeps & { preferences: Mutes }): Promise<number> {
  return sweepDue(deps, 'follow_ups', async (due) => {
    const holders = [...new Set(due.flatMap(({ referral: { claim } }) => (claim ? [claim.repId] : [])))];
    const muted = await Promise.all(
      holders.map(async (id) => [id, await deps.preferences.mutes(`rep:${id}`)] as const),
    );
    const mutes = new Map(muted);
    return (one, work) => {
      const kinds = mutes.get(one.referral.claim?.repId ?? '');
      return askHow(one, work, kinds?.has(one.nudge.kind) ?? false);
    };
  });
}

/** Pure. @param silent the rep has muted these: it is said in the thread alone */
export function askHow(
  { referral, nudge }: DueReferral,
  { program, now }: NudgeWork,
  silent: boolean,
): Change | undefined {
  const row = followUps(referral, program).find((steps) => steps.some(({ slot }) => slot === nudge.slot));
  const step = row && dueStep(referral, row, now);
  if (!step) return undefined;
  const act = { key: step.slot, by: SYSTEM, at: now };
  if (step.kind === 'escalation') {
    const why = `${referral.claim?.repName ?? 'The rep'} has not said how it stands, though asked ${timesWord(program.reminders.silences)}.`;
    const decision = happen(referral, act, { type: 'escalated', kind: step.kind, why });
    return said(decision, (event, out) =>
      out.add(event, 'manager-decision', { kind: 'program_managers' }, { event }, 'managers', {
        notBefore: now,
      }),
    );
  }
  const decision = happen(referral, act, { type: 'reminded', kind: step.kind });
  return said(decision, (event, out) => {
    if (step.kind === 'question_reminder') askPartnerAgain(event, referral, program, now, out);
    else askRep(event, referral, program, now, silent, out);
  });
}

function said(decision: Decision, say: (event: ReferralEvent, out: Messages) => void): Change {
  const out = new Messages(decision.after);
  for (const event of decision.events) say(event, out);
  return { ...decision, messages: out.list };
}

function askRep(
  event: ReferralEvent,
  referral: Referral,
  program: Program,
  now: Date,
  silent: boolean,
  out: Messages,
): void {
  const { claim, route, meeting, question } = referral;
  const kind = event.type === 'reminded' ? event.kind : undefined;
  const facts = { kind, repId: claim?.repId, meetingAt: meeting?.at, askedAt: question?.at };
  if (route) {
    const thread: Destination = { kind: 'thread', under: 'claim', channel: route.channel };
    const notBefore = nextAllowedMoment(program, now);
    out.add(event, 'follow-up', thread, facts, 'staff', { notBefore, neverTwice: true });
  }
  const account = claim && repAccounts(program)(claim.repId, route?.channel.platform);
  if (!account || silent) return;
  const notBefore = nextAllowedMoment(holderCalendar(program, referral), now);
  out.add(event, 'follow-up', { kind: 'direct', account }, facts, 'rep', { notBefore, neverTwice: true });
}

function askPartnerAgain(
  event: ReferralEvent,
  { partner, partnerChannel, question }: Referral,
  program: Program,
  now: Date,
  out: Messages,
): void {
  if (!partnerChannel || !question) return;
  const to: Destination = { kind: 'thread', under: 'status', channel: partnerChannel };
  const calendar = partnerCalendar(
    program,
    findPartner(program, partner?.id),
    partnerChannelOf(program, partnerChannel),
  );
  const facts = { text: question.text };
  out.add(event, 'partner-question-again', to, facts, 'partner', {
    notBefore: nextAllowedMoment(calendar, now),
    neverTwice: true,
  });
}
