import type { Definition } from '../../program/definition.js';
import { definitionSchema } from '../../program/definition.js';

/**
 * The program one tries the product with: a vendor of security services, three partners, two triage channels.
 * The undo window is short, so that a newcomer sees the closing message without waiting five minutes.
 */
export const PLAYGROUND_PROGRAM: Definition = definitionSchema.parse({
  id: 'playground',
  name: 'Northwind Shield',
  timeZone: 'Europe/Berlin',
  businessHours: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:30' },
  holidays: { country: 'DE', region: 'BE' },
  undoSeconds: 15,
  regions: [
    { id: 'dach', name: 'Germany, Austria, Switzerland' },
    { id: 'nordics', name: 'Nordics' },
    { id: 'uk', name: 'United Kingdom and Ireland' },
  ],
  serviceLines: [
    {
      id: 'pentest',
      name: 'Penetration testing',
      discovery: [
        'What has to be tested, and what is out of bounds?',
        'By when is the report needed, and who reads it?',
        'Has it been tested before, and what came of it?',
        'Is there a place to test that is not production?',
      ],
    },
    {
      id: 'cloud',
      name: 'Cloud security review',
      discovery: [
        'Which clouds, and roughly how many accounts?',
        'What worries them most: access, data, or cost of an outage?',
        'Who runs it day to day?',
      ],
    },
    {
      id: 'compliance',
      name: 'ISO 27001 and NIS2 readiness',
      discovery: [
        'Which standard, and who asks for it?',
        'What exists on paper today?',
        'When is the audit?',
      ],
    },
  ],
  programManagers: [
    { id: 'priya', name: 'Priya Nair', email: 'priya@northwind.example', accounts: { slack: 'U0PRIYA' } },
  ],
  reps: [
    {
      id: 'jonas',
      name: 'Jonas Weber',
      email: 'jonas@northwind.example',
      accounts: { slack: 'U0JONAS' },
      serviceLines: ['pentest'],
    },
    {
      id: 'lena',
      name: 'Lena Fischer',
      email: 'lena@northwind.example',
      accounts: { slack: 'U0LENA' },
      serviceLines: ['pentest'],
    },
    {
      id: 'tom',
      name: 'Tom Ashby',
      email: 'tom@northwind.example',
      accounts: { slack: 'U0TOM' },
      serviceLines: ['cloud', 'compliance'],
    },
  ],
  partners: [
    {
      id: 'fjord',
      name: 'Fjord Consulting',
      kind: 'services',
      manager: 'priya',
      domains: ['fjord.example.com'],
      workspaces: { slack: ['T0FJORD'] },
      contacts: [{ name: 'Sam Rivera', accounts: { slack: 'U0SAM' } }],
    },
    {
      id: 'harbor',
      name: 'Harbor Managed IT',
      kind: 'technology',
      manager: 'priya',
      workspaces: { slack: ['T0HARBOR'] },
    },
    {
      id: 'bluepeak',
      name: 'BluePeak Cloud',
      kind: 'strategic',
      manager: 'priya',
      workspaces: { slack: ['T0BLUEPEAK'] },
    },
  ],
  channels: [
    { kind: 'partner', id: 'fjord-channel', channel: { id: 'C0FJORD' }, partner: 'fjord' },
    { kind: 'partner', id: 'harbor-channel', channel: { id: 'C0HARBOR' }, partner: 'harbor' },
    { kind: 'partner', id: 'bluepeak-channel', channel: { id: 'C0BLUEPEAK' }, partner: 'bluepeak' },
    {
      kind: 'triage',
      id: 'offensive',
      channel: { id: 'C0OFFENSIVE' },
      serviceLines: ['pentest'],
      reps: ['jonas', 'lena'],
    },
    {
      kind: 'triage',
      id: 'cloud-and-compliance',
      channel: { id: 'C0CLOUD' },
      serviceLines: ['cloud', 'compliance'],
      reps: ['tom', 'lena'],
      default: true,
    },
    { kind: 'digest', id: 'program', channel: { id: 'C0PROGRAM' } },
  ],
  consent: {
    version: '2026-11',
    wording: 'The contact knows about this introduction and agreed that Northwind Shield gets in touch.',
  },
});
