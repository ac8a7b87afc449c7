import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPair } from './bare-bot.js';
import {
  BOT_APP,
  card,
  EMPTY_TEAM,
  execute,
  FEDERATED,
  GUEST,
  HOME,
  OTHER,
  PARTNER_TENANT,
  posted,
  REP,
  REPS,
  SHARED,
  TEAM,
  text,
} from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const hello = { type: 'message', text: 'Hello' };
const refusal = ({ status, body }: { status: number; body: { error?: { code: string } } }) => [
  status,
  body.error?.code,
];

describe('messages', () => {
  test('start a thread in a channel, answer in it, and come at the end of the right one', async () => {
    const root = await pair.api.send(REPS, hello);
    expect(root.status).toBe(201);
    await pair.api.send(`${REPS};messageid=${root.body.id}`, { type: 'message', text: 'By the thread' });
    await pair.api.reply(REPS, root.body.id, { type: 'message', text: 'By reply' });
    const [first] = pair.teams.replies(REPS, root.body.id);
    await pair.api.reply(REPS, first?.id ?? '', { type: 'message', text: 'Reply to a reply' });
    expect(pair.teams.messages(REPS).map((message) => message.text)).toEqual(['Good morning', 'Hello']);
    expect(pair.teams.replies(REPS, root.body.id).map((message) => message.text)).toEqual([
      'By the thread',
      'By reply',
      'Reply to a reply',
    ]);
  });

  test('an answer to an event, which is no message, goes to the conversation', async () => {
    const root = await pair.api.send(REPS, hello);
    const thread = `${REPS};messageid=${root.body.id}`;
    expect((await pair.api.reply(thread, 'f:1234', hello)).status).toBe(201);
    expect((await pair.api.reply(thread, '0d1f2a3b-0000', hello)).status).toBe(201);
    expect(pair.teams.replies(REPS, root.body.id)).toHaveLength(2);
    expect(refusal(await pair.api.reply(REPS, '12345', hello))).toEqual([
      404,
      'ActivityNotFoundInConversation',
    ]);
  });

  test('are updated and deleted by their author only', async () => {
    const { body } = await pair.api.send(REPS, hello);
    const updated = await pair.api.update(REPS, body.id, posted(card([text('Now a card')])));
    expect([updated.status, updated.body]).toEqual([200, { id: body.id }]);
    const message = pair.teams.messages(REPS).at(-1);
    expect([message?.text, message?.updates, message?.card?.type]).toEqual(['', 1, 'AdaptiveCard']);
    const morning = pair.teams.messages(REPS)[0]?.id ?? '';
    expect(refusal(await pair.api.update(REPS, morning, hello))).toEqual([403, 'NotEnoughPermissions']);
    expect((await pair.api.remove(REPS, body.id)).status).toBe(200);
    expect(refusal(await pair.api.update(REPS, body.id, hello))).toEqual([
      404,
      'ActivityNotFoundInConversation',
    ]);
    expect(pair.teams.messages(REPS)).toHaveLength(1);
  });

  test('go nowhere without the bot, in an unknown, deleted or archived place', async () => {
    expect(refusal(await pair.api.send('19:nowhere@thread.tacv2', hello))).toEqual([
      404,
      'ConversationNotFound',
    ]);
    expect(refusal(await pair.api.send(EMPTY_TEAM, hello))).toEqual([403, 'BotNotInConversationRoster']);
    await pair.teams.archiveTeam(TEAM, REP);
    expect((await pair.api.send(REPS, hello)).body.message).toContain('MessageWritesBlocked');
    await pair.teams.unarchiveTeam(TEAM, REP);
    await pair.teams.deleteChannel(REPS, REP);
    expect(refusal(await pair.api.send(REPS, hello))).toEqual([404, 'ConversationNotFound']);
    await pair.teams.restoreChannel(REPS, REP);
    expect((await pair.api.send(REPS, hello)).status).toBe(201);
    await pair.teams.allowInChannel(SHARED, REP, false);
    expect(refusal(await pair.api.send(SHARED, hello))).toEqual([403, 'BotNotInConversationRoster']);
    await pair.teams.uninstall(TEAM, REP);
    expect(refusal(await pair.api.send(REPS, hello))).toEqual([403, 'BotNotInConversationRoster']);
  });

  test('have a size, a content, and cards that Teams can draw', async () => {
    const long = { type: 'message', text: 'x'.repeat(28 * 1024) };
    expect(refusal(await pair.api.send(REPS, long))).toEqual([413, 'MessageSizeTooBig']);
    const heavy = posted(card([text('x'.repeat(25 * 1024))]));
    expect(refusal(await pair.api.send(REPS, heavy))).toEqual([413, 'MessageSizeTooBig']);
    const wrong = posted(card([{ type: 'Blink', text: 'x' }]));
    const refused = await pair.api.send(REPS, wrong);
    expect(refusal(refused)).toEqual([400, 'BadArgument']);
    expect(refused.body.error.message).toContain('body[0]: unknown type Blink');
    expect(refusal(await pair.api.send(REPS, { type: 'message' }))).toEqual([400, 'BadArgument']);
    expect(refusal(await pair.api.send(REPS, { text: 'no type' }))).toEqual([400, 'BadArgument']);
    expect((await pair.api.send(REPS, { type: 'typing' })).status).toBe(202);
    expect(pair.teams.messages(REPS)).toHaveLength(1);
  });

  test('seven a second to one conversation, then 429, by the clock of the tenant', async () => {
    await pair.close();
    let clock = new Date('2026-11-21T10:00:00Z');
    pair = await startPair({ now: () => clock });
    for (let count = 0; count < 7; count += 1) expect((await pair.api.send(REPS, hello)).status).toBe(201);
    const limited = await pair.api.send(REPS, hello);
    expect(refusal(limited)).toEqual([429, 'Throttled']);
    expect(limited.headers.get('retry-after')).toBe('1');
    expect((await pair.api.send(SHARED, hello)).status).toBe(201);
    clock = new Date(clock.getTime() + 1_000);
    expect((await pair.api.send(REPS, hello)).status).toBe(201);
    // The eighth in two seconds was the last.
    expect((await pair.api.send(REPS, hello)).status).toBe(429);
    clock = new Date(clock.getTime() + 2_000);
    expect((await pair.api.send(REPS, hello)).status).toBe(201);
  });

  test('mention people by an entity whose text stands in them, never by the tag alone', async () => {
    const rep = { id: pair.teams.mri(REP), name: 'Rita Rep' };
    const entities = [{ type: 'mention', text: '<at>Rita Rep</at>', mentioned: rep }];
    await pair.api.send(REPS, { type: 'message', text: 'Hi <at>Rita Rep</at>', entities });
    await pair.api.send(REPS, { type: 'message', text: 'Hi <at>Rita Rep</at>' });
    await pair.api.send(REPS, { type: 'message', text: 'Hi', entities });
    await pair.api.send(REPS, posted(card([text('Hi <at>Rita Rep</at>')], [], { msteams: { entities } })));
    const mentions = pair.teams.messages(REPS).map((message) => message.mentions);
    expect(mentions).toEqual([[], [REP], [], [], [REP]]);
    const nobody = [{ type: 'mention', text: 'Hi', mentioned: { id: '29:nobody' } }];
    expect((await pair.api.send(REPS, { type: 'message', text: 'Hi', entities: nobody })).status).toBe(400);
  });
});

describe('conversations', () => {
  test('a thread of its own in a channel', async () => {
    const created = await pair.api.create({
      isGroup: true,
      bot: { id: `28:${BOT_APP}` },
      channelData: { channel: { id: REPS } },
      activity: posted(card([text('Claim me')], [execute('claim')])),
    });
    expect(created.status).toBe(201);
    const { id, activityId } = created.body;
    expect(id).toBe(`${REPS};messageid=${activityId}`);
    expect(pair.teams.messages(REPS).at(-1)?.id).toBe(activityId);
  });

  const chatWith = (id: string, tenantId: string = HOME) => pair.api.create({ members: [{ id }], tenantId });

  test('a chat with a member who has the app, or whose team has it', async () => {
    const rep = await chatWith(pair.teams.mri(REP));
    expect(rep.status).toBe(201);
    expect(rep.body.id).toBe(pair.teams.personal(REP)?.id);
    expect((await pair.api.send(rep.body.id, hello)).status).toBe(201);
    expect(pair.teams.messages(rep.body.id).map((message) => message.text)).toEqual(['Hello']);
    expect(refusal(await chatWith(OTHER))).toEqual([403, 'ForbiddenOperationException']);
    await pair.teams.addMember(TEAM, OTHER, REP);
    expect((await chatWith(OTHER)).status).toBe(201);
  });

  test('no chat with guests, people of other tenants, strangers, or without a tenant', async () => {
    expect(refusal(await chatWith(GUEST))).toEqual([403, 'ForbiddenOperationException']);
    expect(refusal(await chatWith(FEDERATED))).toEqual([403, 'ForbiddenOperationException']);
    expect(refusal(await chatWith(FEDERATED, PARTNER_TENANT))).toEqual([403, 'ForbiddenOperationException']);
    expect(refusal(await chatWith('29:nobody'))).toEqual([400, 'BadArgument']);
    expect(refusal(await pair.api.create({ members: [{ id: REP }] }))).toEqual([400, 'BadArgument']);
  });

  test('writes are blocked when the person blocked the bot or removed the app', async () => {
    const chat = pair.teams.personal(REP)?.id ?? '';
    pair.teams.block(REP);
    const blocked = await pair.api.send(chat, hello);
    expect([blocked.status, blocked.body.errorCode]).toEqual([403, 209]);
    expect(JSON.parse(blocked.body.message).subCode).toBe('MessageWritesBlocked');
    pair.teams.block(REP, false);
    expect((await pair.api.send(chat, hello)).status).toBe(201);
    await pair.teams.uninstallPersonal(REP);
    expect((await pair.api.send(chat, hello)).body.message).toContain('MessageWritesBlocked');
  });
});

describe('rosters', () => {
  test('say whose tenant somebody is of, and who is a guest', async () => {
    const { body } = await pair.api.members(SHARED);
    expect(body.map((member: { name: string; tenantId: string }) => [member.name, member.tenantId])).toEqual([
      ['Rita Rep', HOME],
      ['Pat Partner', PARTNER_TENANT],
    ]);
    const guest = await pair.api.members(REPS, `members/${GUEST}`);
    expect(guest.body).toMatchObject({
      id: pair.teams.mri(GUEST),
      aadObjectId: GUEST,
      userRole: 'guest',
      tenantId: HOME,
      userPrincipalName: 'gus_partner.example#EXT#@vendor.example',
    });
    const byMri = await pair.api.members(SHARED, `members/${encodeURIComponent(pair.teams.mri(REP))}`);
    expect(byMri.body.aadObjectId).toBe(REP);
    expect(refusal(await pair.api.members(SHARED, `members/${OTHER}`))).toEqual([
      404,
      'MemberNotFoundInConversation',
    ]);
    expect(refusal(await pair.api.members(EMPTY_TEAM))).toEqual([403, 'BotNotInConversationRoster']);
  });

  test('come in pages', async () => {
    const page = await pair.api.members(`${REPS};messageid=1`, 'pagedmembers?pageSize=50');
    expect(page.body.members.map((member: { name: string }) => member.name)).toEqual([
      'Rita Rep',
      'Gus Guest',
    ]);
    expect(page.body.continuationToken).toBeUndefined();
  });

  test('and teams tell their channels, General without a name', async () => {
    expect((await pair.api.team(TEAM)).body).toMatchObject({
      name: 'Partners',
      channelCount: 3,
      memberCount: 2,
    });
    expect((await pair.api.team(TEAM, '/conversations')).body.conversations).toEqual([
      { id: TEAM, name: null, type: 'standard' },
      { id: REPS, name: 'Reps', type: 'standard' },
      { id: SHARED, name: 'With Partner', type: 'shared' },
    ]);
    expect(refusal(await pair.api.team('19:x'))).toEqual([404, 'ConversationNotFound']);
  });
});
