import type { Examples } from '../people/examples.js';
import { exportForm } from './export-form.js';
import { openExportCard, sentCard } from './messages.js';

export const EXPORT_EXAMPLES: Examples = {
  cards: () => [
    { name: 'export/open', card: openExportCard('referrals') },
    { name: 'export/sent', card: sentCard({ what: 'partners' }) },
  ],
  forms: ({ program, channel }) => [{ name: 'form/export', form: exportForm(program, 'referrals', channel) }],
};
