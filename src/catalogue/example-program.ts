import type { PersonRef } from '../messages/address.js';
import { definitionSchema } from '../program/definition.js';
import type { Program } from '../program/program.js';

/** One believable program and its people, for previews and for the test that renders every message. */
export const NOW = new Date('2026-11-24T09:30:00Z');

export const MAYA: PersonRef = {
  platform: 'slack',
  userId: 'U0MAYA0001',
  teamId: 'T0FJORD001',
  name: 'Maya Okafor',
};
export const JONAS: PersonRef = {
  platform: 'slack',
  userId: 'U0JONAS001',
  teamId: 'T0HOME0001',
  name: 'Jonas Weber',
};

export const PROGRAM: Program = definitionSchema.parse({
  id: 'northwind',
  name: 'Northwind Shield partner program',
  timeZone: 'Europe/Berlin',
  holidays: { country: 'DE', region: 'BE' },
  regions: [
    { id: 'dach', name: 'Germany, Austria, Switzerland' },
    { id: 'nordics', name: 'Nordics' },
  ],
  serviceLines: [
    {
      id: 'pentest',
      name: 'Penetration testing',
      discovery: [
        'What has to be tested, and by when?',
        'Has it been tested before?',
        'Who reads the report?',
      ],
    },
    { id: 'cloud', name: 'Cloud security review' },
  ],
  programManagers: [{ id: 'priya', name: 'Priya Nair', accounts: { slack: 'U0PRIYA001' } }],
  reps: [
    { id: 'jonas', name: 'Jonas Weber', accounts: { slack: JONAS.userId } },
    { id: 'lena', name: 'Lena Fischer', accounts: { slack: 'U0LENA0001' } },
  ],
  partners: [
    { id: 'fjord', name: 'Fjord Consulting', workspaces: { slack: ['T0FJORD001'] } },
    { id: 'harbor', name: 'Harbor Managed IT' },
  ],
  channels: [
    { kind: 'partner', id: 'fjord-channel', channel: { id: 'C0PARTNER01' }, partner: 'fjord' },
    {
      kind: 'triage',
      id: 'offensive',
      channel: { id: 'C0TRIAGE001' },
      serviceLines: ['pentest'],
      reps: ['jonas', 'lena'],
    },
  ],
});
