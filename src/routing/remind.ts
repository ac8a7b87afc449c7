import type { Destination, PendingMessage } from '../messages/pending.js';
import { repAccounts } from '../people/act-on-referral.js';
import { nextAllowedMoment } from '../program/business-time.js';
import { personCalendar } from '../program/calendars.js';
import { findRep, type Program } from '../program/program.js';
import { Messages } from '../referral/announced-messages.js';
import type { Decision } from '../referral/decide.js';
import type { NudgeStep } from '../referral/nudge.js';
import type { Referral } from '../referral/referral.js';

/** What is said at a step of the claim ladder, to whom, and not before when. Rather lost than said twice. */

/** @param silent the rep has muted these: it is said in the thread alone */
export function ladderReminder(
  { after, events }: Decision,
  step: NudgeStep,
  program: Program,
  now: Date,
  silent: boolean,
): PendingMessage[] {
  const out = new Messages(after);
  const [event] = events;
  if (!event) return [];
  const facts = { kind: step.kind, deadline: deadlineOf(after), repId: after.claim?.repId };
  if (after.route) {
    const thread: Destination = { kind: 'thread', under: 'claim', channel: after.route.channel };
    const notBefore = nextAllowedMoment(program, now);
    out.add(event, 'ladder-reminder', thread, facts, 'staff', { notBefore, neverTwice: true });
  }
  const rep = findRep(program, after.claim?.repId);
  const account = rep && repAccounts(program)(rep.id, after.route?.channel.platform);
  if (rep && account && !silent) {
    const notBefore = nextAllowedMoment(personCalendar(program, rep), now);
    out.add(event, 'ladder-reminder', { kind: 'direct', account }, facts, 'rep', {
      notBefore,
      neverTwice: true,
    });
  }
  if (step.kind === 'contact_overdue') {
    out.add(event, 'contact-overdue', { kind: 'program_managers' }, facts, 'managers', { notBefore: now });
  }
  return out.list;
}

/** Whoever let it lapse is told that a colleague has it now. Taking away and giving are both always said. */
export function passedOnNotice(
  before: Referral,
  { after, events }: Decision,
  program: Program,
): PendingMessage[] {
  const out = new Messages(after);
  const [event] = events;
  const account = before.claim && repAccounts(program)(before.claim.repId, before.route?.channel.platform);
  if (event && account) {
    out.add(event, 'passed-on', { kind: 'direct', account }, { repName: after.claim?.repName }, 'before');
  }
  return out.list;
}

function deadlineOf({ state, claim, claimBy }: Referral): Date | undefined {
  if (state === 'routed') return claimBy;
  return state === 'claimed' ? claim?.acceptBy : claim?.contactBy;
}
