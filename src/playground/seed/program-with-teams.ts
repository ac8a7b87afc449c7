import type { Definition } from '../../program/definition.js';
import { definitionSchema } from '../../program/definition.js';
import { PLAYGROUND_PROGRAM } from './program.js';
import { ALDER, ALDER_CHANNEL, PEOPLE, REPS_CHANNEL } from './teams.js';

/** Who of the program is on Teams as well: one person each, with one load. */
const ON_TEAMS: Record<string, string> = { priya: PEOPLE.priya, jonas: PEOPLE.jonas, lena: PEOPLE.lena };

function alsoOnTeams<Person extends { id: string; accounts: Definition['reps'][number]['accounts'] }>(
  person: Person,
): Person {
  const teams = ON_TEAMS[person.id];
  return teams ? { ...person, accounts: { ...person.accounts, teams } } : person;
}

/**
 * The same program with its people's accounts in Teams, a partner who is there, and a service line whose reps are: a
 * partner of either platform comes to a rep of either by what is needed. Incident response goes to the reps on Teams,
 * everything else to those on Slack. And it has terms, which everybody of the story has accepted.
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
  programManagers: PLAYGROUND_PROGRAM.programManagers.map(alsoOnTeams),
  reps: PLAYGROUND_PROGRAM.reps
    .map(alsoOnTeams)
    .map((rep) => (rep.accounts.teams ? { ...rep, serviceLines: [...rep.serviceLines, 'response'] } : rep)),
  partners: [
    ...PLAYGROUND_PROGRAM.partners,
    {
      id: 'alder',
      name: 'Alder Analytics',
      kind: 'technology',
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
