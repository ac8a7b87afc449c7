import type { Actor, PlatformIdentity } from '../../src/people/actor.js';
import { whoIs } from '../../src/people/who-is.js';
import { definitionSchema } from '../../src/program/definition.js';
import type { Program } from '../../src/program/program.js';

/** A program with two triage channels, two partners and everybody who can have a part in it; and who is who. */
export const PROGRAM: Program = definitionSchema.parse({
  id: 'northwind',
  name: 'Northwind',
  timeZone: 'Europe/Berlin',
  serviceLines: [
    { id: 'pentest', name: 'Penetration testing' },
    { id: 'cloud', name: 'Cloud review' },
  ],
  regions: [{ id: 'dach', name: 'Germany, Austria, Switzerland' }],
  programManagers: [
    { id: 'priya', name: 'Priya Nair', accounts: { slack: 'UPRIYA' } },
    { id: 'left', name: 'Manager Who Left', accounts: { slack: 'UOLDPM' }, ended: true },
  ],
  reps: [
    { id: 'jonas', name: 'Jonas Weber', accounts: { slack: 'UJONAS' } },
    { id: 'lena', name: 'Lena Fischer', email: 'Lena.Fischer@northwind.example' },
    { id: 'tom', name: 'Tom Ashby', accounts: { slack: 'UTOM' } },
    { id: 'guest', name: 'Guest Listed As Rep', accounts: { slack: 'UGUEST' } },
    { id: 'outsider', name: 'Outsider Listed As Rep', accounts: { slack: 'UOUTSIDER' } },
    { id: 'gone', name: 'Rep Who Left', accounts: { slack: 'UGONE' }, ended: true },
    { id: 'priya-as-rep', name: 'Priya Nair', accounts: { slack: 'UPRIYA' } },
  ],
  partners: [
    {
      id: 'fjord',
      name: 'Fjord Consulting',
      workspaces: { slack: ['TFJORD'], teams: ['tenant-fjord'] },
      contacts: [
        { name: 'Olga by account', accounts: { slack: 'UOLGA' } },
        { name: 'Nils by e-mail', email: 'nils@fjord.example' },
      ],
    },
    { id: 'delta', name: 'Delta', workspaces: { slack: ['TDELTA'] } },
    { id: 'past', name: 'Past Partner', workspaces: { slack: ['TPAST'] }, ended: true },
  ],
  channels: [
    { kind: 'partner', id: 'fjord-channel', channel: { id: 'CFJORD' }, partner: 'fjord' },
    { kind: 'partner', id: 'delta-channel', channel: { id: 'CDELTA' }, partner: 'delta' },
    {
      kind: 'triage',
      id: 'offensive',
      channel: { id: 'COFFENSIVE' },
      serviceLines: ['pentest'],
      reps: ['jonas', 'lena', 'guest', 'outsider', 'gone', 'priya-as-rep'],
    },
    { kind: 'triage', id: 'cloud', channel: { id: 'CCLOUD' }, reps: ['tom'], default: true },
  ],
});

export const HOME = 'THOME';

export function identity(changes: Partial<PlatformIdentity> & { userId: string }): PlatformIdentity {
  return {
    platform: 'slack',
    teamId: HOME,
    homeTeamId: HOME,
    name: changes.userId,
    guest: false,
    ...changes,
  };
}

const who = (changes: Parameters<typeof identity>[0]): Actor => whoIs(identity(changes), PROGRAM);

export const PEOPLE = {
  'rep of the channel': who({ userId: 'UJONAS', name: 'Jonas Weber' }),
  'colleague of the channel': who({
    userId: 'ULENA',
    name: 'Lena Fischer',
    email: 'lena.fischer@northwind.example',
  }),
  'rep of another channel': who({ userId: 'UTOM', name: 'Tom Ashby' }),
  'program manager who is a rep': who({ userId: 'UPRIYA', name: 'Priya Nair' }),
  'colleague without a part': who({ userId: 'UNOBODY' }),
  'administrator without a part': who({ userId: 'UADMIN', admin: true }),
  'guest listed as rep': who({ userId: 'UGUEST', guest: true }),
  'outsider listed as rep': who({ userId: 'UOUTSIDER', teamId: 'TELSE' }),
  'somebody who may be a guest': who({ userId: 'UJONAS', guest: undefined }),
  'rep who left': who({ userId: 'UGONE' }),
  'partner’s submitter': who({ userId: 'UMAYA', teamId: 'TFJORD', name: 'Maya Okafor' }),
  'partner’s colleague': who({ userId: 'USVEN', teamId: 'TFJORD' }),
  'another partner’s person': who({ userId: 'UDANA', teamId: 'TDELTA' }),
  stranger: who({ userId: 'USTRANGE', teamId: 'TSTRANGE' }),
} satisfies Record<string, Actor>;

export type Person = keyof typeof PEOPLE;
