import { describe, expect, test } from 'vitest';
import { isStaff } from '../../src/people/actor.js';
import { whoIs } from '../../src/people/who-is.js';
import { definitionSchema } from '../../src/program/definition.js';
import { HOME, identity, PEOPLE, PROGRAM } from './people.js';

const who = (changes: Parameters<typeof identity>[0]) => whoIs(identity(changes), PROGRAM);

/** What the program makes of somebody, in a few words. */
function parts(changes: Parameters<typeof identity>[0]): string {
  const { internal, admin, rep, programManager, partner } = who(changes);
  const found = [
    internal && 'internal',
    admin && 'admin',
    rep && `rep ${rep.id}`,
    programManager && `manager ${programManager.id}`,
    partner && `for ${partner.id}`,
  ];
  return found.filter(Boolean).join(', ') || 'nobody';
}

describe('members of our own workspace', () => {
  test.each([
    ['a rep by account', { userId: 'UJONAS' }, 'internal, rep jonas'],
    [
      'a program manager who is also a rep',
      { userId: 'UPRIYA' },
      'internal, rep priya-as-rep, manager priya',
    ],
    [
      'a rep by e-mail, in any case',
      { userId: 'U1', email: 'LENA.fischer@Northwind.example' },
      'internal, rep lena',
    ],
    ['somebody without a part', { userId: 'U1', email: 'x@northwind.example' }, 'internal'],
    ['an administrator', { userId: 'U1', admin: true }, 'internal, admin'],
    ['a rep who left', { userId: 'UGONE' }, 'internal'],
    ['a program manager who left', { userId: 'UOLDPM' }, 'internal'],
  ])('%s', (_name, person, expected) => {
    expect(parts(person)).toBe(expected);
  });

  test('an account that is listed decides alone: the same e-mail on another account is somebody else', () => {
    const program = definitionSchema.parse({
      ...PROGRAM,
      reps: [{ id: 'x', name: 'X', email: 'x@northwind.example', accounts: { slack: 'UXX' } }],
    });
    const other = identity({ userId: 'UOTHER', email: 'x@northwind.example' });
    expect(whoIs(other, program).rep).toBeUndefined();
    const onTeams = identity({ platform: 'teams', userId: 'aad', email: 'x@northwind.example' });
    expect(whoIs(onTeams, program).rep?.id).toBe('x');
  });

  test('somebody without an e-mail is not matched with somebody without an account', () => {
    expect(parts({ userId: 'U1' })).toBe('internal');
  });
});

describe('guests, and people of whom it is not known', () => {
  test.each([
    ['a guest listed as rep', { userId: 'UGUEST', guest: true }, 'nobody'],
    [
      'a guest with a rep’s e-mail',
      { userId: 'U1', guest: true, email: 'lena.fischer@northwind.example' },
      'nobody',
    ],
    ['a guest who administers', { userId: 'U1', guest: true, admin: true }, 'nobody'],
    ['a rep of whom it is not known', { userId: 'UJONAS', guest: undefined }, 'nobody'],
    [
      'a program manager of whom it is not known',
      { userId: 'UPRIYA', guest: undefined, admin: true },
      'nobody',
    ],
    ['a guest who is a contact by account', { userId: 'UOLGA', guest: true }, 'for fjord'],
    [
      'a guest who is a contact by e-mail',
      { userId: 'U1', guest: true, email: 'Nils@fjord.example' },
      'for fjord',
    ],
  ])('%s', (_name, person, expected) => {
    expect(parts(person)).toBe(expected);
  });
});

describe('people of other workspaces', () => {
  test.each([
    ['listed as rep by account', { userId: 'UOUTSIDER', teamId: 'TELSE' }, 'nobody'],
    [
      'with a rep’s e-mail',
      { userId: 'U1', teamId: 'TELSE', email: 'lena.fischer@northwind.example' },
      'nobody',
    ],
    [
      'with a contact’s e-mail: anybody can claim one',
      { userId: 'U1', teamId: 'TELSE', email: 'nils@fjord.example' },
      'nobody',
    ],
    ['an administrator of theirs', { userId: 'U1', teamId: 'TELSE', admin: true }, 'nobody'],
    ['of a partner’s workspace', { userId: 'U1', teamId: 'TFJORD' }, 'for fjord'],
    ['a contact by account, wherever they are', { userId: 'UOLGA', teamId: 'TELSE' }, 'for fjord'],
    [
      'a contact of one partner in the workspace of another',
      { userId: 'UOLGA', teamId: 'TDELTA' },
      'for fjord',
    ],
    ['of a partner that has ended', { userId: 'U1', teamId: 'TPAST' }, 'nobody'],
    [
      'of a partner’s Slack workspace, come by Teams',
      { platform: 'teams' as const, userId: 'U1', teamId: 'TFJORD' },
      'nobody',
    ],
    [
      'of a partner’s tenant',
      { platform: 'teams' as const, userId: 'U1', teamId: 'tenant-fjord' },
      'for fjord',
    ],
    ['marked as no guest of theirs', { userId: 'UJONAS', teamId: 'TELSE', guest: false }, 'nobody'],
  ])('%s', (_name, person, expected) => {
    expect(parts(person)).toBe(expected);
  });
});

test('our own workspace listed as a partner’s by mistake makes nobody a partner', () => {
  const program = definitionSchema.parse({
    ...PROGRAM,
    partners: [{ id: 'x', name: 'X', workspaces: { slack: [HOME] } }],
  });
  expect(whoIs(identity({ userId: 'U1' }), program).partner).toBeUndefined();
  expect(whoIs(identity({ userId: 'U1', guest: true }), program).partner).toBeUndefined();
});

test('without a program nobody has a part, and an administrator is one', () => {
  expect(whoIs(identity({ userId: 'UJONAS', admin: true, timeZone: 'Europe/Berlin' }), undefined)).toEqual({
    person: { platform: 'slack', userId: 'UJONAS', teamId: HOME, name: 'UJONAS' },
    timeZone: 'Europe/Berlin',
    internal: true,
    admin: true,
  });
});

test('staff is who has a part on our side', () => {
  expect(Object.entries(PEOPLE).flatMap(([name, actor]) => (isStaff(actor) ? [name] : []))).toEqual([
    'rep of the channel',
    'colleague of the channel',
    'rep of another channel',
    'program manager who is a rep',
  ]);
});
