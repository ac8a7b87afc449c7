import { createHash } from 'node:crypto';
import { Refused } from '../errors.js';
import type { PersonRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import { showAmount } from '../program/amount.js';
import type { Program } from '../program/program.js';
import type { Act } from '../referral/decide.js';
import { parseReference } from '../referral/reference.js';
import { REWARD_KINDS } from '../referral/reward-terms.js';
import { Booking } from './book.js';
import * as decide from './decide-payout.js';
import { newsToPartner } from './news.js';
import type { PayoutLine, RewardRow, RewardStore } from './ports.js';

export interface PayoutDeps {
  rewards: RewardStore;
  clock: { now(): Date };
}

const AT_ONCE = 400;
const MOST_ROUNDS = 10_000;

/** Crockford's base 32, as of references. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `P-7K3M9Q`, the same for the same act. */
function payoutIdOf(actKey: string): string {
  const digest = createHash('sha256').update(actKey).digest();
  return `P-${Array.from(digest.subarray(0, 6), (byte) => ALPHABET.charAt(byte % 32)).join('')}`;
}

/** `p 7k3m9q` is the same to a person; undefined when it cannot be one. */
export function parsePayoutId(text: string): string | undefined {
  const read = parseReference(text.trim().replace(/^p/i, 'r'));
  return /^p/i.test(text.trim()) && read ? `P${read.slice(1)}` : undefined;
}

/**
 * Puts what is payable into a payout: a line for each partner, currency and kind, each in one transaction. Killed half
 * way, the lines that were made stand, and the rest is payable as before.
 * @returns the lines to be transferred; those that were only set off are not among them
 */
export async function createPayout(
  deps: PayoutDeps,
  program: Program,
  { by, actKey }: { by: PersonRef; actKey: string },
): Promise<PayoutLine[]> {
  const payoutId = payoutIdOf(actKey);
  const act: Act = { key: actKey, by, at: deps.clock.now() };
  let after: string | undefined;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const rows = await deps.rewards.payable(program.id, AT_ONCE, after);
    const partnerId = rows[0]?.subject.partnerId;
    if (partnerId === undefined) break;
    const own = rows.filter(({ subject }) => subject.partnerId === partnerId);
    let made = 0;
    for (const kind of REWARD_KINDS)
      for (const currency of new Set(own.map(({ subject }) => subject.currency)))
        made += await makeLine(deps, program, own, { payoutId, kind, currency }, act);
    // Of a partner with more than fit into one line, the next line follows.
    after = made > 0 && own.length === AT_ONCE ? after : partnerId;
  }
  const lines = await deps.rewards.lines({ programId: program.id, payoutId, limit: 10_000 });
  return lines.filter(({ amount }) => amount > 0);
}

async function makeLine(
  { rewards }: PayoutDeps,
  program: Program,
  own: readonly RewardRow[],
  of: Pick<PayoutLine, 'payoutId' | 'kind' | 'currency'>,
  act: Act,
): Promise<number> {
  const rows = own.filter(({ subject }) => subject.kind === of.kind && subject.currency === of.currency);
  const [first] = rows;
  if (!first) return 0;
  const { programId, partnerId } = first.subject;
  const taken = await rewards.lines({ programId, payoutId: of.payoutId, limit: 10_000 });
  const id = `${of.payoutId}-${taken.length + 1}`;
  const rewardIds = rows.map(({ subject }) => subject.rewardId);
  const posted = await rewards.change({ programId, partnerId, rewardIds }, (book) => {
    const booking = new Booking(book, program.timeZone);
    const line = decide.newLine({ ...of, id }, book.rewards, booking, act);
    return line && { booking, line, isNewLine: true };
  });
  return posted ? 1 : 0;
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
  decide.requireOpen(found);
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
      return { booking, line: after, messages: paidNews(booking, program) };
    });
    if (posted?.line) return posted.line;
    if (attempt > 3) throw new Refused('out_of_date', `Payout ${id} is being changed. Try again.`);
  }
}

function paidNews({ added }: Booking, program: Program): PendingMessage[] {
  return added.flatMap((entry) => newsToPartner(entry, program));
}

function requireSame({ id, amount, currency }: PayoutLine, claim: PaidClaim): void {
  const is = { minorUnits: amount, currency };
  if (claim.amount.currency !== currency)
    throw new Refused('invalid', `Payout ${id} is in ${currency}, not in ${claim.amount.currency}.`);
  if (claim.amount.minorUnits !== amount)
    throw new Refused('invalid', `Payout ${id} is of ${showAmount(is)}, not of ${showAmount(claim.amount)}.`);
}
