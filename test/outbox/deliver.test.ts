import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/errors.js';
import { testDatabase } from '../store/database.js';
import { desk, direct, inChannel, inThread, program, statusCard } from './desk.js';
import { channelGone, lostReply, rateLimited } from './test-platform.js';

const database = await testDatabase();

describe('what is due', () => {
  test('is delivered once and in order, the card before what is said under it', async () => {
    const { send, outbox, platform, reports } = await desk(database);
    const messages = [statusCard(), inThread('one'), inThread('two'), inChannel('three')];
    await send(...messages);
    await outbox.enqueue(messages);
    await outbox.runOnce();
    expect(platform.done.map(({ text }) => text)).toEqual(['Routed', 'one', 'two', 'three']);
    expect(platform.done.map(({ threadId }) => threadId)).toEqual([undefined, 'm1', 'm1', undefined]);
    expect(reports.map(({ outcome }) => outcome)).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  test('waits until it may be said, without keeping the others', async () => {
    const { send, outbox, platform, pass, now } = await desk(database);
    const later = new Date(now().getTime() + 300_000);
    await send(inChannel('the end', 'C', { notBefore: later }), inChannel('meanwhile', 'C'));
    expect(platform.standing('C')).toEqual(['meanwhile']);
    expect(await outbox.drain()).toBe(true);
    pass(300_000);
    await outbox.runOnce();
    expect(platform.standing('C')).toEqual(['meanwhile', 'the end']);
  });

  test('is dropped when its time is over, and what is private has ten minutes', async () => {
    const { outbox, platform, pass, now, row } = await desk(database);
    const to = {
      kind: 'private',
      account: { platform: 'slack', userId: 'UPIA' },
      channel: { platform: 'slack', id: 'C' },
    } as const;
    await outbox.enqueue([inChannel('hush', 'C', { key: 'private', to, at: now() })]);
    await outbox.enqueue([
      inChannel('soon', 'C', { key: 'soon', expiresAt: new Date(now().getTime() + 5_000) }),
    ]);
    pass(600_000);
    await outbox.runOnce();
    expect(platform.done).toEqual([]);
    expect(await row('private')).toMatchObject({ state: 'expired' });
    expect(await row('soon')).toMatchObject({ state: 'expired' });
  });

  test('is cancelled when what it tells was undone', async () => {
    const { send, platform, subject, row } = await desk(database);
    subject.undone.push('event-1');
    await send(inChannel('won', 'C', { key: 'won', unlessUndone: 'event-1' }), inChannel('other', 'C'));
    expect(platform.standing('C')).toEqual(['other']);
    expect(await row('won')).toMatchObject({ state: 'cancelled', reason: 'Undone.' });
  });

  test('stays due, uncounted, while its subject cannot be read', async () => {
    let down = true;
    const { send, outbox, platform, pass, row } = await desk(database, {
      compose: async () => {
        if (down) throw new StoreUnavailable('down');
        return { kind: 'card', card: { summary: 'up again', elements: [] } };
      },
    });
    await send(inChannel('x', 'C', { key: 'x' }));
    expect(await row('x')).toMatchObject({ state: 'pending', attempts: 0 });
    down = false;
    pass(5_000);
    await outbox.runOnce();
    expect(platform.standing('C')).toEqual(['up again']);
  });
});

describe('cards', () => {
  test('are posted once and edited after, several changes in one edit', async () => {
    const { send, outbox, platform, subject, row } = await desk(database);
    await send(statusCard());
    subject.text = 'Accepted';
    await outbox.enqueue([
      statusCard({ key: 'a' }),
      inThread('news'),
      statusCard({ key: 'b' }),
      statusCard({ key: 'c' }),
    ]);
    await outbox.runOnce();
    expect(platform.done.map(({ what, text }) => [what, text])).toEqual([
      ['post', 'Routed'],
      ['edit', 'Accepted'],
      ['post', 'news'],
    ]);
    for (const key of ['a', 'b', 'c']) expect(await row(key)).toMatchObject({ state: 'sent' });
  });

  test('of one subject in two channels are two; a new pinned one is pinned once', async () => {
    const { send, platform } = await desk(database);
    const to = (id: string) =>
      ({ kind: 'card', slot: 'refer', channel: { platform: 'slack', id }, pin: true }) as const;
    await send(statusCard({ to: to('C1') }), statusCard({ to: to('C2') }));
    await send(statusCard({ to: to('C1') }));
    expect(platform.done.map(({ what, where }) => `${what} ${where}`).toSorted()).toEqual([
      'edit C1',
      'pin C1',
      'pin C2',
      'post C1',
      'post C2',
    ]);
  });

  test('somebody deleted are posted anew', async () => {
    const { send, platform, subject } = await desk(database);
    await send(statusCard());
    platform.fail('edit', channelGone());
    subject.text = 'Won';
    await send(statusCard());
    await send(statusCard());
    expect(platform.done.map(({ what, messageId }) => `${what} ${messageId}`)).toEqual([
      'post m1',
      'post m2',
      'edit m2',
    ]);
  });

  test('the newest reason to render one decides, and what was undone is cancelled', async () => {
    const { outbox, platform, subject, row } = await desk(database);
    subject.undone.push('e');
    await outbox.enqueue([statusCard({ key: 'old' }), statusCard({ key: 'new', unlessUndone: 'e' })]);
    await outbox.runOnce();
    expect(platform.done).toHaveLength(1);
    expect(await row('old')).toMatchObject({ state: 'sent' });
    expect(await row('new')).toMatchObject({ state: 'cancelled' });
  });
});

describe('pace', () => {
  test('one post a second to a lane, edits closer, other lanes at once', async () => {
    const { send, outbox, platform, pass } = await desk(database, { pace: { postMs: 1_000, editMs: 400 } });
    await send(statusCard(), inThread('two'), inChannel('elsewhere', 'C2'));
    expect(platform.done.map(({ text }) => text).toSorted()).toEqual(['Routed', 'elsewhere']);
    pass(999);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toHaveLength(1);
    pass(1);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toEqual(['Routed', 'two']);
    pass(1_000);
    await send(statusCard(), inThread('three'));
    pass(400);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toEqual(['Routed', 'two', 'three']);
  });

  test('drain waits for it', async () => {
    const { outbox, platform } = await desk(database, { pace: { postMs: 1_000, editMs: 1_000 } });
    await outbox.enqueue([inChannel('1', 'C'), inChannel('2', 'C'), inChannel('3', 'C')]);
    expect(await outbox.drain()).toBe(true);
    expect(platform.standing('C')).toEqual(['1', '2', '3']);
  });
});

describe('a delivery that fails', () => {
  test('for now is tried again when the platform says, and what comes after waits its turn', async () => {
    const { send, outbox, platform, pass, row } = await desk(database);
    platform.fail('post', rateLimited(30_000));
    await send(inChannel('first', 'C', { key: 'first' }), inChannel('second', 'C'));
    pass(29_999);
    await outbox.runOnce();
    expect(platform.done).toEqual([]);
    expect(await row('first')).toMatchObject({ state: 'pending', attempts: 1, code: 'ratelimited' });
    pass(1);
    await outbox.runOnce();
    expect(platform.standing('C')).toEqual(['first', 'second']);
  });

  test('for a day is parked, and every program manager is told', async () => {
    const { send, outbox, platform, pass, row } = await desk(database, { retry: { attempts: 3 } });
    platform.fail('post', rateLimited(), rateLimited(), rateLimited());
    await send(inChannel('never', 'C', { key: 'never' }), inChannel('after', 'C'));
    for (let tries = 0; tries < 3; tries += 1) {
      pass(10_000);
      await outbox.runOnce();
    }
    expect(await row('never')).toMatchObject({ state: 'parked', attempts: 3 });
    expect(platform.standing('C')).toEqual(['after']);
    expect(platform.standing('UPAULA')[0]).toContain('Too many messages.');
    expect(platform.standing('UPER')).toHaveLength(1);
  });

  test('for good is parked at once with the reason; a notice that fails tells nobody', async () => {
    const { send, platform, row, reports } = await desk(database);
    platform.fail('post', channelGone(), channelGone(), channelGone());
    await send(inChannel('lost', 'C', { key: 'lost' }));
    expect(await row('lost')).toMatchObject({ state: 'parked', code: 'channel_not_found' });
    expect(await row('lost:parked:manager:paula')).toMatchObject({ state: 'cancelled' });
    expect(reports.filter(({ outcome }) => outcome === 'parked')).toHaveLength(1);
    expect(platform.standing('CDIGEST')).toHaveLength(2);
  });

  test('and nobody can be told: that is kept, with the reason', async () => {
    const { send, platform, row } = await desk(database, {
      members: program({ channels: [], programManagers: [] }),
    });
    platform.fail('post', channelGone());
    await send(inChannel('lost', 'C', { key: 'lost' }));
    expect(await row('lost:parked')).toMatchObject({
      state: 'parked',
      reason: expect.stringContaining('Nobody can be told'),
    });
  });

  test('what belongs under a card that was parked is parked with it, and told once', async () => {
    const { send, platform, row } = await desk(database);
    platform.fail('post', channelGone());
    await send(statusCard(), inThread('under it', { key: 'under' }));
    expect(await row('under')).toMatchObject({
      state: 'parked',
      reason: expect.stringContaining('The channel is not there'),
    });
    expect(platform.standing('UPAULA')).toHaveLength(1);
  });

  test('a thread waits for its card that is still to come', async () => {
    const { outbox, platform, pass, now, row } = await desk(database);
    await outbox.enqueue([inThread('early', { key: 'early', at: now() })]);
    await outbox.runOnce();
    expect(await row('early')).toMatchObject({ state: 'pending', attempts: 0 });
    await outbox.enqueue([statusCard({ at: now() })]);
    await outbox.runOnce();
    pass(5_000);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toEqual(['Routed', 'early']);
  });

  test('a refused direct message goes to the channel, under its card', async () => {
    const { send, platform, row } = await desk(database);
    await send(statusCard());
    platform.fail('post', channelGone());
    await send(direct('just for you', { key: 'dm' }));
    expect(platform.done.at(-1)).toMatchObject({ where: 'CPARTNER', text: 'just for you', threadId: 'm1' });
    expect(await row('dm')).toMatchObject({ state: 'cancelled' });
    expect(await row('dm:fallback')).toMatchObject({ state: 'sent', message: { facts: { fallback: true } } });
    expect(platform.standing('UPAULA')).toEqual([]);
  });

  test('a mistake in composing is parked after a few tries and keeps nobody else', async () => {
    const { send, outbox, platform, pass, row, errors } = await desk(database, {
      compose: async ({ template, facts }) => {
        if (facts.say === 'bad') throw new TypeError('no such template');
        return { kind: 'card', card: { summary: String(facts.say ?? template), elements: [] } };
      },
    });
    await send(inChannel('bad', 'C', { key: 'bad' }), inChannel('good', 'C'));
    expect(platform.standing('C')).toEqual(['good']);
    for (let tries = 0; tries < 5; tries += 1) {
      pass(60_000);
      await outbox.runOnce();
    }
    expect(await row('bad')).toMatchObject({ state: 'parked', code: 'cannot_compose' });
    expect(errors).toHaveLength(5);
  });
});

describe('a lost reply', () => {
  test('a card is posted once more after a while, and not a third time', async () => {
    const { send, outbox, platform, pass, row } = await desk(database);
    platform.fail('post', lostReply(), lostReply());
    await send(statusCard({ key: 'card' }), inChannel('after'));
    expect(platform.done).toHaveLength(1);
    pass(29_999);
    await outbox.runOnce();
    expect(platform.done).toHaveLength(1);
    pass(1);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toEqual(['Routed', 'Routed', 'after']);
    expect(await row('card')).toMatchObject({ state: 'unknown' });
  });

  test('of an edit is simply repeated', async () => {
    const { send, outbox, platform, pass } = await desk(database);
    await send(statusCard());
    platform.fail('edit', lostReply(), lostReply());
    await send(statusCard({ key: 'edit' }));
    pass(60_000);
    await outbox.runOnce();
    pass(60_000);
    await outbox.runOnce();
    expect(platform.standing('CPARTNER')).toEqual(['Routed']);
    expect(platform.done.filter(({ what }) => what === 'edit')).toHaveLength(3);
  });

  test('a reminder is rather lost than said twice', async () => {
    const { send, outbox, platform, pass, row } = await desk(database);
    platform.fail('post', lostReply());
    await send(inChannel('still there?', 'C', { key: 'reminder', neverTwice: true }), inChannel('next', 'C'));
    pass(60_000);
    await outbox.runOnce();
    expect(platform.standing('C')).toEqual(['still there?', 'next']);
    expect(await row('reminder')).toMatchObject({ state: 'unknown' });
  });
});

describe('several processes', () => {
  test('share the work: each row once, each lane in order and one at a time', async () => {
    const { outbox, another, platform } = await desk(database);
    const lanes = Array.from({ length: 6 }, (_, index) => `C${index}`);
    const messages = Array.from({ length: 120 }, (_, index) => inChannel(`${index}`, lanes[index % 6]));
    await outbox.enqueue(messages);
    const others = [another(), another(), another()];
    await Promise.all([outbox, ...others].map((each) => each.runOnce()));
    expect(platform.done).toHaveLength(120);
    for (const [index, lane] of lanes.entries()) {
      const expected = Array.from({ length: 20 }, (_, row) => `${row * 6 + index}`);
      expect(platform.standing(lane)).toEqual(expected);
      expect(platform.mostAtOnce.get(lane)).toBe(1);
    }
  });

  test('a lane somebody holds is left alone until the lease is over; the slow holder can touch nothing then', async () => {
    const { outbox, platform, store, now, pass, row } = await desk(database);
    await outbox.enqueue([inChannel('mine', 'C', { key: 'mine' })]);
    const until = new Date(now().getTime() + 45_000);
    const [slow] = await store.lease(now(), now(), until, 1);
    expect(slow).toBeDefined();
    if (!slow) return;
    await outbox.runOnce();
    expect(platform.done).toEqual([]);
    pass(45_000);
    await outbox.runOnce();
    expect(platform.standing('C')).toEqual(['mine']);
    await outbox.enqueue([inChannel('more', 'C', { key: 'more' })]);
    const [taken] = await store.lease(now(), now(), new Date(now().getTime() + 45_000), 1);
    expect(taken?.token).toBeGreaterThan(slow.token);
    expect(await store.renew(slow, until)).toBe(false);
    await store.settleAndStart(slow, [{ key: 'mine', state: 'parked', at: now(), reason: 'no' }], [], now());
    expect(await row('mine')).toMatchObject({ state: 'sent' });
  });

  test('stopping lets the others take over at once', async () => {
    const { outbox, another, platform } = await desk(database);
    await outbox.enqueue([inChannel('1', 'C'), inChannel('2', 'C')]);
    const running = outbox.runOnce();
    await outbox.stop();
    await running;
    await another().runOnce();
    expect(platform.standing('C')).toEqual(['1', '2']);
  });
});

test('drives itself: woken it delivers at once, and by itself what becomes due later', async () => {
  const { another, platform } = await desk(database);
  const own = another({
    selfDriving: true,
    clock: { now: () => new Date() },
    leaseClock: { now: () => new Date() },
  });
  await own.enqueue([
    inChannel('now', 'C'),
    inChannel('soon', 'C', { notBefore: new Date(Date.now() + 150) }),
  ]);
  own.wake();
  await expect.poll(() => platform.standing('C'), { timeout: 5_000 }).toEqual(['now', 'soon']);
  await own.stop();
});
