import type { Clock } from '../clock.js';
import type { ProgramStore } from '../program/ports.js';
import type { Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import type { ReferralStore } from '../referral/ports.js';
import {
  morningSections,
  parkedSection,
  partnerSections,
  referralSection,
  rewardSection,
  type Section,
} from './content.js';
import { type DigestReads, type DigestSlotStore, REFERRAL_MATTERS, REWARD_MATTERS } from './ports.js';
import { type Reader, readerCalendar } from './slots.js';

export interface DigestDeps {
  programs: ProgramStore;
  referrals: ReferralStore;
  slots: DigestSlotStore;
  reads: DigestReads;
  clock: Clock;
  outbox: { wake(): void };
}

/** What a message holds of each section; the rest is a press away. */
export const LINES_SHOWN = 3;
const LONGEST_NEWS_MS = 31 * DAY_MS;
const SHOWN_NEWS_MS = 7 * DAY_MS;

/**
 * What a reader is to be told at this instant. Program managers and the digest channel: the whole program's; a rep: the
 * rep's own.
 * @param since after which something counts as news; absent: a week
 */
export async function gather(
  { referrals, reads, clock }: Pick<DigestDeps, 'referrals' | 'reads' | 'clock'>,
  program: Program,
  reader: Reader,
  since?: Date,
): Promise<Section[]> {
  const now = clock.now();
  if (reader.kind === 'rep') {
    const held = await referrals.openHeldBy(program.id, reader.person.id);
    return morningSections(held, now, readerCalendar(program, reader).timeZone);
  }
  const oldest = new Date(now.getTime() - LONGEST_NEWS_MS);
  const from = since ?? new Date(now.getTime() - SHOWN_NEWS_MS);
  const newsFrom = from < oldest ? oldest : from;
  const page = { limit: LINES_SHOWN };
  const [parked, partners, matters, rewards] = await Promise.all([
    reads.parked(newsFrom, page),
    reads.partners(program.id, newsFrom),
    Promise.all(REFERRAL_MATTERS.map((matter) => reads.referrals(program.id, matter, now, page))),
    Promise.all(REWARD_MATTERS.map((matter) => reads.rewards(program.id, matter, now, page))),
  ]);
  return [
    ...REFERRAL_MATTERS.flatMap((matter, index) =>
      referralSection(matter, matters[index] ?? { found: [], total: 0 }, now),
    ),
    ...REWARD_MATTERS.flatMap((matter, index) =>
      rewardSection(matter, rewards[index] ?? { found: [], total: 0 }, program, now),
    ),
    ...parkedSection(parked),
    ...partnerSections(program, partners),
  ];
}
