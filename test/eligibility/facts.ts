import type { EligibilityFacts } from '../../src/eligibility/facts.js';
import type { EarlierReferral } from '../../src/eligibility/ports.js';
import { judgeEligibility } from '../../src/eligibility/rules.js';
import { type Definition, definitionSchema } from '../../src/program/definition.js';
import type { Finding } from '../../src/referral/findings.js';
import type { Referral } from '../../src/referral/referral.js';
import { exampleReferral } from '../store/example-referral.js';

export const NOW = new Date('2026-11-26T10:00:00Z');

export interface Given {
  /** Of the program file's `eligibility`. */
  settings?: object;
  /** What the partner has otherwise in the program file. */
  partner?: object | 'unknown';
  prospect?: Referral['prospect'];
  contact?: Partial<Referral['contact']>;
  referral?: Partial<Referral>;
  known?: Partial<EligibilityFacts>;
}

export function programOf(settings: object = {}, partner: object = {}): Definition {
  return definitionSchema.parse({
    id: 'p',
    name: 'Partners',
    timeZone: 'Europe/Berlin',
    serviceLines: [
      { id: 'pentest', name: 'Penetration testing' },
      { id: 'mdr', name: 'Managed detection' },
    ],
    regions: [
      { id: 'dach', name: 'DACH' },
      { id: 'uk', name: 'United Kingdom' },
    ],
    partners: [
      {
        id: 'fjord',
        name: 'Fjord Consulting AS',
        domains: ['fjord.no', 'gmail.com'],
        contacts: [{ name: 'Sam', email: 'sam@fjord.no' }],
        ...partner,
      },
    ],
    eligibility: settings,
  });
}

export function factsOf({ settings, partner, prospect, contact, referral, known }: Given): EligibilityFacts {
  const isKnown = partner !== 'unknown';
  const program = programOf(settings, isKnown ? partner : {});
  const [fjord] = program.partners;
  return {
    program,
    referral: exampleReferral({
      programId: 'p',
      createdAt: NOW,
      submittedBy: { platform: 'slack', userId: 'UMAYA', name: 'Maya Okafor' },
      prospect: prospect ?? { company: 'Acme GmbH', domain: 'acme.com' },
      contact: { name: 'Alex', email: 'alex@acme.com', ...contact },
      serviceLineId: 'pentest',
      region: 'dach',
      ...referral,
    }),
    ...(isKnown && fjord ? { partner: fjord } : {}),
    contactEmails: ['sam@fjord.no'],
    fromPartner: 0,
    fromPerson: 0,
    ...known,
  };
}

/** What the rules say. */
export function judged(given: Given): Finding[] {
  return judgeEligibility(factsOf(given));
}

export const EARLIER: EarlierReferral = {
  referralId: '0123456789abcdef01234567',
  reference: 'R-7K3M9Q',
  company: 'Acme GmbH',
  partnerName: 'Harbor',
  at: new Date('2026-11-02T23:30:00Z'),
};
