import type { Definition } from '../../program/definition.js';
import { definitionSchema } from '../../program/definition.js';
import { PLAYGROUND_PROGRAM } from './program.js';
import { ALDER, ALDER_CHANNEL, PEOPLE, REPS_CHANNEL } from './teams.js';

/** Who of the program is on Teams as well: one person each, with one load. */
const ON_TEAMS: Record<string, string> = { priya: PEOPLE.priya, jonas: PEOPLE.jonas, lena: PEOPLE.lena };

/** What is known of the partners for their rewards: where they are taxed, and that BluePeak may not take any. */
const REWARDED: Record<string, Partial<Definition['partners'][number]>> = {
  fjord: { country: 'NO' },
  harbor: { country: 'GB' },
  bluepeak: { country: 'JP', rewards: 'none' },
};

function alsoOnTeams<Person extends { id: string; accounts: Definition['reps'][number]['accounts'] }>(
  person: Person,
): Person {
  const teams = ON_TEAMS[person.id];
  return teams ? { ...person, accounts: { ...person.accounts, teams } } : person;
}

/**
 * The same program with its people's accounts in Teams, a partner who is there, and a service line whose reps are: a
 * partner of either platform comes to a rep of either by what is needed. Incident response goes to the reps on Teams,
 * everything else to those on Slack. It has terms, which everybody of the story has accepted, and gives rewards: for a
 * qualified meeting and for a signed deal.
 */
export const PLAYGROUND_PROGRAM_WITH_TEAMS: Definition = definitionSchema.parse({
  ...PLAYGROUND_PROGRAM,
  serviceLines: [
    ...PLAYGROUND_PROGRAM.serviceLines,
    {
      id: 'response',
      name: 'Incident response retainer',
      discovery: [
        'Who decides at night, and who is called first?',
        'Which systems may never stand still?',
        'Has there been an incident, and who helped then?',
      ],
    },
  ],
  terms: {
    version: '2026-01',
    title: 'Partner terms of Northwind Shield',
    text: [
      'Introduce companies whose contact expects to hear from us. We answer each introduction within two business days and tell you how it ended.',
      'Share nothing confidential: no findings, no credentials, no internal documents.',
      'An introduction is yours if nobody made it before you and we were not in conversation with the company already.',
    ].join('\n\n'),
  },
  rewards: {
    plans: [
      {
        id: 'standard',
        qualified: { flat: 25_000, holdDays: 7 },
        won: { basisPoints: 500, holdDays: 21 },
        caps: [{ minorUnits: 500_000, per: 'quarter' }],
      },
      {
        id: 'gold',
        tiers: ['gold'],
        qualified: { flat: 40_000, holdDays: 7 },
        won: { basisPoints: 1_000, holdDays: 21 },
        caps: [{ minorUnits: 1_200_000, per: 'quarter' }],
      },
    ],
    payWithinDays: 30,
    taxForms: {
      NO: 'Invoice with the organisation number',
      GB: 'Invoice with the VAT number',
      DE: 'Invoice or credit note with the VAT number',
    },
  },
  programManagers: PLAYGROUND_PROGRAM.programManagers.map(alsoOnTeams),
  reps: PLAYGROUND_PROGRAM.reps
    .map(alsoOnTeams)
    .map((rep) => (rep.accounts.teams ? { ...rep, serviceLines: [...rep.serviceLines, 'response'] } : rep)),
  partners: [
    ...PLAYGROUND_PROGRAM.partners.map((partner) => ({ ...partner, ...REWARDED[partner.id] })),
    {
      id: 'alder',
      name: 'Alder Analytics',
      kind: 'technology',
      tier: 'gold',
      country: 'DE',
      manager: 'priya',
      domains: ['alder.example.com'],
      workspaces: { teams: [ALDER] },
      contacts: [{ name: 'Hanna Sol', accounts: { teams: PEOPLE.hanna } }],
    },
  ],
  channels: [
    ...PLAYGROUND_PROGRAM.channels,
    {
      kind: 'partner',
      id: 'alder-channel',
      channel: { platform: 'teams', id: ALDER_CHANNEL },
      partner: 'alder',
    },
    {
      kind: 'triage',
      id: 'response',
      channel: { platform: 'teams', id: REPS_CHANNEL },
      serviceLines: ['response'],
      reps: ['jonas', 'lena'],
    },
  ],
});
