import { describe, expect, test } from 'vitest';
import { DeliveryError } from '../../src/errors.js';
import { CAUSES, type Cause, type Outcome } from './bench.js';
import { PLAIN } from './catalogue-cards.js';
import { HOPELESS } from './samples.js';
import type { Stage } from './stage.js';

/** Each failure is told as what it is. */
export function failureContract(platform: string, stage: Stage): void {
  describe(`${platform}: every failure`, () => {
    test.each(Object.entries(CAUSES) as [Cause, Outcome][])('%s: %s', async (cause, outcome) => {
      const {
        sender = stage.bench.sender,
        address = stage.inChannel(),
        undo,
      } = await stage.bench.failures[cause]();
      const before = stage.bench.messages();
      try {
        const failure = await failureOf(sender.post(address, PLAIN));
        expect(failure.outcome).toBe(outcome);
        if (cause === 'it asks us to slow down') expect(failure.retryAfterMs).toBeGreaterThanOrEqual(7_000);
      } finally {
        await undo?.();
      }
      // Only what is unknown may have been posted, and then once.
      expect(stage.bench.messages() - before).toBeLessThanOrEqual(outcome === 'unknown' ? 1 : 0);
      await stage.bench.sender.post(stage.inChannel(), PLAIN);
    });

    test('a card that cannot be shown never will be', async () => {
      const before = stage.bench.messages();
      expect((await failureOf(stage.bench.sender.post(stage.inChannel(), HOPELESS))).outcome).toBe('final');
      expect(stage.bench.messages()).toBe(before);
    });

    test('an edit may be repeated: nothing about it is unknown', async () => {
      const posted = await stage.bench.sender.post(stage.inChannel(), PLAIN);
      stage.bench.loseNextReply();
      expect((await failureOf(stage.bench.sender.edit(posted, PLAIN))).outcome).toBe('retryable');
      await stage.bench.sender.edit(posted, PLAIN);
      const gone = { ...posted, messageId: '1234567890.000001' };
      expect((await failureOf(stage.bench.sender.edit(gone, PLAIN))).outcome).toBe('final');
    });

    test('of its own codes: each is what it says, and nothing was posted', async () => {
      const found: Record<string, Outcome> = {};
      const before = stage.bench.messages();
      for (const code of Object.keys(stage.bench.codes)) {
        stage.bench.refuse(code);
        found[code] = (await failureOf(stage.bench.sender.post(stage.inChannel(), PLAIN))).outcome;
      }
      expect(found).toEqual(stage.bench.codes);
      expect(stage.bench.messages()).toBe(before);
    });
  });
}

async function failureOf(work: Promise<unknown>): Promise<DeliveryError> {
  const failure: unknown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(DeliveryError);
  const error = failure as DeliveryError;
  expect(error.code).toBeTruthy();
  // For a person: what is wrong and what to do.
  expect(error.message).toMatch(/^["A-Z][\s\S]{15,}\.$/);
  return error;
}
