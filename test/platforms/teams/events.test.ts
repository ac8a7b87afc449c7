import { expect, test } from 'vitest';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import { conversationStore } from '../../../src/store/conversations.js';
import { ALDER, ALDER_TENANT, LENA, openOffice, PRIYA, REPS, SALES_TEAM, wordsOf } from './office.js';

const OTHER_TENANT = 'dddddddd-0000-4000-8000-000000000001';
const RIVAL = 'dddddddd-0000-4000-8000-000000000002';
const PARTNERS_TEAM = PLAYGROUND_TENANT.teams[0]?.id ?? '';

const office = await openOffice({
  tenant: {
    ...PLAYGROUND_TENANT,
    tenants: [...PLAYGROUND_TENANT.tenants, { id: OTHER_TENANT, name: 'Rival', domain: 'rival.example' }],
    people: [
      ...PLAYGROUND_TENANT.people,
      { id: RIVAL, name: 'Rita Rival', tenant: OTHER_TENANT, kind: 'member' },
    ],
  },
});
const { teams } = office;
const conversations = conversationStore(office.store.db);

const toPriya = () => teams.messages(teams.personal(PRIYA)?.id ?? '').map(({ card }) => wordsOf(card));
const state = async (id: string) => (await conversations.get('channel', id))?.state;

test('where channels and people are is known from the installation on', async () => {
  expect(await conversations.get('channel', PARTNERS_TEAM)).toMatchObject({
    serviceUrl: teams.serviceUrl,
    teamId: PARTNERS_TEAM,
    state: 'open',
  });
  expect(await conversations.get('personal', PRIYA)).toMatchObject({
    conversationId: teams.personal(PRIYA)?.id,
  });
});

test('a person who adds the app is shown what is theirs', async () => {
  const chat = teams.personal(LENA)?.id ?? '';
  expect(teams.messages(chat).length).toBeGreaterThan(0);
});

test('the address of a channel follows what Teams says last', async () => {
  await teams.say(LENA, REPS, '@Referral Desk help');
  await office.settle();
  expect(await conversations.get('channel', REPS)).toMatchObject({
    serviceUrl: teams.serviceUrl,
    name: 'Referrals',
  });
  await teams.renameChannel(REPS, 'Leads', PRIYA);
  await office.settle();
  expect(await conversations.get('channel', REPS)).toMatchObject({ name: 'Leads', teamId: SALES_TEAM });
});

test('another organisation in a partner’s channel reads no details from then on; when it has gone, all is shown again', async () => {
  await office.refer('Sharedly');
  const status = () =>
    teams.messages(ALDER).filter(({ card }) => card && /Sharedly|received/i.test(wordsOf(card)));
  expect(
    status()
      .map(({ card }) => wordsOf(card))
      .join(),
  ).toContain('Sharedly');
  await teams.shareChannel(ALDER, OTHER_TENANT, PRIYA, [RIVAL]);
  await office.settle();
  expect(
    status()
      .map(({ card }) => wordsOf(card))
      .join(),
  ).not.toContain('Sharedly');
  await teams.removeMember(ALDER, RIVAL, PRIYA);
  await office.settle();
  expect(
    status()
      .map(({ card }) => wordsOf(card))
      .join(),
  ).toContain('Sharedly');
});

test('a team that is archived: the program manager is told; back again, it takes messages again', async () => {
  await teams.archiveTeam(SALES_TEAM, PRIYA);
  await office.settle();
  expect(await state(REPS)).toBe('archived');
  expect(toPriya().join()).toMatch(/has been archived/);
  await teams.unarchiveTeam(SALES_TEAM, PRIYA);
  await office.settle();
  expect(await state(REPS)).toBe('open');
});

test('a channel that is deleted and restored', async () => {
  const before = toPriya().length;
  await teams.deleteChannel(ALDER, PRIYA);
  await office.settle();
  expect(await state(ALDER)).toBe('removed');
  expect(toPriya().length).toBeGreaterThan(before);
  await teams.restoreChannel(ALDER, PRIYA);
  await office.settle();
  expect(await state(ALDER)).toBe('open');
});

test('the app taken out of a team: its channels are gone, and somebody is told; a person who removes it is left alone', async () => {
  await teams.uninstall(SALES_TEAM, PRIYA);
  await office.settle();
  expect(await state(REPS)).toBe('removed');
  expect(toPriya().join()).toMatch(/no longer has me in it/);
  await teams.uninstallPersonal(LENA);
  await office.settle();
  expect((await conversations.get('personal', LENA))?.state).toBe('removed');
  expect(ALDER_TENANT).not.toBe('');
});
