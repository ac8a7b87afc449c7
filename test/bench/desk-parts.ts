import { channelWarnings } from '../../src/assemble/channel-warnings.js';
import { systemClock } from '../../src/clock.js';
import { composer } from '../../src/compose.js';
import { type RunningOutbox, startOutbox } from '../../src/outbox/outbox.js';
import type { ReferralDeps } from '../../src/people/act-on-referral.js';
import { slackSender } from '../../src/platforms/slack/send.js';
import type { Store } from '../../src/store/connect.js';
import { outboxStore } from '../../src/store/outbox.js';
import { pendingSource } from '../../src/store/pending-source.js';
import { programStore } from '../../src/store/programs.js';
import { referralStore } from '../../src/store/referrals.js';
import { BOT_TOKEN, HOME_TEAM } from './office.js';
import type { World } from './world.js';

export const SEND_TIMEOUT_MS = 10_000;

/**
 * The store, the use cases' needs and an outbox that delivers when asked and without a pace, put together as
 * src/assemble.ts does. Any failure to deliver is a failure of the bench.
 */
export function deskParts(store: Store, { apiUrl }: World): ReferralDeps & { outbox: RunningOutbox } {
  const clock = systemClock;
  const referrals = referralStore(store.connection, clock);
  const programs = programStore(store.connection);
  const outbox: RunningOutbox = startOutbox({
    store: outboxStore(store.db),
    sources: [pendingSource(store.db, 'referrals'), pendingSource(store.db, 'programs')],
    program: () => programs.current(),
    compose: composer({
      referrals,
      programs,
      clock,
      forReader: async () => undefined,
      ...channelWarnings({ enqueue: (messages) => outbox.enqueue(messages) }, clock),
    }),
    senders: {
      slack: slackSender({
        token: BOT_TOKEN,
        apiUrl,
        timeoutMs: SEND_TIMEOUT_MS,
        homeTeamId: () => HOME_TEAM,
      }),
    },
    onError: (error) => {
      throw error;
    },
    clock,
    pace: { postMs: 0, editMs: 0 },
    selfDriving: false,
  });
  return { referrals, programs, clock, outbox };
}
