import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';

/** Zones in which people work: half hours, the date line, both hemispheres, clocks that change and that do not. */
const ZONES = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Lisbon', 'Europe/Helsinki', 'Europe/Istanbul'],
  ...['America/New_York', 'America/Chicago', 'America/Denver', 'America/Los_Angeles', 'America/Sao_Paulo'],
  ...['America/St_Johns', 'America/Caracas', 'Africa/Cairo', 'Africa/Lagos', 'Asia/Dubai'],
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Singapore', 'Asia/Tokyo', 'Australia/Adelaide'],
  ...['Australia/Lord_Howe', 'Pacific/Auckland', 'Pacific/Chatham', 'Pacific/Honolulu', 'Pacific/Apia'],
];
const COUNTRIES = ['DE', 'GB', 'US', 'IN', 'JP', 'BR', 'NZ'];
const REP_ZONES = ['Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata'];

/** A vendor in Berlin with reps in up to four zones and partners in up to twenty-five. */
export function soakProgram(size: { partners: number; reps: number }): Program {
  const reps = Array.from({ length: size.reps }, (_, index) => ({
    id: `rep-${index}`,
    name: `Rep ${index}`,
    accounts: { slack: `U0REP${index}` },
    timeZone: REP_ZONES[index % REP_ZONES.length],
    capacity: 25,
    ...(index === 1 ? { outOfOffice: [{ from: '2027-02-01', until: '2027-02-19' }] } : {}),
  }));
  const partners = Array.from({ length: size.partners }, (_, index) => ({
    id: `partner-${index}`,
    name: `Partner ${index}`,
    manager: index % 2 === 0 ? 'priya' : 'olga',
    since: '2026-01-05',
    timeZone: ZONES[index % ZONES.length],
    holidays: { country: COUNTRIES[index % COUNTRIES.length] },
    workspaces: { slack: [`T0P${index}`] },
  }));
  return definitionSchema.parse({
    id: 'soak',
    name: 'Soak',
    timeZone: 'Europe/Berlin',
    holidays: { country: 'DE', region: 'BE' },
    undoSeconds: 300,
    serviceLines: [
      { id: 'pentest', name: 'Penetration testing' },
      { id: 'urgent', name: 'Incident response', serviceLevels: { claimHours: 1, firstContactHours: 4 } },
    ],
    programManagers: [
      { id: 'priya', name: 'Priya', accounts: { slack: 'U0PRIYA' } },
      { id: 'olga', name: 'Olga', accounts: { slack: 'U0OLGA' }, timeZone: 'America/New_York' },
    ],
    reps,
    partners,
    channels: [
      ...partners.map(({ id }, index) => ({
        kind: 'partner',
        id: `${id}-channel`,
        channel: { id: `C0P${index}` },
        partner: id,
      })),
      { kind: 'triage', id: 'triage', channel: { id: 'C0TRIAGE' }, default: true },
    ],
  });
}
