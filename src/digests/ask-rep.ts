import { DateTime } from 'luxon';
import { Refused } from '../errors.js';
import type { Destination } from '../messages/pending.js';
import { type ReferralDeps, requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { isQuiet, nextAllowedMoment } from '../program/business-time.js';
import { personCalendar } from '../program/calendars.js';
import { accountOf, findRep, type Program } from '../program/program.js';
import { Messages } from '../referral/announced-messages.js';
import { happen } from '../referral/decide.js';
import type { Change } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';

/** What came of asking. `at` is when the rep reads it, where that is not now. */
export interface Asked {
  repName: string;
  already: boolean;
  at?: Date;
}

/**
 * A program manager asks the rep how a referral stands: one friendly message, in the rep's business hours, and at most one
 * a day for each referral, whoever asks. This cannot be muted. @throws Refused in words for the person
 */
export async function askRep(deps: ReferralDeps, actor: Actor, referralId: string): Promise<Asked> {
  const program = await requireProgram(deps.programs);
  if (!actor.programManager) throw new Refused('not_allowed', 'Only a program manager can ask the rep.');
  const now = deps.clock.now();
  const day = DateTime.fromJSDate(now, { zone: program.timeZone }).toISODate() ?? '';
  let already = false;
  const referral = await deps.referrals.change(referralId, (current) => {
    requireMay('see', actor, program, current);
    requireHolder(current);
    const key = `asked:${day}:${current.claim?.repId}`;
    already = current.events.some(({ id }) => id === key);
    return already ? undefined : asking(current, program, actor, { key, now });
  });
  deps.outbox.wake();
  const { repName = 'The rep', repId } = referral.claim ?? {};
  const at = repReads(program, repId, now);
  return { repName, already, ...(at ? { at } : {}) };
}

function asking(
  current: Referral,
  program: Program,
  actor: Actor,
  { key, now }: { key: string; now: Date },
): Change {
  const act = { key, by: actor.person, at: now };
  const decision = happen(current, act, { type: 'reminded', kind: 'follow_up' });
  const out = new Messages(decision.after);
  const to = placeOf(current, program);
  const at = repReads(program, current.claim?.repId, now);
  const facts = { askedBy: actor.person.name, repId: current.claim?.repId };
  for (const event of decision.events)
    out.add(event, 'rep-asked', to, facts, 'rep', { neverTwice: true, ...(at ? { notBefore: at } : {}) });
  return { ...decision, messages: out.list };
}

function requireHolder({ claim, state, reference }: Referral): void {
  if (isTerminal(state)) throw new Refused('out_of_date', `${reference} is closed by now.`);
  if (!claim) throw new Refused('out_of_date', `Nobody has ${reference} now. Assign it to a rep instead.`);
}

/** In person, else in the thread of the claim card. */
function placeOf({ claim, route, reference }: Referral, program: Program): Destination {
  const rep = findRep(program, claim?.repId);
  const account = rep && accountOf(rep, route?.channel.platform);
  const thread = route && ({ channel: route.channel, under: 'claim' } as const);
  if (account) return { kind: 'direct', account, ...(thread ? { fallback: thread } : {}) };
  if (thread) return { kind: 'thread', ...thread };
  throw new Refused('invalid', `${claim?.repName ?? 'The rep'} of ${reference} can only be asked in person.`);
}

/** When the rep is back at work; undefined when that is now. */
function repReads(program: Program, repId: string | undefined, now: Date): Date | undefined {
  const rep = findRep(program, repId);
  const calendar = rep ? personCalendar(program, rep) : program;
  return isQuiet(calendar, now) ? nextAllowedMoment(calendar, now) : undefined;
}
