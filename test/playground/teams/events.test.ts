import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import {
  BOT_APP,
  EMPTY_TEAM,
  FEDERATED,
  GUEST,
  HOME,
  OTHER,
  PARTNER_TENANT,
  REP,
  REPS,
  SHARED,
  TEAM,
} from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const heard = () => pair.bot.heard.map(({ activity }) => activity);
const last = () => heard().at(-1);

describe('the app', () => {
  test('is told that it came to a team and that it left', async () => {
    await pair.teams.install(EMPTY_TEAM, OTHER, EMPTY_TEAM);
    const [added, installed] = heard();
    expect(added).toMatchObject({
      type: 'conversationUpdate',
      membersAdded: [{ id: `28:${BOT_APP}` }],
      from: { aadObjectId: OTHER },
      conversation: { id: EMPTY_TEAM, conversationType: 'channel', tenantId: HOME },
      channelData: {
        eventType: 'teamMemberAdded',
        team: { id: EMPTY_TEAM, name: 'Without the app' },
        settings: { selectedChannel: { id: EMPTY_TEAM } },
        tenant: { id: HOME },
      },
    });
    expect(installed).toMatchObject({ type: 'installationUpdate', action: 'add' });
    expect((await pair.api.send(EMPTY_TEAM, { type: 'message', text: 'Hello' })).status).toBe(201);
    await pair.teams.uninstall(EMPTY_TEAM, OTHER);
    expect(heard().slice(2)).toMatchObject([
      { type: 'conversationUpdate', membersRemoved: [{ id: `28:${BOT_APP}` }] },
      { type: 'installationUpdate', action: 'remove' },
    ]);
  });

  test('is told of people who add it for themselves; guests cannot', async () => {
    await pair.teams.installPersonal(OTHER);
    const chat = pair.teams.personal(OTHER);
    expect(heard()).toMatchObject([
      { type: 'conversationUpdate', membersAdded: [{ id: `28:${BOT_APP}` }, { aadObjectId: OTHER }] },
      {
        type: 'installationUpdate',
        action: 'add',
        conversation: { id: chat?.id, conversationType: 'personal' },
      },
    ]);
    await pair.teams.uninstallPersonal(OTHER);
    expect(last()).toMatchObject({ type: 'installationUpdate', action: 'remove' });
    expect((await pair.teams.installPersonal(GUEST)).problem).toBeDefined();
    expect((await pair.teams.installPersonal(FEDERATED)).problem).toBeDefined();
  });

  test('is let into a shared channel and out of it', async () => {
    await pair.teams.allowInChannel(SHARED, REP, false);
    expect(last()).toMatchObject({
      membersRemoved: [{ id: `28:${BOT_APP}` }],
      conversation: { id: SHARED },
      channelData: { eventType: 'channelMemberRemoved', channel: { id: SHARED, type: 'shared' } },
    });
    await pair.teams.allowInChannel(SHARED, REP);
    expect(last().channelData.eventType).toBe('channelMemberAdded');
  });
});

describe('members', () => {
  test('of a team and of a shared channel come and go', async () => {
    await pair.teams.addMember(TEAM, OTHER, REP);
    expect(last()).toMatchObject({
      membersAdded: [{ id: pair.teams.mri(OTHER), aadObjectId: OTHER }],
      conversation: { id: TEAM },
      channelData: { eventType: 'teamMemberAdded' },
    });
    expect((await pair.api.members(REPS)).body).toHaveLength(3);
    await pair.teams.removeMember(SHARED, FEDERATED, REP);
    expect(last()).toMatchObject({
      membersRemoved: [{ aadObjectId: FEDERATED }],
      conversation: { id: SHARED },
      channelData: { eventType: 'channelMemberRemoved', channel: { id: SHARED } },
    });
    expect((await pair.api.members(SHARED)).body).toHaveLength(1);
  });

  test('of a team without the app are nobody’s business', async () => {
    await pair.teams.addMember(EMPTY_TEAM, GUEST, REP);
    expect(heard()).toEqual([]);
  });
});

describe('teams and channels', () => {
  test('each change has its event', async () => {
    const { teams } = pair;
    await teams.createChannel(TEAM, { id: '19:new@thread.tacv2', name: 'New' }, REP);
    await teams.renameChannel(REPS, 'Sales', REP);
    await teams.deleteChannel(REPS, REP);
    await teams.restoreChannel(REPS, REP);
    await teams.renameTeam(TEAM, 'Alliances', REP);
    await teams.archiveTeam(TEAM, REP);
    await teams.unarchiveTeam(TEAM, REP);
    await teams.deleteTeam(TEAM, REP);
    await teams.restoreTeam(TEAM, REP);
    expect(heard().map(({ channelData }) => channelData.eventType)).toEqual([
      'channelCreated',
      'channelRenamed',
      'channelDeleted',
      'channelRestored',
      'teamRenamed',
      'teamArchived',
      'teamUnarchived',
      'teamDeleted',
      'teamRestored',
    ]);
    expect(heard()[1]).toMatchObject({
      type: 'conversationUpdate',
      conversation: { id: TEAM },
      channelData: { channel: { id: REPS, name: 'Sales' }, team: { id: TEAM, name: 'Partners' } },
    });
    expect(heard()[4].channelData.team.name).toBe('Alliances');
    expect(teams.channel(REPS)?.name).toBe('Sales');
  });

  test('a shared channel is shared with another tenant, and no longer', async () => {
    await pair.teams.unshareChannel(SHARED, PARTNER_TENANT, REP);
    expect(last().channelData).toMatchObject({
      eventType: 'channelUnshared',
      unsharedFromTeams: [{ name: 'Partner', tenantId: PARTNER_TENANT }],
    });
    expect((await pair.api.members(SHARED)).body).toHaveLength(1);
    await pair.teams.shareChannel(SHARED, PARTNER_TENANT, REP, [FEDERATED]);
    expect(last().channelData).toMatchObject({
      eventType: 'channelShared',
      sharedWithTeams: [{ tenantId: PARTNER_TENANT }],
    });
    expect(pair.teams.channel(SHARED)).toMatchObject({
      sharedWith: [PARTNER_TENANT],
      ownMembers: [REP, FEDERATED],
    });
  });
});
