import { type Act, type Decision, happen } from '../referral/decide.js';
import { decisive, type Finding, strictestFirst } from '../referral/findings.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal, type ReferralState } from '../referral/states.js';
import { judge } from './judge.js';
import type { Program } from './program.js';

/** Nobody has promised the partner anything yet. */
const STOPPABLE: readonly ReferralState[] = ['submitted', 'in_review', 'routed', 'claimed'];

/**
 * What follows where rules see something only after a referral was stored, as the other came at the same instant: the same as if it
 * had been seen in time, in the same words. What a rep has accepted by then goes on, and staff are told. Pure; a rule that
 * has spoken already is not heard again, so that repeating it changes nothing.
 * @returns undefined where nothing follows
 */
export function holdLate(
  referral: Referral,
  found: readonly Finding[],
  program: Program,
  act: Act,
): Decision | undefined {
  const { findings = [], state } = referral;
  const heard = new Set(findings.map(({ rule }) => rule));
  const news = found.filter(({ rule }) => !heard.has(rule));
  if (news.length === 0 || isTerminal(state)) return undefined;
  const after = { ...referral, findings: strictestFirst([...findings, ...news]) };
  const stops = decisive(news) !== undefined;
  if (stops && STOPPABLE.includes(state))
    return judge(after, program, act, (held) => ({ after: held, events: [] }));
  const why = news.map(({ staffText }) => staffText).join(' ');
  return happen(after, act, { type: 'found_late', why, stops });
}
