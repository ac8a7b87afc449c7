import type { AskDeps } from '../export/ask-export.js';
import { openDownload } from '../export/download.js';
import { downloadPage } from '../http/download-page.js';
import type { PageHandler } from '../http/plain-page.js';
import { INTAKE_FIELDS } from '../intake/fields.js';
import { exportReads } from '../store/export-reads.js';
import { ticketStore } from '../store/export-tickets.js';
import type { Core } from './core.js';

/** What asking for an export from chat needs. */
export function exportsOf({ store, programs, clock, outbox, pageUrl }: Core): AskDeps {
  return { programs, clock, outbox, pageUrl, tickets: ticketStore(store.db) };
}

/** The pages behind links that the desk hands out. */
export function ownPages({ store, programs, clock }: Core): PageHandler[] {
  const exports = {
    ...{ programs, clock, fields: INTAKE_FIELDS },
    reads: exportReads(store),
    tickets: ticketStore(store.db),
  };
  return [downloadPage((token) => openDownload(exports, token))];
}
