import type { AskDeps } from '../export/ask-export.js';
import { openDownload } from '../export/download.js';
import { downloadPage } from '../http/download-page.js';
import { kitPage } from '../http/kit-page.js';
import type { PageHandler } from '../http/page.js';
import { INTAKE_FIELDS } from '../intake/fields.js';
import type { Brief } from '../kit/brief.js';
import { kitPath, partnerOfPath } from '../kit/kit-link.js';
import { type KitDeps, kitOf } from '../kit/show-kit.js';
import { exportReads } from '../store/export-reads.js';
import { ticketStore } from '../store/export-tickets.js';
import { sealedWith } from '../store/sealing-key.js';
import type { Core } from './core.js';

/** What asking for an export from chat needs. */
export function exportsOf({ store, programs, clock, outbox, pageUrl }: Core): AskDeps {
  return { programs, clock, outbox, pageUrl, tickets: ticketStore(store.db) };
}

/** The pages behind links that the desk hands out. */
export function ownPages(core: Core): PageHandler[] {
  const { store, programs, clock, pageUrl } = core;
  const kit = kitOfDesk(core);
  const exports = {
    ...{ programs, clock, fields: INTAKE_FIELDS },
    reads: exportReads(store),
    tickets: ticketStore(store.db),
  };
  return [
    downloadPage({ pageUrl, open: (token) => openDownload(exports, token) }),
    kitPage({ pageUrl, open: kit.open }),
  ];
}

/** What showing the kit needs. */
export function kitOfDesk({
  store,
  programs,
  pageUrl,
}: Pick<Core, 'store' | 'programs' | 'pageUrl'>): KitDeps & {
  open: (path: string) => Promise<Brief | undefined>;
} {
  const key = sealedWith(store.db, 'kit', (bytes) => bytes);
  return {
    programs,
    printUrl: async (programId, partnerId) =>
      pageUrl('/') === undefined ? undefined : pageUrl(kitPath(await key(), programId, partnerId)),
    async open(path) {
      const program = await programs.current();
      const partnerId = program && partnerOfPath(await key(), program.id, path);
      return partnerId === undefined ? undefined : kitOf({ programs }, partnerId);
    },
  };
}
