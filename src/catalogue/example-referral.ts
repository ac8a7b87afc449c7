import { shareableReason } from '../program/program.js';
import type { Referral } from '../referral/referral.js';
import { shareableText } from '../referral/shareable.js';
import { isTerminal, type ReferralState, STATES } from '../referral/states.js';
import { JONAS, MAYA, NOW, PROGRAM } from './example-program.js';

const hours = (count: number): Date => new Date(NOW.getTime() + count * 3_600_000);

/** The referral as it would be in a state. */
export function exampleReferral(state: ReferralState): Referral {
  const reached = (other: ReferralState): boolean => STATES.indexOf(state) >= STATES.indexOf(other);
  const claimed = reached('claimed') && !['rejected', 'withdrawn', 'expired'].includes(state);
  return {
    id: '6924210a3c5e7f9b1d2e4f60',
    reference: 'R-7K3M9Q',
    programId: PROGRAM.id,
    version: 3,
    state,
    stateSince: NOW,
    ...(state === 'in_review' ? {} : { partner: { id: 'fjord', name: 'Fjord Consulting' } }),
    submittedBy: MAYA,
    onBehalf: false,
    partnerChannel: { platform: 'slack', id: 'C0PARTNER01' },
    door: 'button',
    submissionKey: 'V0SAMPLE',
    ...ANSWERS,
    consent: { wording: PROGRAM.consent.wording, wordingVersion: PROGRAM.consent.version, by: MAYA, at: NOW },
    ...(reached('routed') && state !== 'in_review' ? ROUTE : {}),
    declinedBy: state === 'routed' ? ['lena'] : [],
    ...(claimed
      ? {
          claim: {
            repId: 'jonas',
            repName: 'Jonas Weber',
            at: NOW,
            acceptBy: hours(5),
            contactBy: hours(26),
          },
        }
      : {}),
    ...(claimed ? { meeting: { at: hours(48) } } : {}),
    ...(state === 'nurture' ? { wakeAt: hours(24 * 90) } : {}),
    ...(isTerminal(state) ? { outcome: ending(state) } : {}),
    notes: [
      { audience: 'internal', text: 'Budget is confirmed for the first quarter.', by: JONAS, at: NOW },
      {
        audience: 'partner',
        text: shareableText('Good first talk; we meet their team next week.'),
        by: JONAS,
        at: NOW,
      },
    ],
    undone: [],
    events: [
      { id: 'e1', type: 'submitted', door: 'button', at: hours(-2), by: MAYA, state: 'submitted' },
      {
        id: 'e2',
        type: 'claimed',
        repId: 'jonas',
        repName: 'Jonas Weber',
        at: NOW,
        by: JONAS,
        state: 'claimed',
      },
    ],
    pending: [],
    createdAt: hours(-2),
    updatedAt: NOW,
  };
}

const ROUTE = {
  route: {
    assignmentId: 'offensive',
    channel: { platform: 'slack', id: 'C0TRIAGE001' },
    reason: 'The service line is Penetration testing.',
    at: NOW,
  },
  claimBy: hours(4),
} as const;

const typed: [key: string, label: string, shown: string, shareable?: boolean][] = [
  ['company', 'Company', 'Acme & Söhne GmbH'],
  ['website', 'Website', 'acme.com'],
  ['contact_name', 'Contact', 'Alex Kim'],
  ['contact_role', 'Role', 'Head of IT'],
  ['contact_email', 'E-mail', 'alex@acme.com', false],
  ['service_line', 'What do they need?', 'Penetration testing'],
  [
    'problem',
    'Problem to solve',
    'Their biggest customer asks for a penetration test of the new portal before it goes live in February.',
  ],
  ['current_tools', 'Current tools', 'A scanner, run by hand once a month'],
  [
    'reason',
    'Why introduce them?',
    'We built the portal with them; the head of IT asked us whom we trust with <security> & testing.',
  ],
  ['urgency', 'How urgent is it?', 'Normal: this quarter'],
];

const ANSWERS: Pick<Referral, 'answers' | 'prospect' | 'contact' | 'serviceLineId' | 'region' | 'urgency'> = {
  answers: typed.map(([key, label, shown, shareable = true]) => ({
    key,
    label,
    value: shown,
    shown,
    shareable,
  })),
  prospect: { company: 'Acme & Söhne GmbH', domain: 'acme.com' },
  contact: { name: 'Alex Kim', role: 'Head of IT', email: 'alex@acme.com' },
  serviceLineId: 'pentest',
  region: 'dach',
  urgency: 'normal',
};

function ending(
  state: Referral['state'] & ('won' | 'lost' | 'rejected' | 'disqualified' | 'withdrawn' | 'expired'),
): Referral['outcome'] {
  const base = { state, at: NOW };
  if (state === 'rejected')
    return {
      ...base,
      reason: 'existing_customer',
      shareableText: shareableReason(PROGRAM, 'existing_customer'),
    };
  if (state === 'lost' || state === 'disqualified') {
    return {
      ...base,
      reason: 'timing',
      internalText: 'They go with their incumbent until autumn.',
      shareableText: shareableReason(PROGRAM, 'timing'),
    };
  }
  return state === 'won' ? { ...base, amount: { minorUnits: 1_250_000, currency: 'EUR' } } : base;
}
