import { SYSTEM } from '../messages/address.js';
import { type ReferralDeps, repAccounts } from '../people/act-on-referral.js';
import { inTheirHours } from '../people/quiet-hours.js';
import { isQuiet } from '../program/business-time.js';
import type { Program } from '../program/program.js';
import { announce } from '../referral/announcements.js';
import { type Act, alreadyDone } from '../referral/decide.js';
import { wake } from '../referral/decide-progress.js';
import type { Referral } from '../referral/referral.js';
import { claimDeadline } from './placing.js';

/**
 * Takes up what was put off ("not now") and whose day has come: back in its triage channel, and the partner is told.
 * Only in the program's business hours: whoever chose a Sunday is told on Monday. Works from what is due, so a day that was missed is made good at the next run; safe to run twice and in parallel.
 * @returns how many were taken up
 */
export async function wakePostponed(deps: ReferralDeps): Promise<number> {
  const program = await deps.programs.current();
  if (!program || isQuiet(program, deps.clock.now())) return 0;
  const due = await deps.referrals.dueToWake(program.id, deps.clock.now());
  for (const referral of due) await takeUp(deps, program, referral);
  if (due.length > 0) deps.outbox.wake();
  return due.length;
}

async function takeUp(deps: ReferralDeps, program: Program, { id, wakeAt }: Referral): Promise<void> {
  const act: Act = { key: `wake:${id}:${wakeAt?.toISOString()}`, by: SYSTEM, at: deps.clock.now() };
  await deps.referrals.change(id, (current) => {
    const isDue = current.state === 'nurture' && current.wakeAt !== undefined && current.wakeAt <= act.at;
    if (!isDue || alreadyDone(current, act)) return undefined;
    const decision = wake(current, claimDeadline(program, current, act.at), act);
    const messages = announce(current, decision, repAccounts(program));
    return { ...decision, messages: inTheirHours(messages, program) };
  });
}
