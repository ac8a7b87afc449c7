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
  posted,
  REP,
  REPS,
  SHARED,
  submit,
  TEAM,
  text,
} from './seed.js';

let pair: Awaited<ReturnType<typeof startPair>>;
beforeEach(async () => {
  pair = await startPair();
});
afterEach(() => pair.close());

const heard = () => pair.bot.heard.map(({ activity }) => activity);
const last = () => heard().at(-1);
type Json = Record<string, unknown>;
const cardAnswer = (value: Json) => ({
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value },
});

async function post(content: Json, channel: string = REPS): Promise<string> {
  return (await pair.api.send(channel, posted(content))).body.id;
}

describe('what people say', () => {
  test('comes to the bot when it is mentioned, in the thread it starts or answers', async () => {
    const { id } = await pair.teams.say(FEDERATED, SHARED, '@Desk Bot refer');
    expect(last()).toMatchObject({
      type: 'message',
      id,
      text: '<at>Desk Bot</at> refer',
      channelId: 'msteams',
      serviceUrl: pair.teams.serviceUrl,
      from: { id: pair.teams.mri(FEDERATED), name: 'Pat Partner', aadObjectId: FEDERATED },
      recipient: { id: `28:${BOT_APP}`, name: 'Desk Bot' },
      // The host's tenant, although the person is of another.
      conversation: { id: `${SHARED};messageid=${id}`, conversationType: 'channel', tenantId: HOME },
      channelData: { tenant: { id: HOME }, team: { id: TEAM }, channel: { id: SHARED, type: 'shared' } },
    });
    expect(last().entities).toContainEqual({
      type: 'mention',
      text: '<at>Desk Bot</at>',
      mentioned: { id: `28:${BOT_APP}`, name: 'Desk Bot' },
    });
    const answer = await pair.teams.say(REP, SHARED, '<at>Desk Bot</at> status', { replyTo: id });
    expect(last()).toMatchObject({
      id: answer.id,
      replyToId: id,
      conversation: { id: `${SHARED};messageid=${id}` },
    });
    expect(pair.teams.replies(SHARED, id).map((message) => message.id)).toEqual([answer.id]);
  });

  test('is not heard without a mention, except in the chat', async () => {
    await pair.teams.say(REP, REPS, 'Good morning');
    expect(heard()).toEqual([]);
    const chat = pair.teams.personal(REP)?.id ?? '';
    await pair.teams.say(REP, chat, 'my referrals');
    expect(last()).toMatchObject({
      text: 'my referrals',
      conversation: { id: chat, conversationType: 'personal' },
    });
    expect(last().channelData).toEqual({ tenant: { id: HOME } });
  });

  test('is refused where they are not, or the bot is not', async () => {
    expect((await pair.teams.say(OTHER, REPS, 'x')).problem).toContain('not in this channel');
    expect((await pair.teams.say(OTHER, EMPTY_TEAM, '@Desk Bot x')).problem).toContain('Desk Bot is not');
    const chat = pair.teams.personal(REP)?.id ?? '';
    expect((await pair.teams.say(GUEST, chat, 'x')).problem).toBeDefined();
    await pair.teams.archiveTeam(TEAM, REP);
    expect((await pair.teams.say(REP, REPS, 'x')).problem).toContain('archived');
    await expect(pair.teams.say('nobody', REPS, 'x')).rejects.toThrow('no person nobody');
  });
});

describe('Action.Execute', () => {
  test('invokes the bot with verb, data and inputs, and shows its card to that person alone', async () => {
    const fields = [{ type: 'Input.Text', id: 'note', label: 'Note' }];
    const id = await post(card([text('Open'), ...fields], [execute('claim', { ref: 'R-1' })]));
    const mine = card([text('You have it')]);
    pair.bot.answer(() => cardAnswer(mine));
    const answer = await pair.teams.press(REP, REPS, id, 'claim', { note: 'Known to me' });
    expect([answer.status, answer.problem]).toEqual([200, undefined]);
    expect(last()).toMatchObject({
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: id,
      conversation: { id: `${REPS};messageid=${id}` },
      value: {
        action: { type: 'Action.Execute', verb: 'claim', data: { ref: 'R-1', note: 'Known to me' } },
        trigger: 'manual',
      },
    });
    expect(pair.teams.cardSeenBy(REP, REPS, id)).toEqual(mine);
    expect(pair.teams.cardSeenBy(GUEST, REPS, id)?.body).toHaveLength(2);
    const all = card([text('Claimed')]);
    await pair.api.update(REPS, id, posted(all));
    expect(pair.teams.cardSeenBy(REP, REPS, id)).toEqual(all);
  });

  test('may be answered with words; anything else is a failure the person sees', async () => {
    const id = await post(card([], [execute('claim')]));
    const pressed = async (body: unknown, status = 200) => {
      pair.bot.answer(() => ({ status, body }));
      const { message, problem } = await pair.teams.press(REP, REPS, id, 'claim');
      return message ?? problem;
    };
    const words = 'application/vnd.microsoft.activity.message';
    expect(await pressed({ statusCode: 200, type: words, value: 'Lena has it' })).toBe('Lena has it');
    const error = {
      statusCode: 400,
      type: 'application/vnd.microsoft.error',
      value: { code: 'x', message: 'No' },
    };
    expect(await pressed(error)).toBe('No');
    expect(await pressed(undefined)).toContain('went wrong');
    expect(await pressed({}, 500)).toContain('went wrong');
    expect(await pressed(cardAnswer({ type: 'AdaptiveCard' }).body)).toContain('went wrong');
  });

  test('must be answered in time', async () => {
    pair.teams.settings.invokeMs = 50;
    const id = await post(card([], [execute('claim')]));
    pair.bot.answer(() => ({ afterMs: 400 }));
    const answer = await pair.teams.press(REP, REPS, id, 'claim');
    expect([answer.status, answer.problem]).toEqual([undefined, 'Unable to reach app. Please try again.']);
    expect(pair.teams.deliveries.at(-1)?.failure).toBe('http_timeout');
  });

  test('by refresh: automatically for those named who are there, again after an update, and by hand', async () => {
    const seen = (name: string) => card([text(name)]);
    pair.bot.answer(({ activity }) => cardAnswer(seen(activity.from.name)));
    const userIds = [pair.teams.mri(REP), pair.teams.mri(FEDERATED)];
    const content = card([text('Open')], [], { refresh: { action: execute('refresh'), userIds } });
    const id = await post(content);
    await pair.teams.idle();
    expect(heard().map(({ from, value }) => [from.name, value.trigger])).toEqual([['Rita Rep', 'automatic']]);
    expect(pair.teams.cardSeenBy(REP, REPS, id)).toEqual(seen('Rita Rep'));
    await pair.api.update(REPS, id, posted(content));
    await pair.teams.idle();
    expect(heard()).toHaveLength(2);
    pair.bot.answer(() => undefined);
    await pair.api.update(REPS, id, posted(content));
    await pair.teams.idle();
    pair.bot.answer(({ activity }) => cardAnswer(seen(activity.from.name)));
    await pair.teams.refreshCard(GUEST, REPS, id);
    expect(last().value.trigger).toBe('manual');
    expect(pair.teams.cardSeenBy(GUEST, REPS, id)).toEqual(seen('Gus Guest'));
  });
});

describe('Action.Submit', () => {
  test('comes as a message without text whose value holds data and inputs', async () => {
    const choices = [
      { title: 'One', value: '1' },
      { title: 'Two', value: '2' },
    ];
    const content = card(
      [
        { type: 'Input.ChoiceSet', id: 'lines', choices, isMultiSelect: true },
        { type: 'Input.Toggle', id: 'consent', title: 'Yes' },
        { type: 'Input.Text', id: 'kept', value: 'as it was' },
      ],
      [submit('Send', { ref: 'R-1' })],
    );
    const id = await post(content);
    const answer = await pair.teams.press(GUEST, REPS, id, 'Send', { lines: ['1', '2'], consent: true });
    expect(answer.problem).toBeUndefined();
    expect(last()).toMatchObject({ type: 'message', replyToId: id, from: { aadObjectId: GUEST } });
    expect(last().value).toEqual({ ref: 'R-1', lines: '1,2', consent: 'true', kept: 'as it was' });
    expect(last().text).toBeUndefined();
  });

  test('sends nothing while the client finds mistakes, and nothing of other cards', async () => {
    const required = { type: 'Input.Text', id: 'why', isRequired: true, errorMessage: 'Say why' };
    const inner = card([{ ...required, id: 'inner' }], [submit('Inner')]);
    const id = await post(
      card(
        [required],
        [
          submit('Send'),
          { ...submit('Leave'), associatedInputs: 'none' },
          { type: 'Action.ShowCard', title: 'More', card: inner },
        ],
      ),
    );
    expect((await pair.teams.press(REP, REPS, id, 'Send', { why: ' ' })).problem).toBe('Say why');
    expect(heard()).toEqual([]);
    await pair.teams.press(REP, REPS, id, 'Leave');
    expect(last().value).toEqual({});
    await pair.teams.press(REP, REPS, id, 'Inner', { why: 'x', inner: 'y' });
    expect(last().value).toEqual({ why: 'x', inner: 'y' });
  });

  test('only by members, on what is there and switched on', async () => {
    const id = await post(card([], [{ ...submit('Off'), isEnabled: false }, submit('Send')]));
    expect((await pair.teams.press(REP, REPS, id, 'Off')).problem).toContain('switched off');
    expect((await pair.teams.press(OTHER, REPS, id, 'Send')).problem).toContain('not in this channel');
    await expect(pair.teams.press(REP, REPS, id, 'Nope')).rejects.toThrow('only: Off, Send');
    await expect(pair.teams.press(REP, REPS, '1', 'Send')).rejects.toThrow('no message 1');
    await expect(pair.teams.press(REP, REPS, id, 'Send', { x: 'y' })).rejects.toThrow('no input x');
  });
});

describe('what was sent', () => {
  test('comes again on demand, with another id and the same content', async () => {
    const id = await post(card([], [execute('claim')]));
    await pair.teams.press(REP, REPS, id, 'claim');
    await pair.teams.redeliverLast();
    await pair.teams.redeliverLast({ newId: false });
    const [first, second, third] = heard();
    expect(second.id).not.toBe(first.id);
    expect(third.id).toBe(second.id);
    expect({ ...second, id: '', timestamp: '' }).toEqual({ ...first, id: '', timestamp: '' });
  });
});
