import { DateTime } from 'luxon';
import type { Span } from '../messages/card.js';
import { counted } from '../messages/counted.js';
import { shortened } from '../messages/shorten.js';
import { showAmount } from '../program/amount.js';
import { activePartners, type Program, partnerName } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';
import { openDispute } from '../referral/dispute.js';
import type { Referral } from '../referral/referral.js';
import { isTerminal } from '../referral/states.js';
import type {
  Found,
  ParkedDelivery,
  PartnerNews,
  ReferralMatter,
  RewardMatter,
  WaitingReward,
} from './ports.js';

/** What a digest says, before it is a card. Pure. */

export type Matter =
  | ReferralMatter
  | RewardMatter
  | 'parked'
  | 'partners'
  | 'dormant'
  | 'due_today'
  | 'meetings';

export interface Line {
  text: Span[];
  referral?: Referral;
  /** Where only the reference is known. */
  referralId?: string;
}

export interface Section {
  matter: Matter;
  title: string;
  /** Counted up to 1,000. */
  total: number;
  /** The most urgent first. */
  lines: Line[];
}

/** A line names and links; the record has the whole. */
const LONGEST_NAME = 50;
const LONGEST_REASON = 120;

const COUNTED_UP_TO = 1_000;

const TITLES: Record<Matter, string> = {
  overdue: 'Unclaimed or overdue',
  quiet: 'No news from the rep',
  review: 'Waiting for your decision',
  unanswered: 'Questions without an answer',
  loops: 'Partners not told how it ended',
  reward_reviews: 'Rewards to review',
  payouts: 'Payouts due soon or overdue',
  reward_disputes: 'Objections to rewards',
  parked: 'Messages that could not be delivered',
  partners: 'New partners',
  dormant: 'Dormant partners',
  due_today: 'Due today',
  meetings: 'Meetings today',
};

export function titleOf(matter: Matter): string {
  return TITLES[matter];
}

export function countWord(total: number): string {
  return total >= COUNTED_UP_TO ? '1,000 or more' : String(total);
}

/** Nothing for a section without anything in it. */
export function referralSection(
  matter: ReferralMatter,
  { found, total }: Found<Referral>,
  now: Date,
): Section[] {
  const lines = found.map((referral): Line => ({ text: managerLine(matter, referral, now), referral }));
  return total > 0 ? [{ matter, title: titleOf(matter), total, lines }] : [];
}

/** What waits for the program managers about rewards, with how long it has waited. */
export function rewardSection(
  matter: RewardMatter,
  { found, total }: Found<WaitingReward>,
  program: Program,
  now: Date,
): Section[] {
  const lines = found.map((reward): Line => ({ text: rewardLine(matter, reward, program, now) }));
  return total > 0 ? [{ matter, title: titleOf(matter), total, lines }] : [];
}

function rewardLine(matter: RewardMatter, reward: WaitingReward, program: Program, now: Date): Span[] {
  const { company, reference, partnerId, amount: minorUnits, currency, since, payBy } = reward;
  const partner = partnerName(program, partnerId);
  const about: Span[] = [
    { bold: shortened(company, LONGEST_NAME) },
    ` (${reference}, ${shortened(partner, LONGEST_NAME)}): `,
  ];
  if (matter === 'reward_disputes') return [...about, 'objected to ', ...waited(since, now)];
  const due: Span[] = payBy
    ? [payBy <= now ? ', overdue since ' : ', to be paid by ', { instant: payBy, show: 'date' }]
    : [];
  const amount = showAmount({ minorUnits, currency });
  if (matter === 'payouts') return [...about, amount, ...due];
  return [...about, `${amount} waits for a review since `, ...waited(since, now), ...due];
}

/** `3 December (9 days)`. */
function waited(since: Date, now: Date): Span[] {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  const age = days < 1 ? 'less than a day' : counted(days, 'day');
  return [{ instant: since, show: 'date' }, ` (${age})`];
}

export function parkedSection({ found, total }: Found<ParkedDelivery>): Section[] {
  if (total === 0) return [];
  const lines = found.map(
    ({ reason, at, referral }): Line => ({
      text: [
        ...(referral
          ? [{ bold: shortened(referral.company, LONGEST_NAME) }, ` (${referral.reference}): `]
          : []),
        `${shortened(reason, LONGEST_REASON)} `,
        { instant: at, show: 'date_time' },
      ],
      ...(referral ? { referralId: referral.id } : {}),
    }),
  );
  return [{ matter: 'parked', title: titleOf('parked'), total, lines }];
}

/** What became of partners. One whose file says that it joined earlier is no news. */
export function partnerSections(program: Program, { joined, dormant }: PartnerNews): Section[] {
  const inForce = new Map(activePartners(program).map((partner) => [partner.id, partner]));
  const day = (at: Date) => DateTime.fromJSDate(at, { zone: program.timeZone }).toISODate() ?? '';
  const lines = (news: PartnerNews['joined'], words: string): Line[] =>
    news.flatMap(({ partnerId, at }) => {
      const name = inForce.get(partnerId)?.name;
      return name ? [{ text: [{ bold: name }, words, { instant: at, show: 'date' } as const] }] : [];
    });
  const news = joined.filter(({ partnerId, at }) => (inForce.get(partnerId)?.since ?? day(at)) >= day(at));
  return [
    listed('partners', lines(news, ' since ')),
    listed('dormant', lines(dormant, ' has not been heard of for a while; dormant since ')),
  ].flat();
}

function listed(matter: Matter, lines: Line[]): Section[] {
  return lines.length > 0 ? [{ matter, title: titleOf(matter), total: lines.length, lines }] : [];
}

/** A rep's morning, from what the rep holds. `zone` is the rep's. */
export function morningSections(held: readonly Referral[], now: Date, zone: string): Section[] {
  const open = held.filter(({ state }) => !isTerminal(state) && state !== 'nurture');
  const endOfDay = DateTime.fromJSDate(now, { zone }).endOf('day').toJSDate();
  const startOfDay = DateTime.fromJSDate(now, { zone }).startOf('day').toJSDate();
  const deadline = ({ attention }: Referral) => attention?.dueBy;
  const meeting = ({ state, meeting: booked }: Referral) =>
    state === 'meeting_scheduled' ? booked?.at : undefined;
  const asked = ({ attention }: Referral) => attention?.unansweredSince;
  const within = (at: Date | undefined, from: Date, to: Date) => at !== undefined && at >= from && at <= to;
  return [
    section('overdue', open, deadline, (at) => at !== undefined && at <= now),
    section('due_today', open, deadline, (at) => at !== undefined && at > now && at <= endOfDay),
    section('meetings', open, meeting, (at) => within(at, startOfDay, endOfDay)),
    section('unanswered', open, asked, (at) => at !== undefined),
  ].flat();
}

function section(
  matter: Matter,
  open: readonly Referral[],
  when: (referral: Referral) => Date | undefined,
  belongs: (at: Date | undefined) => boolean,
): Section[] {
  const found = open
    .filter((referral) => belongs(when(referral)))
    .toSorted((a, b) => (when(a)?.getTime() ?? 0) - (when(b)?.getTime() ?? 0));
  if (found.length === 0) return [];
  const lines = found.map(
    (referral): Line => ({ text: repLine(matter, referral, when(referral)), referral }),
  );
  return [{ matter, title: matter === 'overdue' ? 'Overdue' : titleOf(matter), total: found.length, lines }];
}

function managerLine(matter: ReferralMatter, referral: Referral, now: Date): Span[] {
  return [...named(referral), ...state(matter, referral, now)];
}

function state(matter: ReferralMatter, referral: Referral, now: Date): Span[] {
  const { attention, claim, review, loop, unmatched, question } = referral;
  const dispute = openDispute(referral);
  const rep = claim?.repName ?? 'nobody';
  switch (matter) {
    case 'overdue':
      return [`${stillOwed(referral)} since `, when(attention?.dueBy ?? now)];
    case 'quiet':
      return [`${rep} was asked how it stands on `, when(attention?.quietSince ?? now), ' and has not said'];
    case 'review':
      if (dispute)
        return [shortened(`${dispute.by.name} asks to look again: ${dispute.text}`, LONGEST_REASON)];
      return [shortened(review?.why ?? unmatched ?? 'It has no channel yet.', LONGEST_REASON)];
    case 'unanswered':
      return [`${question?.askedBy.name ?? rep} asked on `, when(attention?.unansweredSince ?? now)];
    case 'loops':
      return ['closed on ', when(loop?.owedSince ?? now)];
  }
}

function stillOwed({ state: now, claim }: Referral): string {
  if (now === 'routed') return 'nobody has claimed it; due';
  return now === 'claimed'
    ? `${claim?.repName ?? 'the rep'} has not accepted it; due`
    : `${claim?.repName ?? 'the rep'} has not contacted them; due`;
}

function repLine(matter: Matter, referral: Referral, at: Date | undefined): Span[] {
  const instant: Span[] = at ? [when(at)] : [];
  if (matter === 'meetings') return [...named(referral), ...instant];
  if (matter === 'unanswered') return [...named(referral), 'you asked the partner on ', ...instant];
  const what = referral.state === 'claimed' ? 'accept or reject' : 'first contact';
  return [...named(referral), `${what} by `, ...instant];
}

function named({ prospect, reference, partner }: Referral): Span[] {
  const from = shortened(partner?.name ?? 'unknown partner', LONGEST_NAME);
  return [{ bold: shortened(prospect.company, LONGEST_NAME) }, ` (${reference}, ${from}): `];
}

function when(instant: Date): Span {
  return { instant, show: 'date_time' };
}
