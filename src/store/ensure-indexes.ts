import type { Store } from './connect.js';
import { createConversationIndexes } from './conversations.js';
import { createDigestSlotIndexes } from './digest-slots.js';
import { createTicketIndexes } from './export-tickets.js';
import { createInboxIndexes } from './inbox.js';
import { createJobIndexes } from './job-indexes.js';
import { createKnownCompanyIndexes } from './known-documents.js';
import { createOutboxIndexes } from './outbox-documents.js';
import { createPartnerCodeIndexes } from './partner-codes.js';
import { createPartnerRecordIndexes } from './partner-records.js';
import { createProfileIndexes } from './profiles.js';
import { programModel } from './programs.js';
import { createRateWindowIndexes } from './rate-windows.js';
import { referralModel } from './referral-schema.js';
import { createRewardIndexes } from './reward-documents.js';
import { createTermsAcceptanceIndexes } from './terms-acceptances.js';
import { withinLimit } from './within-limit.js';

const LIMIT_MS = 120_000;

/**
 * Makes every index that is not there yet; once at start, before anything is written. Fast when all are there; over
 * many documents a new one may take minutes.
 * @throws StoreUnavailable
 */
export async function ensureIndexes({ connection, db }: Pick<Store, 'connection' | 'db'>): Promise<void> {
  await withinLimit(
    () =>
      Promise.all([
        referralModel(connection).createIndexes(),
        programModel(connection).createIndexes(),
        createOutboxIndexes(db),
        createInboxIndexes(db),
        createProfileIndexes(db),
        createConversationIndexes(db),
        createJobIndexes(db),
        createPartnerRecordIndexes(db),
        createDigestSlotIndexes(db),
        createKnownCompanyIndexes(db),
        createTermsAcceptanceIndexes(db),
        createRewardIndexes(db),
        createTicketIndexes(db),
        createPartnerCodeIndexes(db),
        createRateWindowIndexes(db),
      ]),
    LIMIT_MS,
  );
}
