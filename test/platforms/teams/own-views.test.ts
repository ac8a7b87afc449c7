import { expect, test } from 'vitest';
import type { Viewer } from '../../../src/messages/card.js';
import type { Member } from '../../../src/platforms/teams/connector.js';
import { rosters, viewerIds } from '../../../src/platforms/teams/rosters.js';
import { PLAYGROUND_TENANT } from '../../../src/playground/seed/teams.js';
import type { Json } from './adaptive-cards.js';
import {
  ALDER,
  buttonsOf,
  CONFIRMED,
  FELIX,
  HANNA,
  JONAS,
  LENA,
  openOffice,
  PRIYA,
  REPS,
  wordsOf,
} from './office.js';

const OTHER_TENANT = 'dddddddd-0000-4000-8000-000000000001';
const RIVAL = 'dddddddd-0000-4000-8000-000000000002';

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

const idOf = (channel: string, part: string) =>
  teams.messages(channel).find(({ card }) => card && wordsOf(card).includes(part))?.id ?? '';
const base = (channel: string, id: string) =>
  teams.messages(channel).find((each) => each.id === id)?.card ?? {};
const seenBy = (person: string, channel: string, id: string) => teams.cardSeenBy(person, channel, id) ?? {};
const asks = (card: Json) => (card.refresh as { action: Json; userIds: string[] } | undefined) ?? undefined;

/** The status card in the channel that another organisation comes to share. */
let shared = '';

test('a claim card shows the next steps to whoever works on it, and to nobody else', async () => {
  await office.refer('Ownly');
  const id = idOf(REPS, 'Ownly');
  expect(asks(base(REPS, id))?.userIds).toEqual([]);

  const { body } = await teams.press(LENA, REPS, id, 'Claim');
  expect(buttonsOf((body as { value: Json }).value)).toContain('Accept');
  await office.settle();
  expect(asks(base(REPS, id))?.userIds.toSorted()).toEqual([LENA, PRIYA].map(teams.mri).toSorted());
  expect(buttonsOf(base(REPS, id))).toEqual([]);
  expect(buttonsOf(seenBy(JONAS, REPS, id))).toEqual([]);
  expect(buttonsOf(seenBy(LENA, REPS, id))).toEqual(expect.arrayContaining(['Accept', 'Ask the partner…']));
  expect(buttonsOf(seenBy(PRIYA, REPS, id))).toContain('Accept');

  // A colleague who asks by hand gets what stands there.
  expect((await teams.refreshCard(JONAS, REPS, id)).problem).toBeUndefined();
  expect(buttonsOf(seenBy(JONAS, REPS, id))).toEqual([]);
  expect(wordsOf(seenBy(JONAS, REPS, id))).toBe(wordsOf(base(REPS, id)));
});

test('its buttons work for that person, are answered by the card as it is then, and for nobody else', async () => {
  const id = idOf(REPS, 'Ownly');
  const { body } = await teams.press(LENA, REPS, id, 'Accept');
  expect(wordsOf((body as { value: Json }).value)).toContain('Accepted');
  expect(buttonsOf((body as { value: Json }).value)).toContain('Log contact');
  // The same press in a colleague's name.
  const isPress = ({ name, value }: Json) =>
    name === 'adaptiveCard/action' && (value as Json).trigger === 'manual';
  const pressed = teams.deliveries.findLast(({ payload }) => isPress(payload));
  const from = { id: teams.mri(JONAS), name: 'Jonas Weber', aadObjectId: JONAS };
  const stolen = await teams.deliverRaw({ ...(pressed?.payload as Json), from });
  expect(JSON.stringify(stolen.body)).toMatch(/from another place/);
  await office.settle();
  await teams.press(LENA, REPS, id, 'Won…');
  await teams.submitDialog(LENA, CONFIRMED);
  await office.settle();
  expect(asks(base(REPS, id))?.userIds).toEqual([]);
  expect(buttonsOf(seenBy(LENA, REPS, id))).toEqual([]);
});

test('where another organisation shares the channel, the partner’s people see their card, the others that there is one', async () => {
  await office.refer('Sharedly');
  const id = idOf(ALDER, 'Sharedly');
  shared = id;
  expect(asks(base(ALDER, id))).toBeUndefined();
  await teams.shareChannel(ALDER, OTHER_TENANT, PRIYA, [RIVAL]);
  await office.settle();

  expect(wordsOf(base(ALDER, id))).not.toContain('Sharedly');
  expect(asks(base(ALDER, id))?.userIds).toEqual(expect.arrayContaining([FELIX, HANNA].map(teams.mri)));
  for (const person of [RIVAL, PRIYA, JONAS])
    expect(asks(base(ALDER, id))?.userIds).not.toContain(teams.mri(person));
  for (const person of [FELIX, HANNA]) {
    expect(wordsOf(seenBy(person, ALDER, id))).toContain('Sharedly');
    expect(wordsOf(seenBy(person, ALDER, id))).toContain('alone: others can read');
    expect(buttonsOf(seenBy(person, ALDER, id))).toContain('Add information');
  }
  for (const person of [RIVAL, PRIYA, JONAS]) {
    expect(wordsOf(seenBy(person, ALDER, id))).not.toContain('Sharedly');
    // Some clients ask for everybody, and everybody may ask by hand.
    const { body } = await teams.refreshCard(person, ALDER, id);
    expect(JSON.stringify(body)).not.toMatch(/Sharedly|Ines/);
    expect(wordsOf(seenBy(person, ALDER, id))).toMatch(/Referral received/);
  }
  expect(JSON.stringify(await teams.refreshCard(RIVAL, ALDER, id))).not.toContain('Alder');
});

test('what a partner’s own card carries works there for its reader, and follows what happens', async () => {
  const id = shared;
  await teams.press(FELIX, ALDER, id, 'Add information');
  expect(teams.dialog(FELIX)?.title).toContain('Add');
  teams.closeDialog(FELIX);
  await teams.press(LENA, REPS, idOf(REPS, 'Sharedly'), 'Claim');
  await office.settle();
  expect(wordsOf(seenBy(FELIX, ALDER, id))).toContain('Lena Fischer');
  expect(wordsOf(base(ALDER, id))).not.toContain('Lena Fischer');
  await teams.removeMember(ALDER, RIVAL, PRIYA);
  await office.settle();
  expect(asks(base(ALDER, id))).toBeUndefined();
  expect(wordsOf(seenBy(JONAS, ALDER, id))).toContain('Sharedly');
});

test('of a tenant everybody who is there is named, the listed first, nobody twice and nobody of elsewhere', () => {
  const members: Member[] = [
    { id: '29:a', aadObjectId: 'a', tenantId: 't1' },
    { id: '29:b', aadObjectId: 'b', tenantId: 't1' },
    { id: '29:c', aadObjectId: 'c', tenantId: 't2' },
    { id: '29:d', tenantId: 't2' },
  ];
  const viewers: Viewer[] = [
    { platform: 'teams', teamId: 't1' },
    { platform: 'slack', teamId: 't2' },
    { platform: 'teams', userId: 'b' },
    { platform: 'teams', userId: '29:d' },
    { platform: 'teams', userId: 'gone' },
  ];
  expect(viewerIds(viewers, members)).toEqual(['29:b', '29:d', '29:a']);
});

test('a roster that was asked for before somebody came is not believed afterwards', async () => {
  const asked: ((members: Member[]) => void)[] = [];
  const known = rosters(() => new Promise((resolve) => asked.push(resolve)), 60_000);
  const early = known.of('c');
  known.forget('c');
  asked[0]?.([]);
  expect(await early).toEqual([]);
  const late = known.of('c');
  asked[1]?.([{ id: '29:new' }]);
  expect(await late).toEqual([{ id: '29:new' }]);
  expect(await known.of('c')).toEqual([{ id: '29:new' }]);
  expect(asked).toHaveLength(2);
});
