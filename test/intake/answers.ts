/** A form filled in well. */
export const FILLED_IN = {
  company: 'Acme GmbH',
  website: 'https://www.acme.com/about',
  contact_name: 'Alex Kim',
  contact_role: 'Head of IT',
  contact_email: 'alex@acme.com',
  contact_phone: '+49 30 1234567',
  service_line: 'pentest',
  problem: 'A new portal goes live in February.',
  current_tools: 'A scanner',
  reason: 'We built it with them.',
  urgency: 'now',
  region: 'dach',
  consent: 'true',
} as const;
