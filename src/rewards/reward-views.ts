import type { ActionValue, Card } from '../messages/card.js';
import { requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { showAmount } from '../program/amount.js';
import { partnerName } from '../program/program.js';
import { historyCard } from './history-card.js';
import type { LedgerDeps } from './keep-ledger.js';
import { overviewCard } from './overview-card.js';
import type { RewardRow } from './ports.js';
import { type Overview, readOverview, readStatement } from './read-rewards.js';
import { reviewCard } from './review-cards.js';
import { readReward } from './review-rewards.js';
import { statementCard } from './statement-card.js';

/** What somebody is shown of rewards when they ask, each as it stands now. Throws Refused for whoever may not see it. */
export function rewardViews(deps: LedgerDeps) {
  const statement = async (actor: Actor, value: ActionValue, note?: string): Promise<Card> =>
    statementCard(await readStatement(deps, actor, { partnerId: value.partner, cursor: value.cursor }), note);
  const overview = async (
    actor: Actor,
    kind: Overview['kind'],
    cursor?: string,
    note?: string,
  ): Promise<Card> => overviewCard(await readOverview(deps, actor, { kind, cursor }), note);
  const decision = async (actor: Actor, rewardId: string): Promise<Card> =>
    reviewCard(await readReward(deps, { actor, rewardId }, 'review_rewards'), undefined, 'one');
  return {
    statement,
    overview,
    decision,
    /** A partner's own; of staff all. */
    mine: (actor: Actor, value: ActionValue) =>
      isStaff(actor) && !value.partner ? overview(actor, 'all') : statement(actor, value),
    history: async (actor: Actor, { reward = '', before }: ActionValue): Promise<Card> =>
      historyCard(await readReward(deps, { actor, rewardId: reward }, 'list_all'), {
        mayReview: actor.programManager !== undefined,
        before: Number(before) || undefined,
      }),
    /** The place where a button stood, brought up to date, with what has just been done. */
    listed(actor: Actor, { list = '', reward = '' }: ActionValue, note: string): Promise<Card> {
      const partner = /^partner:(.+)$/.exec(list)?.[1];
      if (partner) return statement(actor, { partner }, note);
      if (list === 'one') return decision(actor, reward);
      return overview(actor, list === 'all' || list === 'disputes' ? list : 'review', undefined, note);
    },
  };
}

export function approvedWords(deps: LedgerDeps, row: RewardRow): Promise<string> {
  return decidedWords(deps, row, 'Approved', ' It goes into the next payout.');
}

export function declinedWords(deps: LedgerDeps, row: RewardRow): Promise<string> {
  return decidedWords(deps, row, 'Declined', ' The partner is told why.');
}

async function decidedWords(
  { programs }: LedgerDeps,
  { subject, standing }: RewardRow,
  what: string,
  then: string,
): Promise<string> {
  const program = await requireProgram(programs);
  const minorUnits = standing.balance > 0 ? standing.balance : standing.raw;
  const amount = showAmount({ minorUnits, currency: subject.currency });
  return `${what}: ${amount} for ${partnerName(program, subject.partnerId)} (${subject.reference}).${then}`;
}
