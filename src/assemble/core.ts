import { crediting as creditingBy } from '../attribution/credit-referral.js';
import type { CheckInDeps } from '../checkins/send-check-ins.js';
import type { Clock } from '../clock.js';
import { composer } from '../compose.js';
import type { DigestDeps } from '../digests/gather.js';
import { composeDigest } from '../digests/show-digest.js';
import type { Metrics } from '../http/metrics.js';
import type { Log } from '../log.js';
import type { PlatformName } from '../messages/address.js';
import type { PlatformSender } from '../messages/delivery.js';
import { type OutboxOptions, type RunningOutbox, startOutbox } from '../outbox/outbox.js';
import type { Preferences } from '../people/preferences.js';
import type { Crediting } from '../program/crediting.js';
import type { ProgramStore } from '../program/ports.js';
import type { TermsAcceptances } from '../program/terms.js';
import type { RivalDeps } from '../protection/find-rivals.js';
import { composeRewardCard, isRewardCard } from '../rewards/compose-card.js';
import type { LedgerDeps } from '../rewards/keep-ledger.js';
import { type CompleteDeps, completeSetup } from '../setup/complete-setup.js';
import type { FollowDeps } from '../setup/follow-channel.js';
import { attributionReads } from '../store/attribution-reads.js';
import type { Store } from '../store/connect.js';
import { digestReads } from '../store/digest-reads.js';
import { digestSlotStore } from '../store/digest-slots.js';
import { EXPORT_TICKETS } from '../store/export-tickets.js';
import { fingerprints } from '../store/fingerprints.js';
import { type Inbox, inboxStore } from '../store/inbox.js';
import { loopStore } from '../store/loops.js';
import { moveChannel } from '../store/move-channel.js';
import { outboxStore } from '../store/outbox.js';
import { PARTNER_RECORDS, partnerRecordStore } from '../store/partner-records.js';
import { pendingSource } from '../store/pending-source.js';
import { preferenceStore } from '../store/preferences.js';
import { programStore } from '../store/programs.js';
import { referralStore } from '../store/referrals.js';
import { REWARDS } from '../store/reward-documents.js';
import { rewardStore } from '../store/rewards.js';
import { rivalReads } from '../store/rival-reads.js';
import { termsAcceptanceStore } from '../store/terms-acceptances.js';
import { type LoopStore, loopsOwed } from '../updates/close-loops.js';
import { channelWarnings } from './channel-warnings.js';
import { companyMatching } from './company-matching.js';
import { printingContacts } from './contact-prints.js';
import { countingEvents } from './count-events.js';
import { planNudge } from './nudge-planner.js';
import { planningNudges } from './plan-nudges.js';
import { knowingCompanies } from './same-company.js';

/** What every platform works with, and nothing of any platform. */
export interface Core {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  programs: ProgramStore;
  outbox: RunningOutbox;
  inbox: Inbox;
  preferences: Preferences;
  acceptances: TermsAcceptances;
  checkIns: CheckInDeps;
  digests: DigestDeps;
  loops: LoopStore;
  /** How other referrals of the same company are found. */
  rivals: RivalDeps;
  /** Who is credited with what intake files. */
  crediting: Crediting;
  /** The address of one of our pages as people reach it, by its path; undefined where they cannot. */
  pageUrl: (path: string) => string | undefined;
  rewards: LedgerDeps;
  /** What use cases are given. */
  deps: FollowDeps;
  /** Fills in what a setup could not wait for. Rejects when it has to be done again later. */
  completeSetup(): Promise<void>;
}

export interface CoreParts {
  store: Store;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  senders: Partial<Record<PlatformName, PlatformSender>>;
  /** Somebody's name and e-mail, asked of the platform where they are not known yet. */
  person: CompleteDeps['profile'];
  pageUrl: Core['pageUrl'];
  outbox: Pick<OutboxOptions, 'pace' | 'retry' | 'checkpoint' | 'leaseClock' | 'selfDriving'>;
}

/** To one channel, once it is back. */
const MOST_OWED = 500;

export function buildCore(parts: CoreParts): Core {
  const { store, clock, log, metrics, senders, outbox: options } = parts;
  const programs = programStore(store.connection, { clock });
  const stored = countingEvents(referralStore(store.connection, clock), metrics);
  const printed = printingContacts(stored, fingerprints(store.db, 'contacts'));
  const rivals = { rivals: rivalReads(store), matching: companyMatching(), clock };
  const planned = planningNudges(printed, programs, planNudge);
  const reads = attributionReads(store.connection);
  const crediting = creditingBy({ reads, referrals: planned, clock });
  const referrals = knowingCompanies(planned, {
    ...rivals,
    crediting,
    programs,
    outbox: { enqueue: (messages) => outbox.enqueue(messages), wake: () => outbox.wake() },
    onError: (err, doing) => log.error({ err }, `protection: ${doing}`),
  });
  const rows = outboxStore(store.db);
  const loops = loopStore(store);
  metrics.watchLoops(() => loopsOwed({ loops, programs, clock }));
  metrics.watchQueue(() => rows.dueCount(clock.now()));
  const outbox: RunningOutbox = startOutbox({
    store: rows,
    sources: ['referrals', 'programs', 'digest_slots', PARTNER_RECORDS, REWARDS, EXPORT_TICKETS].map((name) =>
      pendingSource(store.db, name),
    ),
    program: () => programs.current(),
    compose: composer({
      referrals,
      programs,
      clock,
      hasReferred: async (programId, partnerId) =>
        (await referrals.page({ programId, partnerId, limit: 1 })).total > 0,
      forReader: (message, program, outsidersRead) =>
        isRewardCard(message)
          ? composeRewardCard(rewards, message, program, outsidersRead)
          : composeDigest(digests, message, program, outsidersRead),
      ...channelWarnings({ enqueue: (messages) => outbox.enqueue(messages) }, clock),
    }),
    senders,
    onError: (err, doing) => log.error({ err }, `outbox: ${doing}`),
    report: reporter(metrics, log),
    clock,
    ...options,
  });
  const digests: DigestDeps = {
    programs,
    referrals,
    slots: digestSlotStore(store.db),
    reads: digestReads(store),
    clock,
    outbox,
  };
  const rewards: LedgerDeps = {
    rewards: rewardStore(store),
    programs,
    clock,
    outbox,
    onError: (err, doing) => log.error({ err }, doing),
  };
  const moved: FollowDeps['moveChannel'] = (from, to) => moveChannel(store.db, from, to.id);
  const neverDelivered: FollowDeps['neverDelivered'] = async ({ platform, id }) =>
    (await rows.neverSent(`${platform}:${id}`, MOST_OWED)).map(({ message }) => message);
  const setup = {
    programs,
    clock,
    profile: parts.person,
    channelFacts: ({ platform, id }: { platform: PlatformName; id: string }) =>
      senderOf(senders, platform).channelFacts(id),
  };
  return {
    store,
    clock,
    log,
    metrics,
    programs,
    outbox,
    inbox: inboxStore(store.db),
    preferences: preferenceStore(store.db),
    acceptances: termsAcceptanceStore(store.db),
    checkIns: {
      partnerRecords: partnerRecordStore(store.db),
      programs,
      clock,
      outbox,
      onError: (err, doing) => log.error({ err }, doing),
    },
    digests,
    loops,
    rivals,
    crediting,
    pageUrl: parts.pageUrl,
    rewards,
    deps: { referrals, programs, clock, outbox, moveChannel: moved, neverDelivered },
    completeSetup: () => completeSetup(setup),
  };
}

function senderOf(senders: CoreParts['senders'], platform: PlatformName): PlatformSender {
  const sender = senders[platform];
  if (!sender) throw new Error(`${platform} is not connected`);
  return sender;
}

function reporter(metrics: Metrics, log: Log): NonNullable<OutboxOptions['report']> {
  return ({ outcome, platform, template, ms, code }) => {
    metrics.delivery(platform, outcome === 'expired' ? 'cancelled' : outcome);
    const level = outcome === 'parked' || outcome === 'unknown' ? 'warn' : 'debug';
    log[level]({ outcome, platform, template, ms, code }, 'delivery');
  };
}
