import type { RewardState } from '../referral/reward-terms.js';
import type { Hold, LedgerEntry } from './entry.js';

/** Where a reward stands: nothing but what its entries say. Amounts in minor units. */
export interface Standing {
  state: RewardState;
  /** Since when. */
  since: Date;
  /** Why it stands so, for staff and as the partner reads it. */
  reason: string;
  forPartner: string;
  /** What of it is the partner's by right. */
  earned: number;
  /** What was transferred, less what was set off later. */
  paid: number;
  /** Of declined and taken back: how much it was. */
  taken?: number;
  /** earned − paid: still to pay, or, below zero, to set off. */
  balance: number;
  /** What the rule gives before any limit. */
  raw: number;
  unknown: boolean;
  earnedAt?: Date;
  hold?: Hold;
  payBy?: Date;
  /** The payout line it is in. */
  line?: string;
  /** What was set off against what, the last time, as the partner reads it. */
  setOff?: string;
  dispute?: { text: string; at: Date; answered: boolean };
  reminders: number;
  terms?: LedgerEntry['terms'];
  seq: number;
  at: Date;
}

const NOTHING: Standing = {
  state: 'pending',
  since: new Date(0),
  reason: '',
  forPartner: '',
  earned: 0,
  paid: 0,
  balance: 0,
  raw: 0,
  unknown: false,
  reminders: 0,
  seq: 0,
  at: new Date(0),
};

/** @param entries of one reward, in their order */
export function fold(entries: readonly LedgerEntry[]): Standing | undefined {
  return entries.length === 0 ? undefined : entries.reduce(add, NOTHING);
}

/** Where it stood after each of them. */
export function foldEach(entries: readonly LedgerEntry[]): Standing[] {
  let standing = NOTHING;
  return entries.map((entry) => {
    standing = add(standing, entry);
    return standing;
  });
}

function add(before: Standing, entry: LedgerEntry): Standing {
  const isTransfer = entry.type === 'paid' || entry.type === 'set_off';
  const earned = before.earned + (isTransfer ? 0 : entry.amount);
  const paid = before.paid - (isTransfer ? entry.amount : 0);
  const counted = {
    ...before,
    earned,
    paid,
    balance: earned - paid,
    raw: entry.raw ?? before.raw,
    unknown: entry.raw === undefined ? before.unknown : entry.unknown === true,
    seq: entry.seq,
    at: entry.at,
  };
  const after = stateAfter(counted, entry);
  const isSame = after.state === before.state && before.seq > 0;
  return isSame ? after : { ...after, since: entry.at };
}

function stateAfter(now: Standing, entry: LedgerEntry): Standing {
  const moved = (state: RewardState, more: Partial<Standing> = {}): Standing => ({
    ...now,
    state,
    reason: entry.reason,
    forPartner: entry.forPartner ?? '',
    ...more,
  });
  switch (entry.type) {
    case 'earned': {
      const again = {
        ...(entry.earnedAt ? { earnedAt: entry.earnedAt } : {}),
        ...(entry.terms ? { terms: entry.terms } : {}),
        hold: undefined,
        payBy: undefined,
        reminders: 0,
      };
      // Earned again after it was paid and taken back: it is paid already.
      return wasPaid(now) ? moved('paid', again) : moved('pending', again);
    }
    case 'changed':
      return changed(now, moved);
    case 'held':
      return moved('on_hold', entry.hold ? { hold: entry.hold } : {});
    case 'released':
      return moved('in_review', entry.payBy ? { payBy: entry.payBy, reminders: 0 } : {});
    case 'approved':
    case 'payable':
      return moved(entry.type);
    case 'declined':
    case 'clawed_back':
      return moved(entry.type, { taken: -entry.amount });
    case 'reinstated':
      return moved('in_review');
    case 'batched':
      return { ...now, line: entry.line };
    case 'unbatched':
      return { ...now, line: undefined };
    case 'paid':
    case 'set_off': {
      const said = entry.type === 'set_off' && entry.forPartner ? { setOff: entry.forPartner } : {};
      const gone = { line: undefined, ...said };
      return afterTransfer({ ...now, ...gone }, moved('paid', gone));
    }
    case 'disputed':
      return { ...now, dispute: { text: entry.reason, at: entry.at, answered: false } };
    case 'dispute_answered':
      return now.dispute ? { ...now, dispute: { ...now.dispute, answered: true } } : now;
    case 'reminded':
      return { ...now, reminders: now.reminders + 1 };
  }
}

function wasPaid({ paid, balance }: Standing): boolean {
  return paid > 0 && balance <= 0;
}

/** More than was approved is approved anew; less needs nobody. What is declined or taken back stays so. */
function changed(now: Standing, moved: (state: RewardState) => Standing): Standing {
  if (now.state === 'declined' || now.state === 'clawed_back') return now;
  const more = now.balance > 0 && ['approved', 'payable', 'paid'].includes(now.state);
  return more ? moved('in_review') : { ...now };
}

/** Taken back or declined since it was put into the payout: the transfer makes its balance negative, not its state paid. */
function afterTransfer(now: Standing, paid: Standing): Standing {
  if (now.state === 'declined' || now.state === 'clawed_back') return now;
  // Earned again while it was being set off: what is owed now was approved by nobody.
  if (now.balance > 0) return now.state === 'paid' ? { ...now, state: 'in_review' } : now;
  return paid;
}
