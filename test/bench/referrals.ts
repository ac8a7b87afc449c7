import { submittedReferral as asSubmitted, newReferral, type Origin } from '../../src/intake/new-referral.js';
import { readAnswers } from '../../src/intake/read-answers.js';
import { repAccounts } from '../../src/people/act-on-referral.js';
import { announce } from '../../src/referral/announcements.js';
import type { Act } from '../../src/referral/decide.js';
import type { Referral } from '../../src/referral/referral.js';
import { routeOrLeave } from '../../src/routing/placing.js';
import { PARTNERS, PROGRAM } from './office.js';
import { answers } from './requests.js';

let made = 0;

/** A referral as a partner's submission stores it: routed, with its messages pending. `partner` counts from 0. */
export function submittedReferral(partner: number): Referral {
  made += 1;
  const place = PARTNERS[partner % PARTNERS.length] as (typeof PARTNERS)[number];
  const read = readAnswers(PROGRAM, answers(made));
  if (!read.ok) throw new Error(`The bench's answers are refused: ${JSON.stringify(read.errors)}`);
  const submissionKey = `slack:VBENCH${made}`;
  const channel = { platform: 'slack', id: place.channelId } as const;
  const origin: Origin = {
    door: 'button',
    onBehalf: false,
    channel,
    partner: { id: place.id, name: place.name },
    answerIn: channel,
    channelPartner: place.name,
  };
  const by = {
    platform: 'slack',
    userId: place.userId,
    teamId: place.teamId,
    name: `Pat of ${place.name}`,
  } as const;
  const act: Act = { key: submissionKey, by, at: new Date() };
  const referral = asSubmitted({ program: PROGRAM, origin, intake: read.intake, act, submissionKey });
  const decision = newReferral({ referral, program: PROGRAM, origin, act, found: [], route: routeOrLeave });
  if (decision.after.state !== 'routed') throw new Error('The bench expects every referral to be routed');
  const pending = announce(undefined, decision, repAccounts(PROGRAM));
  return { ...decision.after, events: decision.events, pending };
}
