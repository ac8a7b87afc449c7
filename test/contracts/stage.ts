import { expect, vi } from 'vitest';
import { type Card, formButton } from '../../src/messages/card.js';
import type { Address } from '../../src/messages/delivery.js';
import type { Form, FormValues } from '../../src/messages/form.js';
import type { Click, Reply, Submission, SubmissionReply } from '../../src/messages/interaction.js';
import type { Actor } from '../../src/people/actor.js';
import type { Control, OpenBench, PlatformBench } from './bench.js';
import { actionIds, FORMS, PLAIN, pressables } from './catalogue-cards.js';
import { everyField, MANY } from './samples.js';

const OPEN = 'contract.open';
const OPENER: Card = {
  summary: 'Open',
  elements: [{ kind: 'actions', actions: [formButton(OPEN, 'Open', { for: 'me' })] }],
};

/** A platform's bench with handlers that note everything that arrives and answer what the test wants. */
export class Stage {
  clicks: Click<Actor>[] = [];
  submissions: Submission<Actor>[] = [];
  reply: Reply = { kind: 'none' };
  submissionReply: SubmissionReply = { kind: 'close' };
  home: Card = PLAIN;
  #bench: PlatformBench | undefined;

  get bench(): PlatformBench {
    if (!this.#bench) throw new Error('The stage is not open');
    return this.#bench;
  }

  async open(openBench: OpenBench): Promise<void> {
    const formIds = [...FORMS.map(({ form }) => form.id), everyField('').form.id];
    const actions = [OPEN, ...actionIds()].map((actionId) => ({
      actionId,
      handle: async (click: Click<Actor>) => {
        this.clicks.push(click);
        return this.reply;
      },
    }));
    const submissions = [...new Set(formIds)].map((formId) => ({
      formId,
      handle: async (submission: Submission<Actor>) => {
        this.submissions.push(submission);
        return this.submissionReply;
      },
    }));
    const search = async (query: string) => MANY.filter(({ label }) => label.includes(query)).slice(0, 100);
    const named = async (values: readonly string[]) => MANY.filter(({ value }) => values.includes(value));
    const searched = ['select_1', 'multi_select_1'].map((fieldKey) => ({ fieldKey, search, named }));
    this.#bench = await openBench({ actions, submissions, home: async () => this.home }, searched);
  }

  /** As at the start, but for what has been posted. */
  async clear(): Promise<void> {
    await this.bench.closeForm();
    [this.clicks, this.submissions] = [[], []];
    [this.reply, this.submissionReply] = [{ kind: 'none' }, { kind: 'close' }];
  }

  async close(): Promise<void> {
    await this.#bench?.close();
  }

  inChannel(): Address {
    return { kind: 'channel', channelId: this.bench.channelId };
  }

  /** The person has this form open, by a button on a card. */
  async opened(form: Form): Promise<void> {
    this.reply = { kind: 'form', form };
    const posted = await this.bench.sender.post(this.inChannel(), OPENER);
    expect(await this.bench.seen(posted).controls[0]?.press()).toBeUndefined();
    await vi.waitFor(() => expect(this.bench.form()).toBeDefined(), { timeout: 3_000, interval: 5 });
  }

  /** What arrives when the open form is filled in like this and sent. */
  async sent(typed: FormValues): Promise<Submission<Actor>> {
    await this.bench.submit(typed);
    expect(this.submissions).toHaveLength(1);
    return this.submissions[0] as Submission<Actor>;
  }

  /** Presses everything and compares what arrives with what the card says. */
  async everyPressRoundTrips(card: Card, shown: Control[]): Promise<void> {
    const expected = pressables(card);
    expect(shown.map(({ label, url }) => ({ label, url }))).toEqual(
      expected.map(({ label, url }) => ({ label, url })),
    );
    for (const [index, { id, value, url }] of expected.entries()) {
      if (url !== undefined) continue;
      this.clicks = [];
      expect(await shown[index]?.press()).toBeUndefined();
      await vi.waitFor(() => expect(this.clicks).toHaveLength(1), { timeout: 3_000, interval: 5 });
      expect(this.clicks[0]).toMatchObject({
        actionId: id,
        value,
        actor: { person: { userId: this.bench.personId } },
      });
      expect(this.clicks[0]?.value).toEqual(value);
      expect(this.clicks[0]?.actKey).toBeTruthy();
    }
  }
}
