import type { Option } from '../messages/form.js';
import { activeServiceLines, type Program } from '../program/program.js';
import { checkContactName, checkDomain, checkEmail, checkPhone } from './checks.js';

/**
 * The referral form as data: one entry a field. It drives the form on every platform, the checks, the cards and
 * the export; adding a field is adding an entry. A field that routing or duplicate checks read is also promoted
 * to a property of the referral, in read-answers.ts.
 */
export interface IntakeField {
  key: string;
  kind: 'text' | 'long_text' | 'email' | 'url' | 'select' | 'radio' | 'checkbox';
  label: string;
  help?: string;
  placeholder?: string;
  required: boolean;
  /** Characters. */
  maxLength: number;
  /** May be shown in the partner's own channel. Contact details are not: other people of the partner read there too. */
  shareable: boolean;
  /** Personal data: redacted in logs. */
  sensitive: boolean;
  /** The choices, from the program where it defines them. None: the field is left out of the form. */
  options?: (program: Program) => Option[];
  initial?: string;
  /** What HTML calls its autofill name, for the person who writes of themselves. */
  autocomplete?: string;
  /** Said when it is left empty, where the usual words do not fit. */
  missing?: string;
  /** Says what is wrong with a filled-in value, or gives the value to keep. */
  check?: (value: string) => { ok: true; value: string } | { ok: false; problem: string };
}

const free = { shareable: true, sensitive: false, required: true } as const;

export const INTAKE_FIELDS: readonly IntakeField[] = [
  {
    ...free,
    key: 'company',
    kind: 'text',
    label: 'Company',
    help: 'The company you are introducing.',
    placeholder: 'Acme GmbH',
    maxLength: 120,
  },
  {
    ...free,
    key: 'website',
    kind: 'url',
    label: 'Website',
    help: 'Their website or domain, so that we can tell companies of one name apart.',
    placeholder: 'acme.com',
    maxLength: 200,
    check: checkDomain,
  },
  {
    ...free,
    key: 'contact_name',
    kind: 'text',
    label: 'Contact',
    help: 'Who should we talk to?',
    placeholder: 'Alex Kim',
    maxLength: 120,
    sensitive: true,
    check: checkContactName,
  },
  {
    ...free,
    key: 'contact_role',
    kind: 'text',
    label: 'Role',
    help: 'What do they do there?',
    placeholder: 'Head of IT',
    maxLength: 120,
  },
  {
    ...free,
    key: 'contact_email',
    kind: 'email',
    label: 'E-mail',
    help: 'If you know it. A work address helps most.',
    placeholder: 'alex@acme.com',
    maxLength: 254,
    required: false,
    shareable: false,
    sensitive: true,
    check: checkEmail,
  },
  {
    ...free,
    key: 'contact_phone',
    kind: 'text',
    label: 'Phone',
    help: 'If you know it, with the country code.',
    placeholder: '+49 30 1234567',
    maxLength: 40,
    required: false,
    shareable: false,
    sensitive: true,
    check: checkPhone,
  },
  {
    ...free,
    key: 'service_line',
    kind: 'select',
    label: 'What do they need?',
    help: 'The closest one; we sort out the rest.',
    maxLength: 100,
    options: (program) => activeServiceLines(program).map((line) => ({ value: line.id, label: line.name })),
  },
  {
    ...free,
    key: 'problem',
    kind: 'long_text',
    label: 'Problem to solve',
    help: 'In a sentence or two: what is not working, or what do they want to reach?',
    maxLength: 1500,
  },
  {
    ...free,
    key: 'current_tools',
    kind: 'text',
    label: 'Current tools',
    help: 'What do they use today, if you know?',
    maxLength: 500,
    required: false,
  },
  {
    ...free,
    key: 'reason',
    kind: 'long_text',
    label: 'Why introduce them?',
    help: 'Why are they a fit, and how do you know them?',
    maxLength: 1500,
  },
  {
    ...free,
    key: 'urgency',
    kind: 'radio',
    label: 'How urgent is it?',
    maxLength: 20,
    required: false,
    initial: 'normal',
    options: () => [
      { value: 'now', label: 'Now: this week or next' },
      { value: 'normal', label: 'Normal: this quarter' },
      { value: 'later', label: 'Later: just looking around' },
    ],
  },
  {
    ...free,
    key: 'region',
    kind: 'select',
    label: 'Region',
    help: 'Where are they?',
    maxLength: 100,
    required: false,
    options: (program) => program.regions.map((region) => ({ value: region.id, label: region.name })),
  },
  { ...free, key: 'consent', kind: 'checkbox', label: 'Consent', maxLength: 10 },
];

/** The fields this program asks: a choice without choices is not asked. */
export function askedFields(program: Program): IntakeField[] {
  return INTAKE_FIELDS.filter((field) => !field.options || field.options(program).length > 0);
}
