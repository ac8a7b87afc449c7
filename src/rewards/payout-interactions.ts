import { Refused } from '../errors.js';
import type { Card } from '../messages/card.js';
import { counted } from '../messages/counted.js';
import type { Click, Interactions, Reply } from '../messages/interaction.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { showAmount } from '../program/amount.js';
import { type Program, partnerName } from '../program/program.js';
import type { LedgerDeps } from './keep-ledger.js';
import { PAYOUT_LINES_SHOWN, payoutsCard } from './payout-cards.js';
import { cancelLine, createPayout, type MadePayout, payLine } from './payouts.js';
import type { PayoutLine } from './ports.js';
import { byAndWhen } from './words.js';

/** The command `payouts`, and the buttons on its card: each press brings the card that was pressed up to date. */
export function payoutInteractions(deps: LedgerDeps): Pick<Interactions<Actor>, 'actions' | 'commands'> {
  const shown = async (actor: Actor): Promise<Reply> => ({
    kind: 'private',
    card: await payouts(deps, actor),
  });
  const turned = (card: Card): Reply => ({ kind: 'private', card, replace: true });
  const settle = (actionId: string, settled: typeof payLine | typeof cancelLine) => ({
    actionId,
    handle: async ({ actor, value }: Click<Actor>) =>
      turned(await settlePayout(deps, actor, value.line ?? '', settled)),
  });
  return {
    actions: [
      { actionId: 'payouts.show', handle: ({ actor }) => shown(actor) },
      {
        actionId: 'payouts.create',
        handle: async ({ actor, actKey }) => turned(await makePayout(deps, actor, actKey)),
      },
      settle('payouts.paid', payLine),
      settle('payouts.cancel', cancelLine),
    ],
    commands: [{ names: ['payouts', 'payout'], handle: ({ actor }) => shown(actor) }],
  };
}

async function mayPay(deps: LedgerDeps, actor: Actor): Promise<Program> {
  const program = await requireProgram(deps.programs);
  requireMay('pay_rewards', actor, program);
  return program;
}

async function payouts(deps: LedgerDeps, actor: Actor, note?: string): Promise<Card> {
  const program = await mayPay(deps, actor);
  const [open, payable] = await Promise.all([
    deps.rewards.openLines(program.id, PAYOUT_LINES_SHOWN),
    deps.rewards.countPayable(program.id),
  ]);
  return payoutsCard(program, open, payable, note);
}

async function makePayout(deps: LedgerDeps, actor: Actor, actKey: string): Promise<Card> {
  const program = await mayPay(deps, actor);
  const made = await createPayout(deps, program, { by: actor.person, actKey });
  deps.outbox.wake();
  return payouts(deps, actor, madeWords(made));
}

function madeWords({ payoutId, toTransfer, setOff }: MadePayout): string {
  const off = `${counted(setOff, 'line')} had nothing left to transfer: all of it was set off, and the partners are told.`;
  if (toTransfer > 0)
    return `Payout ${payoutId} is made: ${counted(toTransfer, 'line')} to transfer.${setOff > 0 ? ` ${off}` : ''}`;
  return setOff > 0 ? `Payout ${payoutId}: ${off}` : 'There is nothing to pay.';
}

async function settlePayout(
  deps: LedgerDeps,
  actor: Actor,
  lineId: string,
  settled: typeof payLine | typeof cancelLine,
): Promise<Card> {
  const program = await mayPay(deps, actor);
  if (!lineId) throw new Refused('not_found', 'There is no such payout.');
  const line = await settled(deps, program, lineId, actor.person);
  deps.outbox.wake();
  return payouts(deps, actor, settledWords(line, program));
}

function settledWords(
  { id, partnerId, amount, currency, paid, cancelled }: PayoutLine,
  program: Program,
): string {
  const what = `${id}, ${showAmount({ minorUnits: amount, currency })} to ${partnerName(program, partnerId)}`;
  if (paid) return `${what}: marked as paid ${byAndWhen(paid, program.timeZone)}. The partner is told.`;
  const by = cancelled ? ` ${byAndWhen(cancelled, program.timeZone)}` : '';
  return `${what}: cancelled${by}. Its rewards are payable again.`;
}
