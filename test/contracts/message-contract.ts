import { describe, expect, test, vi } from 'vitest';
import type { Address } from '../../src/messages/delivery.js';
import { cards, MESSAGES, PLAIN, pressables } from './catalogue-cards.js';
import { EVERYTHING, HOSTILE, LONGEST } from './samples.js';
import type { Stage } from './stage.js';

/** Each card is taken, edited and pressed, wherever it is posted. */
export function messageContract(platform: string, stage: Stage): void {
  describe(`${platform}: every message`, () => {
    test.each(MESSAGES)('$name is taken within the limits, and edited in place', async ({ card }) => {
      const before = stage.bench.messages();
      const posted = await stage.bench.sender.post(stage.inChannel(), card);
      expect(posted).toMatchObject({ platform: stage.bench.sender.platform });
      expect(stage.bench.seen(posted)).toMatchObject({ edits: 0, findings: [] });
      expect(stage.bench.seen(posted).words).not.toBe('');
      await stage.bench.sender.edit(posted, card);
      await stage.bench.sender.edit(posted, card);
      expect(stage.bench.seen(posted)).toMatchObject({ edits: 2, findings: [] });
      expect(stage.bench.messages()).toBe(before + 1);
    });

    test.each(MESSAGES.filter(({ card }) => pressables(card).some(({ url }) => url === undefined)))(
      '$name: what is pressed arrives as it was meant',
      async ({ card }) => {
        const posted = await stage.bench.sender.post(stage.inChannel(), card);
        await stage.everyPressRoundTrips(card, stage.bench.seen(posted).controls);
        expect(stage.clicks.at(-1)).toMatchObject({
          channel: { platform: stage.bench.sender.platform, id: stage.bench.channelId },
          message: { id: posted.messageId },
        });
      },
    );

    test.each<Address['kind']>(['channel', 'direct', 'private'])(
      'works where it is posted as %s; in a channel, in a thread',
      async (kind) => {
        const { channelId, personId: userId } = stage.bench;
        const root = await stage.bench.sender.post(stage.inChannel(), PLAIN);
        const address: Address =
          kind === 'direct'
            ? { kind, userId }
            : kind === 'private'
              ? { kind, userId, channelId }
              : { kind, channelId, threadId: root.messageId };
        const posted = await stage.bench.sender.post(address, EVERYTHING);
        await stage.everyPressRoundTrips(EVERYTHING, stage.bench.seen(posted).controls);
        if (kind === 'channel')
          expect(stage.clicks[0]?.message).toEqual({ id: posted.messageId, threadId: root.messageId });
      },
    );

    test('two presses are told apart', async () => {
      const posted = await stage.bench.sender.post(stage.inChannel(), EVERYTHING);
      const [first, second] = stage.bench.seen(posted).controls;
      await first?.press();
      await second?.press();
      await vi.waitFor(() => expect(stage.clicks).toHaveLength(2));
      expect(new Set(stage.clicks.map(({ actKey }) => actKey)).size).toBe(2);
    });

    test('what a person typed is shown as typed and notifies nobody; a mention notifies whom it names', async () => {
      const quote = await stage.bench.sender.post(stage.inChannel(), EVERYTHING);
      const seen = stage.bench.seen(quote);
      expect(seen.words.split(HOSTILE).length - 1).toBeGreaterThanOrEqual(8);
      expect(seen.notified).toEqual([]);
      const { platform } = stage.bench.sender;
      const person = { person: 'Somebody', account: { platform, userId: stage.bench.personId } };
      const named = await stage.bench.sender.post(stage.inChannel(), {
        summary: 's',
        elements: [{ kind: 'text', text: [person] }],
      });
      expect(stage.bench.seen(named).notified).toEqual([stage.bench.personId]);
    });

    test('nothing of a long text is lost without a sign', async () => {
      const { words } = stage.bench.seen(await stage.bench.sender.post(stage.inChannel(), LONGEST));
      const isWhole = words.replace(/\s/g, '').includes('word'.repeat(600));
      if (!isWhole) expect(words).toMatch(/…[\s\S]*shortened/);
      expect(words.length).toBeGreaterThan(1_000);
    });

    test('what is known of a channel names it', async () => {
      const facts = await stage.bench.sender.channelFacts(stage.bench.channelId);
      expect(facts).toMatchObject({
        channel: { platform: stage.bench.sender.platform, id: stage.bench.channelId },
        archived: false,
        botIsMember: true,
      });
      expect(Array.isArray(facts.otherTeamIds)).toBe(true);
    });

    test('pinning says whether it was done, and never throws', async () => {
      const posted = await stage.bench.sender.post(stage.inChannel(), PLAIN);
      expect(typeof (await stage.bench.sender.pin(posted))).toBe('boolean');
      expect(typeof (await stage.bench.sender.pin({ ...posted, messageId: '1' }))).toBe('boolean');
    });
  });

  describe(`${platform}: every home`, () => {
    test.each(cards('home'))('$name is shown, and its buttons work', async ({ card }) => {
      stage.home = card;
      await stage.everyPressRoundTrips(card, await stage.bench.home());
    });
  });
}
