import type { JobHandlers } from '../../jobs/index.js';
import { sendCheckIns } from '../checkins/send-check-ins.js';
import { sweepPartners } from '../checkins/sweep-partners.js';
import { postDigests } from '../digests/post-digests.js';
import type { PlatformName } from '../messages/address.js';
import { sweepProtection } from '../protection/sweep-protection.js';
import { keepLedger } from '../rewards/keep-ledger.js';
import { rerouteDeparted } from '../routing/reroute-departed.js';
import { sweepClaims } from '../routing/sweep-claims.js';
import { wakePostponed } from '../routing/wake-postponed.js';
import { closeLoops } from '../updates/close-loops.js';
import { sweepFollowUps } from '../updates/sweep-follow-ups.js';
import type { Core } from './core.js';
import { countingRules } from './vetting.js';

/** An event normally takes milliseconds; after this long whoever had it is taken to be gone. */
const UNFINISHED_AFTER_MS = 60_000;
const AT_ONCE = 50;

/** Who does what follows from stored events, by platform. */
type Processors = Partial<
  Record<PlatformName, { processStored(body: Record<string, unknown>): Promise<void> }>
>;

/** What the recurring jobs call. */
export function jobHandlers(core: Core, processors: Processors): JobHandlers {
  const { deps, outbox, inbox, log, preferences, checkIns, digests, loops, rewards, rivals, crediting } =
    core;
  const counting = countingRules(core);
  const sweeping = {
    ...deps,
    preferences,
    onError: (err: unknown, doing: string) => log.error({ err }, `nudges: ${doing}`),
  };
  return {
    relayAndDeliver: () => outbox.sweep(),
    rerouteDeparted: async () => {
      const count = await rerouteDeparted(deps);
      if (count > 0) log.info({ count }, 'referrals of departed reps given back');
    },
    wakePostponed: async () => {
      const count = await wakePostponed(deps);
      if (count > 0) log.info({ count }, 'postponed referrals taken up');
    },
    // Before the others: whatever came at the same time is looked at first.
    sweepProtection: async () => {
      const count = await sweepProtection({ ...sweeping, ...rivals, crediting, counting });
      if (count > 0) log.info({ count }, 'protections and conflicts looked after');
    },
    sweepClaims: async () => {
      const count = await sweepClaims(sweeping);
      if (count > 0) log.info({ count }, 'waiting referrals taken a step further');
    },
    sweepFollowUps: async () => {
      const count = await sweepFollowUps(sweeping);
      if (count > 0) log.info({ count }, 'asked how referrals stand');
    },
    sweepPartners: async () => {
      const count = await sweepPartners(checkIns);
      if (count > 0) log.info({ count }, 'partners brought up to date');
    },
    sendCheckIns: async () => {
      const count = await sendCheckIns(checkIns);
      if (count > 0) log.info({ count }, 'check-ins dealt with');
    },
    closeLoops: async () => {
      const count = await closeLoops({ ...sweeping, loops });
      if (count > 0) log.info({ count }, 'ends told, or explained');
    },
    keepLedger: async () => {
      const count = await keepLedger(rewards);
      if (count > 0) log.info({ count }, 'rewards booked');
    },
    postDigests: async () => {
      const onError = (err: unknown, doing: string) => log.error({ err }, `digests: ${doing}`);
      const count = await postDigests({ ...digests, onError });
      if (count > 0) log.info({ count }, 'digests on their way');
    },
    sweepInbox: async () => {
      const { events, parked } = await inbox.takeUnfinished(UNFINISHED_AFTER_MS, AT_ONCE);
      if (parked.length > 0) log.error({ keys: parked }, 'events given up after five attempts');
      for (const { key, body, platform } of events) {
        await processors[platform]
          ?.processStored(body as Record<string, unknown>)
          .catch((err: unknown) =>
            log.warn({ err, key }, 'a stored event could not be processed; it comes round again'),
          );
      }
    },
  };
}
