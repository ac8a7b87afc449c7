import { type Card, formButton } from '../messages/card.js';
import { programTemplate, type Template } from '../program/template.js';
import { KIND_LABELS } from './export-form.js';
import type { ExportKind, ExportRequest } from './read-request.js';

/** What is in the file, in a few words: `referrals, from 2026-01-01, of fjord, with contact details, as CSV`. */
export function requestWords(request: ExportRequest): string {
  const { what, from, until, partnerId, states, contacts, format } = request;
  return [
    what,
    ...(from ? [`from ${from}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(partnerId ? [`of ${partnerId}`] : []),
    ...(states ? [states.join(' or ').replaceAll('_', ' ')] : []),
    ...(contacts ? ['with contact details'] : []),
    `as ${format === 'csv' ? 'CSV' : 'JSON'}`,
  ].join(', ');
}

/** Brought to the program manager who asked, and to nobody else. */
const exportLink = programTemplate<{ request?: ExportRequest; url?: string; expiresAt?: Date }>(
  'export-link',
  (_context, { request, url = '', expiresAt }) => ({
    summary: 'Your export is ready',
    elements: [
      { kind: 'title', text: 'Your export is ready' },
      ...(request ? [{ kind: 'text', text: `It holds ${requestWords(request)}.` } as const] : []),
      { kind: 'actions', actions: [{ kind: 'link', id: 'export.open', label: 'Open the download', url }] },
      {
        kind: 'context',
        text: [
          'Whoever has the link can download it, so keep it to yourself.',
          ...(expiresAt
            ? [' It is good until ', { instant: new Date(expiresAt), show: 'time' } as const, '.']
            : []),
        ],
      },
    ],
  }),
  ({ program, now }) => [
    {
      context: { program, now },
      facts: {
        url: 'https://desk.example.com/export/a-token',
        expiresAt: new Date(now.getTime() + 3_600_000),
        request: {
          ...{ what: 'referrals', format: 'csv', contacts: true, byteOrderMark: true, delimiter: ',' },
          ...{ from: '2026-10-01', until: '2026-12-31', partnerId: 'fjord', states: ['won', 'in_review'] },
        },
      },
    },
  ],
);

export const EXPORT_TEMPLATES: readonly Template[] = [exportLink];

/** Where a form cannot be opened at once: one button away. */
export function openExportCard(what: ExportKind): Card {
  const text = `${KIND_LABELS[what]} as a file: say which, and the link comes to your direct messages.`;
  return {
    summary: text,
    elements: [
      { kind: 'text', text },
      {
        kind: 'actions',
        actions: [formButton('export.start', 'Choose what to export', { what }, 'primary')],
      },
    ],
  };
}

/** What the person who asked is told where they asked. */
export function sentCard({ what }: Pick<ExportRequest, 'what'>): Card {
  const text = `The link to the ${what} comes to your direct messages.`;
  return { summary: text, elements: [{ kind: 'text', text }] };
}
