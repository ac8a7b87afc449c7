import { beforeEach, describe, expect, test } from 'vitest';
import type { FormValues } from '../../src/messages/form.js';
import type { Actor } from '../../src/people/actor.js';
import { whoIs } from '../../src/people/who-is.js';
import { completeSetup } from '../../src/setup/complete-setup.js';
import { setupInteractions } from '../../src/setup/interactions.js';
import { type SetupDeps, setUpChannel } from '../../src/setup/set-up-channel.js';
import { type Desk, openDesk } from '../people/desk.js';
import { identity, PEOPLE, PROGRAM } from '../people/people.js';
import { refusal } from '../people/press.js';
import { testDatabase } from '../store/database.js';

const database = await testDatabase();
const admin = whoIs(
  identity({ userId: 'UADMIN', name: 'Ada Admin', admin: true, timeZone: 'Asia/Kolkata' }),
  undefined,
);
const priya = PEOPLE['program manager who is a rep'];
let desk: Desk;
let deps: SetupDeps;
let completed = 0;

async function open(program?: typeof PROGRAM): Promise<void> {
  desk = await openDesk(database, program);
  completed = 0;
  deps = {
    ...desk,
    complete: () => {
      completed += 1;
    },
  };
}

const submit = (actor: Actor, id: string, values: FormValues) =>
  setUpChannel(deps, {
    formId: 'setup.submit',
    carried: { platform: 'slack', channel: id, zone: actor.timeZone ?? '' },
    values,
    actor,
    submissionKey: 'V1',
  });

async function told(reply: ReturnType<typeof submit>): Promise<string> {
  const done = await reply;
  return done.kind === 'close' ? (done.afterwards?.card.summary ?? '') : JSON.stringify(done);
}

describe('from nothing', () => {
  beforeEach(() => open());

  test('an administrator sets up triage and a partner, and is told each time what is missing', async () => {
    const first = submit(admin, 'CTRIAGE', { program_name: 'Northwind', kind: 'triage', default: 'true' });
    expect(await told(first)).toBe(
      'New referrals appear here to be claimed by nobody yet: set it up again and choose people. Next: set up the channel you share with a partner.',
    );
    const manager = whoIs(identity({ userId: 'UADMIN' }), await desk.programs.current());
    expect(manager.programManager?.name).toBe('Ada Admin');
    expect((await desk.programs.current())?.timeZone).toBe('Asia/Kolkata');
    expect(await told(submit(manager, 'CTRIAGE', { kind: 'triage', new_reps: ['UONE', 'UTWO'] }))).toBe(
      'New referrals appear here to be claimed by 2 reps. Next: set up the channel you share with a partner.',
    );
    expect(await told(submit(manager, 'CNOVA', { kind: 'partner', new_partner: 'Nova' }))).toBe(
      'This is now the channel of Nova. The "Refer a lead" card appears here and is pinned.',
    );
    expect(completed).toBe(3);
    const pending = await database.db.collection('programs').findOne({});
    expect(pending?.pending).toMatchObject([
      { template: 'refer-card', to: { slot: 'refer', channel: { id: 'CNOVA' }, pin: true } },
    ]);
  });

  test('of two administrators at once one makes the program; the other is told whose it is now', async () => {
    const values = { program_name: 'Northwind', kind: 'triage' };
    const said = await Promise.all(['C1', 'C2'].map((id) => refusal(submit(admin, id, values))));
    expect(said.sort()).toEqual([
      'not refused',
      'not_allowed: Only a program manager of Northwind can change the setup.',
    ]);
    expect(await database.db.collection('programs').countDocuments()).toBe(1);
  });

  test('a manager’s two setups at once both hold', async () => {
    await submit(admin, 'C1', { program_name: 'Northwind', kind: 'triage' });
    const manager = whoIs(identity({ userId: 'UADMIN' }), await desk.programs.current());
    await Promise.all(['C2', 'C3'].map((id) => submit(manager, id, { kind: 'triage' })));
    const program = (await desk.programs.stored())?.program;
    expect(program?.channels.map(({ channel }) => channel.id).sort()).toEqual(['C1', 'C2', 'C3']);
  });

  test('nobody else can', async () => {
    for (const actor of [PEOPLE.stranger, PEOPLE['guest listed as rep'], PEOPLE['colleague without a part']])
      expect(await refusal(submit(actor, 'C1', { program_name: 'Mine', kind: 'digest' }))).toContain(
        'not_allowed',
      );
    expect(await desk.programs.stored()).toBeUndefined();
  });
});

describe('in a program', () => {
  beforeEach(() => open(PROGRAM));

  test('what is wrong is said at its field, and nothing is written', async () => {
    const reply = await submit(priya, 'CNEW', { kind: 'partner' });
    expect(reply).toMatchObject({
      kind: 'errors',
      errors: { new_partner: expect.stringContaining('partner') },
    });
    expect((await desk.programs.stored())?.version).toBe(1);
  });

  test.each([
    [{ kind: 'triage', service_lines: ['pentest'] }, 'New referrals for Penetration testing appear here'],
    [
      { kind: 'triage', service_lines: ['pentest', 'cloud'], default: 'true' },
      'New referrals for Penetration testing, Cloud review, and those that no other channel takes, appear here',
    ],
    [{ kind: 'triage', reps: ['tom'] }, 'New referrals appear here to be claimed by one rep.'],
    [{ kind: 'digest' }, 'This is now the digest channel: what needs a program manager is posted here.'],
  ])('%o is confirmed in words', async (values, words) => {
    expect(await told(submit(priya, 'CNEW', values))).toContain(words);
  });

  test('the form starts from what is set', async () => {
    const { actions } = setupInteractions(deps);
    const start = actions.find(({ actionId }) => actionId === 'setup.start');
    const press = (id: string) =>
      start?.handle({
        actionId: 'setup.start',
        value: {},
        actor: priya,
        channel: { platform: 'slack', id },
        actKey: 'k',
      });
    const reply = await press('COFFENSIVE');
    const fields = reply?.kind === 'form' ? reply.form.fields : [];
    expect(
      Object.fromEntries(fields.map((field) => [field.key, 'initial' in field ? field.initial : undefined])),
    ).toMatchObject({
      kind: 'triage',
      reps: expect.arrayContaining(['jonas', 'lena']),
      service_lines: ['pentest'],
      default: false,
    });
  });

  test('invited to a channel, the desk greets through the outbox, once for each invitation', async () => {
    const { commands } = setupInteractions(deps);
    const greet = commands.find(({ names }) => names.includes('greet'));
    const invite = (actKey: string) =>
      greet?.handle({
        name: 'greet',
        text: '',
        actor: priya,
        channel: { platform: 'slack', id: 'CNEW' },
        canOpenForm: false,
        actKey,
      });
    await invite('one');
    await invite('one');
    await invite('two');
    expect(new Set(desk.enqueued.map(({ key }) => key)).size).toBe(2);
    expect(desk.enqueued[0]).toMatchObject({ template: 'greeting', facts: { assigned: false } });
  });

  test('setup outside a channel says where to go', async () => {
    const { commands } = setupInteractions(deps);
    const command = commands.find(({ names }) => names.includes('setup'));
    const said = refusal(
      command?.handle({
        name: 'setup',
        text: '',
        actor: priya,
        canOpenForm: true,
        actKey: 'k',
      }) as Promise<unknown>,
    );
    expect(await said).toBe('invalid: Set up works in the channel it is about. Go there and run it again.');
  });
});

describe('completing', () => {
  const facts = (otherTeamIds: string[]) => async (channel: { platform: 'slack' | 'teams'; id: string }) => ({
    channel,
    archived: false,
    botIsMember: true,
    otherTeamIds,
  });
  const profile = async (_platform: string, userId: string) =>
    userId === 'UONE'
      ? { name: 'Jonas Weber', email: 'jonas@northwind.example' }
      : userId === 'UGUEST'
        ? { name: 'Sam Rivera', guest: true }
        : undefined;
  const complete = (teams: string[]) =>
    completeSetup({ programs: desk.programs, clock: desk.clock, profile, channelFacts: facts(teams) });

  beforeEach(async () => {
    await open();
    await submit(admin, 'CTRIAGE', { program_name: 'Northwind', kind: 'triage', new_reps: ['UONE', 'UTWO'] });
    const manager = whoIs(identity({ userId: 'UADMIN' }), await desk.programs.current());
    await submit(manager, 'CNOVA', { kind: 'partner', new_partner: 'Nova' });
  });

  test('fills in who was picked and whose workspace the partner’s is; a second time changes nothing', async () => {
    await complete(['TNOVA']);
    const once = await desk.programs.stored();
    expect(once?.program.reps.map(({ name, email }) => [name, email])).toEqual([
      ['Jonas Weber', 'jonas@northwind.example'],
      ['UTWO', undefined],
    ]);
    expect(once?.program.partners[0]?.workspaces).toEqual({ slack: ['TNOVA'], teams: [] });
    const maya = whoIs(identity({ userId: 'UMAYA', teamId: 'TNOVA' }), once?.program);
    expect(maya.partner?.name).toBe('Nova');
    await complete(['TOTHER']);
    expect((await desk.programs.stored())?.version).toBe(once?.version);
  });

  test('a guest who was picked is no rep, and the program managers are told', async () => {
    const manager = whoIs(identity({ userId: 'UADMIN' }), await desk.programs.current());
    await submit(manager, 'CTRIAGE2', { kind: 'triage', new_reps: ['UGUEST'] });
    await complete(['TNOVA']);
    const after = await desk.programs.stored();
    expect(after?.program.reps.find(({ name }) => name === 'Sam Rivera')?.ended).toBe(true);
    const waiting = await database.db.collection('programs').findOne({}, { projection: { pending: 1 } });
    expect(waiting?.pending).toContainEqual(
      expect.objectContaining({ template: 'guest-rep', facts: { name: 'Sam Rivera' } }),
    );
  });

  test.each([[[]], [['TNOVA', 'TOTHER']]])(
    'guesses no workspace where %j are in the channel',
    async (teams) => {
      await complete(teams);
      expect((await desk.programs.stored())?.program.partners[0]?.workspaces.slack).toEqual([]);
    },
  );

  test('without a program there is nothing to complete', async () => {
    await open();
    await complete(['TNOVA']);
    expect(await desk.programs.stored()).toBeUndefined();
  });
});
