import type { PendingMessage } from '../messages/pending.js';
import { shortened } from '../messages/shorten.js';
import { channelForPartner, type Program } from '../program/program.js';
import { shareableText } from '../referral/shareable.js';
import type { Booking } from './book.js';
import type { LedgerEntry } from './entry.js';
import { newsToPartner } from './news.js';
import type { PayoutLine } from './ports.js';

const NAMED = 5;
const LONGEST_NAME = 60;

/**
 * What a partner hears of a line that is paid, or has nothing to transfer since all of it is set off: what was paid, and what
 * was set off against what. One message a line; nothing of one that is still open. Without amounts: others may read them.
 */
export function payoutNews(line: PayoutLine, { added }: Booking, program: Program): PendingMessage[] {
  const paid = added.filter(({ type }) => type === 'paid');
  const owed = added.filter(({ type }) => type === 'set_off');
  const [first] = paid;
  if (line.state !== 'paid' || !first) return [];
  if (paid.length === 1 && owed.length === 0) return newsToPartner(first, program);
  const channel = channelForPartner(program, line.partnerId)?.channel;
  if (!channel) return [];
  return [
    {
      key: `payout:${line.id}:partner`,
      subject: { kind: 'partner', id: line.partnerId },
      template: 'payout-news',
      to: { kind: 'channel', channel },
      facts: {
        rewards: shareableText(named(paid)),
        several: paid.length > 1,
        ...(owed.length > 0 ? { setOff: shareableText(named(owed)) } : {}),
        transferred: line.amount > 0,
      },
      at: first.at,
      neverTwice: true,
    },
  ];
}

function named(entries: readonly LedgerEntry[]): string {
  const names = [
    ...new Set(entries.map(({ company, reference }) => `${shortened(company, LONGEST_NAME)} (${reference})`)),
  ];
  const [shown, left] = [names.slice(0, NAMED).join(', '), names.length - NAMED];
  return left > 0 ? `${shown} and ${left} more` : shown;
}
