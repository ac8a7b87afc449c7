import { ok, problem, type Verdict } from './verdict.js';

/** Slack's requests are refused when they are 5 minutes off; far below it, but above what a network can cause. */
const TOLERATED_MS = 30_000;

/**
 * How far another clock is from this machine's.
 * @param theirs what it showed at some moment between `asked` and `answered`
 * @param resolutionMs how coarse it is: an HTTP Date has whole seconds
 */
export function skewVerdict(theirs: Date, asked: Date, answered: Date, resolutionMs = 0): Verdict {
  const middle = (asked.getTime() + answered.getTime()) / 2;
  const doubt = (answered.getTime() - asked.getTime()) / 2 + resolutionMs;
  const apart = theirs.getTime() + resolutionMs / 2 - middle;
  const seconds = Math.round(Math.abs(apart) / 1000);
  if (Math.abs(apart) - doubt <= TOLERATED_MS)
    return ok(seconds === 0 ? 'no difference' : `${seconds} s apart`);
  const whose = apart > 0 ? 'behind' : 'ahead';
  return problem(
    `this machine is ${seconds} s ${whose}`,
    'Set both clocks by NTP (timedatectl set-ntp true); deadlines, reminders and Slack’s signatures go by them',
  );
}
