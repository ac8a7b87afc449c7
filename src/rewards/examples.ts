import type { Card } from '../messages/card.js';
import type { Samples } from '../program/template.js';
import type { EntryType, LedgerEntry } from './entry.js';
import { fold, type Standing } from './fold.js';
import { reminderCard } from './reminder-card.js';
import { disputeCard, reviewCard, type ShownReward } from './review-cards.js';

/** Rewards as previews show them. */

const DAY_MS = 86_400_000;

/** What the program managers are sent, at each point of a reward's life. */
export function managerExamples(template: string, { program, now }: Samples): { name: string; card: Card }[] {
  const shown = (...types: EntryType[]): ShownReward => {
    const entries = exampleEntries(['earned', 'held', 'released', ...types], {
      programId: program.id,
      partnerId: program.partners[0]?.id ?? '',
      company: 'Acme GmbH',
      at: now,
    });
    return { program, ...exampleOf(entries) };
  };
  const named = (shows: string, card: Card | undefined) =>
    card ? [{ name: `${template}/${shows}`, card }] : [];
  if (template === 'reward-review')
    return [
      ...named('waiting', reviewCard(shown())),
      ...named('approved', reviewCard(shown('approved', 'payable'))),
      ...named('declined', reviewCard(shown('declined'))),
    ];
  if (template === 'reward-disputed')
    return [
      ...named('asked', disputeCard(shown('declined', 'disputed'))),
      ...named('answered', disputeCard(shown('declined', 'disputed', 'dispute_answered'))),
    ];
  return [
    ...named('to review', reminderCard(shown(), now)),
    ...named('overdue', reminderCard(shown('approved', 'payable'), new Date(now.getTime() + 40 * DAY_MS))),
  ];
}

export function exampleOf(entries: readonly LedgerEntry[]): Pick<ShownReward, 'row' | 'entries'> {
  const [{ rewardId, programId, partnerId, referralId, reference, company, step, kind, currency }] =
    entries as [LedgerEntry];
  const subject = { rewardId, programId, partnerId, referralId, reference, company, step, kind, currency };
  return { row: { subject, standing: fold(entries) as Standing }, entries };
}

/** Of one reward, one after the other. */
export function exampleEntries(
  types: readonly EntryType[],
  about: Pick<LedgerEntry, 'programId' | 'partnerId' | 'company' | 'at'>,
): LedgerEntry[] {
  return types.map(
    (type, index): LedgerEntry => ({
      ...about,
      id: `sample:${index}`,
      rewardId: '6924210a3c5e7f9b1d2e4f60:won:fjord:EUR:cash',
      seq: index + 1,
      referralId: '6924210a3c5e7f9b1d2e4f60',
      reference: 'R-7K3M9Q',
      step: 'won',
      kind: 'cash',
      currency: 'EUR',
      transition: String(index),
      type,
      amount: type === 'earned' ? 125_000 : type === 'declined' || type === 'clawed_back' ? -125_000 : 0,
      reason: 'They bought something else than what was introduced. '.repeat(6).trim(),
      forPartner: 'It was another department. '.repeat(12).trim(),
      by: { platform: 'slack', userId: 'U0PRIYA001', name: 'Priya Nair' },
      ...(type === 'earned' ? { raw: 125_000, earnedAt: about.at } : {}),
      ...(type === 'held' ? { hold: { until: about.at, untilCollected: false } } : {}),
      ...(type === 'released' ? { payBy: new Date(about.at.getTime() + 30 * DAY_MS) } : {}),
    }),
  );
}
