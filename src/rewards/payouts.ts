import { Refused } from '../errors.js';
import type { PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import { showAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import type { Act } from '../referral/decide.js';
import { Booking } from './book.js';
import * as decide from './decide-payout.js';
import type { RewardSubject } from './entry.js';
import { managerCards } from './news.js';
import { lineIdOf, payoutIdOf, SHORTEST_LINE } from './payout-ids.js';
import { payoutNews } from './payout-news.js';
import type { PayoutLine, RewardStore, ToPay } from './ports.js';

export interface PayoutDeps {
  rewards: RewardStore;
  clock: { now(): Date };
}

/** So many rewards go into one line; a partner with more gets several. */
const IN_A_LINE = 200;
const LONGEST_LINE_NAME = 12;

export interface MadePayout {
  payoutId: string;
  /** How many lines there are to transfer. */
  toTransfer: number;
  /** How many lines were set off altogether. */
  setOff: number;
}

/**
 * Puts what is payable into a payout: a line for each partner, currency and kind (more, where there are more than 200 rewards),
 * each in one transaction. Killed half way, the lines that were made stand, and the rest is payable as before; the same
 * act again, or twice at once, makes the lines that are missing. A reward comes into one payout once, also when its line was
 * cancelled since.
 */
export async function createPayout(
  deps: PayoutDeps,
  program: Program,
  { by, actKey }: { by: PersonRef; actKey: string },
): Promise<MadePayout> {
  const payoutId = payoutIdOf(actKey);
  const act: Act = { key: actKey, by, at: deps.clock.now() };
  let after: RewardSubject | undefined;
  for (;;) {
    const next = await deps.rewards.toPay(program.id, IN_A_LINE, after);
    if (!next) break;
    await makeLine(deps, program, next, payoutId, act);
    after = next.last;
  }
  return { payoutId, ...(await deps.rewards.countLines(program.id, payoutId)) };
}

async function makeLine(
  { rewards }: PayoutDeps,
  program: Program,
  { pay, setOff }: ToPay,
  payoutId: string,
  act: Act,
): Promise<void> {
  const [first] = pay;
  if (!first) return;
  const { programId, partnerId, currency, kind } = first.subject;
  const id = await freeLineId(rewards, programId, payoutId, first.subject.rewardId);
  const rewardIds = [...pay, ...setOff].map(({ subject }) => subject.rewardId);
  await rewards.change({ programId, partnerId, rewardIds }, (book) => {
    const booking = new Booking(book, program.timeZone);
    const line = decide.newLine({ id, payoutId, currency, kind }, book.rewards, booking, act);
    return line && { booking, line, isNewLine: true, messages: said(line, booking, program) };
  });
}

/** Whoever makes this line at the same time gets the same name, and one of the two makes it. */
async function freeLineId(
  rewards: RewardStore,
  programId: string,
  payoutId: string,
  rewardId: string,
): Promise<string> {
  for (let length = SHORTEST_LINE; length < LONGEST_LINE_NAME; length += 1) {
    const id = lineIdOf(payoutId, rewardId, length);
    if (!(await rewards.line(programId, id))) return id;
  }
  return lineIdOf(payoutId, rewardId, LONGEST_LINE_NAME);
}

/** Why a line of a payout cannot be marked paid, in words for whoever sent it. */
export interface PaidClaim {
  amount: { minorUnits: number; currency: string };
  reference?: string | undefined;
}

/**
 * Marks a line as transferred. `claim` is what a file says of it: it has to be the same.
 * @throws Refused when there is no such line, it is paid or cancelled already, or the claim says otherwise
 */
export async function payLine(
  { rewards, clock }: PayoutDeps,
  program: Program,
  lineId: string,
  by: PersonRef,
  claim?: PaidClaim,
  dryRun = false,
): Promise<PayoutLine> {
  const found = await lineFor(rewards, program, lineId);
  decide.requireOpen(found, program.timeZone);
  if (claim) requireSame(found, claim);
  if (dryRun) return found;
  const act: Act = { key: `${found.id}:paid`, by, at: clock.now() };
  return settle(rewards, program, found, (line, book, booking) =>
    decide.payLine(line, book, booking, { act, reference: claim?.reference }),
  );
}

/** It was not transferred: its rewards are free for another payout. @throws Refused */
export async function cancelLine(
  { rewards, clock }: PayoutDeps,
  program: Program,
  lineId: string,
  by: PersonRef,
): Promise<PayoutLine> {
  const found = await lineFor(rewards, program, lineId);
  const act: Act = { key: `${found.id}:out`, by, at: clock.now() };
  return settle(rewards, program, found, (line, book, booking) =>
    decide.cancelLine(line, book, booking, act),
  );
}

async function lineFor(rewards: RewardStore, program: Program, lineId: string): Promise<PayoutLine> {
  const found = await rewards.line(program.id, lineId);
  if (!found) throw new Refused('not_found', `There is no payout line ${lineId}.`);
  return found;
}

async function settle(
  rewards: RewardStore,
  program: Program,
  { id, programId, partnerId, items }: PayoutLine,
  decision: (line: PayoutLine, rewards: Parameters<typeof decide.payLine>[1], booking: Booking) => PayoutLine,
): Promise<PayoutLine> {
  const rewardIds = items.map(({ rewardId }) => rewardId);
  for (let attempt = 0; ; attempt += 1) {
    // Read anew: what was decided on before may be paid by now.
    const line = await lineFor(rewards, program, id);
    const posted = await rewards.change({ programId, partnerId, rewardIds }, (book) => {
      const booking = new Booking(book, program.timeZone);
      const isAsRead = book.rewards.some(({ standing }) => standing.line === id) || line.state !== 'open';
      if (!isAsRead) return undefined;
      const after = decision(line, book.rewards, booking);
      return { booking, line: after, messages: said(after, booking, program) };
    });
    if (posted?.line) return posted.line;
    if (attempt > 3) throw new Refused('out_of_date', `Payout ${id} is being changed. Try again.`);
  }
}

function said(line: PayoutLine, booking: Booking, program: Program): PendingMessage[] {
  return [...payoutNews(line, booking, program), ...managerCards(booking)];
}

function requireSame({ id, amount, currency }: PayoutLine, claim: PaidClaim): void {
  const is = { minorUnits: amount, currency };
  if (claim.amount.currency !== currency)
    throw new Refused('invalid', `Payout ${id} is in ${currency}, not in ${claim.amount.currency}.`);
  if (claim.amount.minorUnits !== amount)
    throw new Refused('invalid', `Payout ${id} is of ${showAmount(is)}, not of ${showAmount(claim.amount)}.`);
}
