import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Preview, previews } from '../../src/catalogue.js';
import { DeliveryError } from '../../src/errors.js';
import { type Action, type ActionValue, type Card, formButton } from '../../src/messages/card.js';
import type { Address } from '../../src/messages/delivery.js';
import type { Form, FormValues } from '../../src/messages/form.js';
import type { Click, Reply, Submission, SubmissionReply } from '../../src/messages/interaction.js';
import type { Actor } from '../../src/people/actor.js';
import {
  CAUSES,
  type Cause,
  type Control,
  type OpenBench,
  type Outcome,
  type PlatformBench,
} from './bench.js';
import { EVERYTHING, everyField, HOPELESS, HOSTILE, LONGEST, MANY, typedInto } from './samples.js';

const ALL = previews();
const cards = (surface: Preview['surface']) =>
  ALL.flatMap(({ name, surface: own, card }) => (card && own === surface ? [{ name, card }] : []));
const FORMS = ALL.flatMap(({ name, form }) => (form ? [{ name, form }] : []));
const MESSAGES = [
  ...cards('message'),
  { name: 'one of every element', card: EVERYTHING },
  { name: 'the longest', card: LONGEST },
];
const OPEN = 'contract.open';
const OPENER: Card = {
  summary: 'Open',
  elements: [{ kind: 'actions', actions: [formButton(OPEN, 'Open', { for: 'me' })] }],
};
const PLAIN: Card = { summary: 'Hello', elements: [{ kind: 'text', text: 'Hello' }] };

/** What every platform promises to the rest of the product, for each message and form there is. */
export function platformContract(platform: string, open: OpenBench): void {
  let bench: PlatformBench;
  let clicks: Click<Actor>[] = [];
  let submissions: Submission<Actor>[] = [];
  let reply: Reply = { kind: 'none' };
  let submissionReply: SubmissionReply = { kind: 'close' };
  let home: Card = PLAIN;

  beforeAll(async () => {
    const forms = [...FORMS.map(({ form }) => form.id), everyField('').form.id];
    const interactions = {
      actions: actionIds().map((actionId) => ({
        actionId,
        handle: async (click: Click<Actor>) => {
          clicks.push(click);
          return reply;
        },
      })),
      submissions: [...new Set(forms)].map((formId) => ({
        formId,
        handle: async (submission: Submission<Actor>) => {
          submissions.push(submission);
          return submissionReply;
        },
      })),
      home: async () => home,
    };
    const search = async (query: string) => MANY.filter(({ label }) => label.includes(query)).slice(0, 100);
    const fields = ['select_1', 'multi_select_1'];
    bench = await open(
      interactions,
      fields.map((fieldKey) => ({ fieldKey, search })),
    );
  });
  beforeEach(async () => {
    await bench.closeForm();
    [clicks, submissions] = [[], []];
    [reply, submissionReply] = [{ kind: 'none' }, { kind: 'close' }];
  });
  afterAll(() => bench?.close());

  const inChannel = (): Address => ({ kind: 'channel', channelId: bench.channelId });

  async function opened(form: Form): Promise<void> {
    reply = { kind: 'form', form };
    const posted = await bench.sender.post(inChannel(), OPENER);
    expect(await bench.seen(posted).controls[0]?.press()).toBeUndefined();
    await vi.waitFor(() => expect(bench.form()).toBeDefined(), { timeout: 3_000, interval: 5 });
  }

  async function sent(typed: FormValues): Promise<Submission<Actor>> {
    await bench.submit(typed);
    expect(submissions).toHaveLength(1);
    return submissions[0] as Submission<Actor>;
  }

  /** Presses everything and compares what arrives with what the card says. */
  async function everyPressRoundTrips(card: Card, shown: Control[]): Promise<void> {
    const expected = pressables(card);
    expect(shown.map(({ label, url }) => ({ label, url }))).toEqual(
      expected.map(({ label, url }) => ({ label, url })),
    );
    for (const [index, { id, value, url }] of expected.entries()) {
      if (url !== undefined) continue;
      clicks = [];
      expect(await shown[index]?.press()).toBeUndefined();
      await vi.waitFor(() => expect(clicks).toHaveLength(1), { timeout: 3_000, interval: 5 });
      expect(clicks[0]).toMatchObject({ actionId: id, value, actor: { person: { userId: bench.personId } } });
      expect(clicks[0]?.value).toEqual(value);
      expect(clicks[0]?.actKey).toBeTruthy();
    }
  }

  describe(`${platform}: every message`, () => {
    test.each(MESSAGES)('$name is taken within the limits, and edited in place', async ({ card }) => {
      const before = bench.messages();
      const posted = await bench.sender.post(inChannel(), card);
      expect(posted).toMatchObject({ platform: bench.sender.platform });
      expect(bench.seen(posted)).toMatchObject({ edits: 0, findings: [] });
      expect(bench.seen(posted).words).not.toBe('');
      await bench.sender.edit(posted, card);
      await bench.sender.edit(posted, card);
      expect(bench.seen(posted)).toMatchObject({ edits: 2, findings: [] });
      expect(bench.messages()).toBe(before + 1);
    });

    test.each(MESSAGES.filter(({ card }) => pressables(card).length > 0))(
      '$name: what is pressed arrives as it was meant',
      async ({ card }) => {
        const posted = await bench.sender.post(inChannel(), card);
        await everyPressRoundTrips(card, bench.seen(posted).controls);
        expect(clicks.at(-1)).toMatchObject({
          channel: { platform: bench.sender.platform, id: bench.channelId },
          message: { id: posted.messageId },
        });
      },
    );

    test.each<Address['kind']>(['channel', 'direct', 'private'])(
      'works in a thread and as %s',
      async (kind) => {
        const { channelId, personId: userId } = bench;
        const root = await bench.sender.post(inChannel(), PLAIN);
        const address: Address =
          kind === 'direct'
            ? { kind, userId }
            : kind === 'private'
              ? { kind, userId, channelId }
              : { kind, channelId, threadId: root.messageId };
        const posted = await bench.sender.post(address, EVERYTHING);
        await everyPressRoundTrips(EVERYTHING, bench.seen(posted).controls);
        if (kind === 'channel')
          expect(clicks[0]?.message).toEqual({ id: posted.messageId, threadId: root.messageId });
      },
    );

    test('two presses are told apart', async () => {
      const posted = await bench.sender.post(inChannel(), EVERYTHING);
      const [first, second] = bench.seen(posted).controls;
      await first?.press();
      await second?.press();
      await vi.waitFor(() => expect(clicks).toHaveLength(2));
      expect(new Set(clicks.map(({ actKey }) => actKey)).size).toBe(2);
    });

    test('what a person typed is shown as typed and notifies nobody; a mention notifies whom it names', async () => {
      const quote = await bench.sender.post(inChannel(), EVERYTHING);
      const seen = bench.seen(quote);
      expect(seen.words.split(HOSTILE).length - 1).toBeGreaterThanOrEqual(8);
      expect(seen.notified).toEqual([]);
      const { platform } = bench.sender;
      const person = { person: 'Somebody', account: { platform, userId: bench.personId } };
      const named = await bench.sender.post(inChannel(), {
        summary: 's',
        elements: [{ kind: 'text', text: [person] }],
      });
      expect(bench.seen(named).notified).toEqual([bench.personId]);
    });

    test('nothing of a long text is lost without a sign', async () => {
      const { words } = bench.seen(await bench.sender.post(inChannel(), LONGEST));
      const isWhole = words.replace(/\s/g, '').includes('word'.repeat(600));
      if (!isWhole) expect(words).toMatch(/…[\s\S]*shortened/);
      expect(words.length).toBeGreaterThan(1_000);
    });

    test('what is known of a channel names it', async () => {
      const facts = await bench.sender.channelFacts(bench.channelId);
      expect(facts).toMatchObject({
        channel: { platform: bench.sender.platform, id: bench.channelId },
        archived: false,
        botIsMember: true,
      });
      expect(Array.isArray(facts.otherTeamIds)).toBe(true);
    });

    test('pinning says whether it was done, and never throws', async () => {
      const posted = await bench.sender.post(inChannel(), PLAIN);
      expect(typeof (await bench.sender.pin(posted))).toBe('boolean');
      expect(typeof (await bench.sender.pin({ ...posted, messageId: '1' }))).toBe('boolean');
    });
  });

  describe(`${platform}: every home`, () => {
    test.each(cards('home'))('$name is shown, and its buttons work', async ({ card }) => {
      home = card;
      await everyPressRoundTrips(card, await bench.home());
    });
  });

  describe(`${platform}: every form`, () => {
    test.each(FORMS)('$name opens within the limits and gives back what is typed', async ({ form }) => {
      await opened(form);
      expect(bench.form()).toMatchObject({ title: form.title, findings: [] });
      const typed = typedInto(form, bench.personId);
      const submission = await sent(typed);
      expect(submission).toMatchObject({ formId: form.id, actor: { person: { userId: bench.personId } } });
      expect(submission.carried).toEqual(form.carried);
      expect(submission.submissionKey).toBeTruthy();
      expect(same(submission.values)).toEqual(same(typed));
      expect(bench.form()).toBeUndefined();
    });

    test.each([
      ['typed', false],
      ['filled in beforehand and left alone', true],
    ])('one of every kind of field gives back what was %s', async (_how, prefilled) => {
      const { form, typed } = everyField(bench.personId, { prefilled });
      await opened(form);
      expect(bench.form()?.findings).toEqual([]);
      const submission = await sent(prefilled ? {} : typed);
      expect(same(submission.values)).toEqual(same(typed));
      expect(submission.carried).toEqual(form.carried);
    });

    test('what is left empty is absent or empty', async () => {
      await opened(everyField(bench.personId).form);
      const { values } = await sent({});
      expect(Object.values(values).filter((value) => value?.length)).toEqual([]);
    });

    test('what is required must be filled in before anything is sent', async () => {
      await opened(everyField(bench.personId, { required: true }).form);
      await bench.submit({});
      expect(submissions).toEqual([]);
      expect(bench.form()).toBeDefined();
      await bench.closeForm();
    });

    test('a refused form stays open with what is wrong and all that was typed', async () => {
      const { form, typed: anything } = everyField(bench.personId);
      // The first hundred of a menu that is searched: see the end of teams.test.ts.
      const typed = { ...anything, select_1: 'v20', multi_select_1: ['v3', 'v99'] };
      submissionReply = { kind: 'errors', errors: { text_0: 'This is known already. Name another.' } };
      await opened(form);
      await bench.submit(typed);
      expect(bench.form()?.words).toContain('This is known already. Name another.');
      submissionReply = { kind: 'close' };
      await bench.submit({});
      const [first, second] = submissions;
      expect(submissions).toHaveLength(2);
      expect(same(second?.values ?? {})).toEqual(same(typed));
      expect(second?.submissionKey).toBe(first?.submissionKey);
      expect(bench.form()).toBeUndefined();
    });

    test('two openings of a form are two submissions', async () => {
      const { form } = everyField(bench.personId);
      for (const _time of [1, 2]) {
        await opened(form);
        await bench.submit({});
      }
      expect(new Set(submissions.map(({ submissionKey }) => submissionKey)).size).toBe(2);
    });

    test('a form may lead to another one', async () => {
      const { form } = everyField(bench.personId);
      const next = {
        ...form,
        title: 'And then this',
        fields: form.fields.slice(0, 1),
        carried: { step: '2' },
      };
      submissionReply = { kind: 'form', form: next };
      await opened(form);
      await bench.submit({});
      expect(bench.form()?.title).toBe('And then this');
      submissionReply = { kind: 'close' };
      await bench.submit({ text_0: 'more' });
      expect(submissions.at(-1)).toMatchObject({ carried: { step: '2' }, values: { text_0: 'more' } });
    });
  });

  describe(`${platform}: every failure`, () => {
    test.each(Object.entries(CAUSES) as [Cause, Outcome][])('%s: %s', async (cause, outcome) => {
      const { sender = bench.sender, address = inChannel(), undo } = await bench.failures[cause]();
      const before = bench.messages();
      try {
        const failure = await failureOf(sender.post(address, PLAIN));
        expect(failure.outcome).toBe(outcome);
        if (cause === 'it asks us to slow down') expect(failure.retryAfterMs).toBeGreaterThanOrEqual(7_000);
      } finally {
        await undo?.();
      }
      // Only what is unknown may have been posted, and then once.
      expect(bench.messages() - before).toBeLessThanOrEqual(outcome === 'unknown' ? 1 : 0);
      await bench.sender.post(inChannel(), PLAIN);
    });

    test('a card that cannot be shown never will be', async () => {
      const before = bench.messages();
      expect((await failureOf(bench.sender.post(inChannel(), HOPELESS))).outcome).toBe('final');
      expect(bench.messages()).toBe(before);
    });

    test('an edit may be repeated: nothing about it is unknown', async () => {
      const posted = await bench.sender.post(inChannel(), PLAIN);
      bench.loseNextReply();
      expect((await failureOf(bench.sender.edit(posted, PLAIN))).outcome).toBe('retryable');
      await bench.sender.edit(posted, PLAIN);
      const gone = { ...posted, messageId: '1234567890.000001' };
      expect((await failureOf(bench.sender.edit(gone, PLAIN))).outcome).toBe('final');
    });

    test('of its own codes: each is what it says, and nothing was posted', async () => {
      const found: Record<string, Outcome> = {};
      const before = bench.messages();
      for (const code of Object.keys(bench.codes)) {
        bench.refuse(code);
        found[code] = (await failureOf(bench.sender.post(inChannel(), PLAIN))).outcome;
      }
      expect(found).toEqual(bench.codes);
      expect(bench.messages()).toBe(before);
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

interface Pressable {
  id: string;
  label: string;
  value: ActionValue;
  url?: string;
}

/** What can be pressed on a card, in order; each option of a choice is one. */
function pressables(card: Card): Pressable[] {
  const actions = card.elements.flatMap((element) => (element.kind === 'actions' ? element.actions : []));
  return actions.flatMap((action: Action): Pressable[] => {
    const { id, kind } = action;
    if (kind === 'choice') return action.options.map(({ label, value }) => ({ id, label, value }));
    if (kind === 'link') return [{ id, label: action.label, value: {}, url: action.url }];
    return [{ id, label: action.label, value: action.value }];
  });
}

function actionIds(): string[] {
  const all = [...MESSAGES, ...cards('home')].flatMap(({ card }) => pressables(card));
  return [...new Set([OPEN, ...all.map(({ id }) => id)])];
}

/** Instants may be written in more than one way; absent and empty are the same. */
function same(values: FormValues): FormValues {
  const plain = (value: string) => (/^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value).toISOString() : value);
  return Object.fromEntries(
    Object.entries(values)
      .filter(([, value]) => value?.length)
      .map(([key, value]) => [key, typeof value === 'string' ? plain(value) : value]),
  );
}
