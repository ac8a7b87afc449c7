import type { Clock } from '../clock.js';
import { repAccounts } from '../people/act-on-referral.js';
import type { Arrival, Crediting } from '../program/crediting.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { announce } from '../referral/announcements.js';
import type { Attribution, Touch } from '../referral/attribution.js';
import { type Act, alreadyDone, type Decision, happen } from '../referral/decide.js';
import type { ReferralStore } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import { decideCredit, inOrder } from './decide-attribution.js';
import { ownTouch } from './own-touch.js';
import type { AttributionReads } from './ports.js';

export interface CreditDeps {
  reads: AttributionReads;
  referrals: Pick<ReferralStore, 'change'>;
  clock: Clock;
}

/** Credits new referrals by the program's model, and lets open ones of other partners know. */
export function crediting({ reads, referrals, clock }: CreditDeps): Crediting {
  const earlier = (referral: Referral, { attribution }: Program) =>
    reads.aboutSame(referral, new Date(referral.createdAt.getTime() - attribution.windowDays * DAY_MS));
  return {
    async credit(referral, program, arrival) {
      const own = referral.partner && ownTouch(referral, referral.partner, arrival?.code);
      if (!own) return referral;
      const others = (await earlier(referral, program)).map(({ touch }) => touch);
      return { ...referral, attribution: attributionOf(own, others, program, arrival) };
    },

    async touch(referral, program) {
      const touch = referral.attribution?.touches.find(({ referralId }) => referralId === referral.id);
      if (!touch) return;
      const registered = !isTerminal(referral.state);
      const open = (await earlier(referral, program)).filter(
        (one) => one.isOpen && one.touch.partnerId !== touch.partnerId && one.touch.at <= touch.at,
      );
      for (const one of open) {
        await referrals.change(one.touch.referralId, (current) => {
          const act: Act = { key: `touched/${referral.id}`, by: referral.submittedBy, at: clock.now() };
          const decision = touched(current, { ...touch, registered }, referral.reference, program, act);
          return decision && { ...decision, messages: announce(current, decision, repAccounts(program)) };
        });
      }
    },
  };
}

function attributionOf(
  own: Touch,
  others: readonly Touch[],
  { attribution: rule }: Program,
  arrival: Arrival | undefined,
): Attribution {
  const touches = inOrder([...others, own]);
  const credit = decideCredit(touches, rule, own.at);
  const partnerId = credit?.partnerId ?? own.partnerId;
  return {
    model: rule.model,
    partnerId,
    source: partnerId === own.partnerId ? 'sourced' : 'influenced',
    touches,
    at: own.at,
    ...arrival,
  };
}

/**
 * Another partner has sent the same company while this one is open: it had a part, and where the model says so it is
 * credited from now on. What a program manager decided stands. Undefined when that is noted already. Pure.
 */
function touched(
  referral: Referral,
  touch: Touch,
  reference: string,
  { attribution: rule }: Pick<Program, 'attribution'>,
  act: Act,
): Decision | undefined {
  const { attribution, partner } = referral;
  if (!partner || isTerminal(referral.state) || alreadyDone(referral, act)) return undefined;
  const before = attribution?.touches ?? [ownTouch(referral, partner)];
  const touches = inOrder([...before, touch]);
  const credited = attribution?.decided
    ? attribution.partnerId
    : (decideCredit(touches, rule, touch.at)?.partnerId ?? partner.id);
  const after: Attribution = {
    ...attribution,
    model: rule.model,
    partnerId: credited,
    source: credited === partner.id ? 'sourced' : 'influenced',
    touches,
    at: act.at,
  };
  const { partnerId, partnerName } = touch;
  return happen({ ...referral, attribution: after }, act, {
    type: 'touched',
    partnerId,
    partnerName,
    reference,
  });
}
