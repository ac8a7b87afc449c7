import type { ChannelRef } from '../messages/address.js';
import type { Form } from '../messages/form.js';
import { activePartners, type Program } from '../program/program.js';
import { type AskedExport, EXPORTS, type ExportKind } from './read-request.js';

export const EXPORT_FORM = 'export.submit';

export const FORMAT_OPTIONS: readonly {
  value: string;
  label: string;
  asked: Pick<AskedExport, 'format' | 'byteOrderMark'>;
}[] = [
  { value: 'excel', label: 'CSV, as Excel reads it', asked: { format: 'csv', byteOrderMark: true } },
  { value: 'csv', label: 'CSV', asked: { format: 'csv', byteOrderMark: false } },
  { value: 'json', label: 'JSON', asked: { format: 'json', byteOrderMark: false } },
];

export const KIND_LABELS: Readonly<Record<ExportKind, string>> = {
  referrals: 'Referrals',
  rewards: 'Rewards',
  partners: 'Partners',
};

/** What people ask for; referrals, where it is nothing we know. */
export function kindOf(word: string): ExportKind {
  return EXPORTS.find((one) => one === word.trim().toLowerCase()) ?? 'referrals';
}

/** Which file a program manager wants. Dates and names are checked when it is sent. */
export function exportForm(program: Program, what: ExportKind, channel?: ChannelRef): Form {
  return {
    id: EXPORT_FORM,
    title: 'Export',
    submitLabel: 'Prepare the file',
    intro: [
      'The link to it comes to your direct messages and is good for one hour. Leave empty what is not to narrow it down.',
    ],
    fields: [
      {
        key: 'what',
        label: 'What',
        kind: 'radio',
        required: true,
        options: EXPORTS.map((one) => ({ value: one, label: KIND_LABELS[one] })),
        initial: what,
      },
      {
        key: 'format',
        label: 'As',
        kind: 'radio',
        required: true,
        options: FORMAT_OPTIONS.map(({ value, label }) => ({ value, label })),
        initial: 'excel',
      },
      {
        key: 'from',
        label: 'From',
        help: 'Submitted, earned, or joined on this day or later.',
        kind: 'date',
        required: false,
      },
      { key: 'until', label: 'Until', help: 'On this day or before.', kind: 'date', required: false },
      {
        key: 'partner',
        label: 'Partner',
        kind: 'select',
        required: false,
        options: activePartners(program).map(({ id, name }) => ({ value: id, label: name })),
      },
      {
        key: 'state',
        label: 'States',
        help: 'Such as open, closed, or won, lost; of rewards payable or paid; of partners active or ended.',
        kind: 'text',
        required: false,
        maxLength: 200,
      },
      {
        key: 'contacts',
        label: 'Contact details',
        statement: 'With names, e-mail addresses and telephone numbers of people',
        kind: 'checkbox',
        required: false,
      },
    ],
    carried: channel ? { platform: channel.platform, channel: channel.id } : {},
  };
}
