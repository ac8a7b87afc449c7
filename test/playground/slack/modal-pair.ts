import { afterEach, beforeEach } from 'vitest';
import { type Heard, startPair } from './bare-bot.js';
import { input, modal } from './seed.js';

/** A text input of a modal. */
export const textInput = (blockId: string, more = {}, block = {}) =>
  input(blockId, { type: 'plain_text_input', ...more }, block);

/** A form with a company, and notes that are filled in already. */
export const companyForm = () =>
  modal([textInput('company'), textInput('notes', { initial_value: 'prefilled' }, { optional: true })]);

/** For each test a workspace and its bot at ten o'clock, and what opens modals in it. */
export function modalPair() {
  let pair: Awaited<ReturnType<typeof startPair>>;
  let now: Date;
  beforeEach(async () => {
    now = new Date('2026-11-21T10:00:00Z');
    pair = await startPair({ now: () => now, acknowledgeMs: 1_000 });
  });
  afterEach(() => pair.close());

  const last = () => pair.bot.heard.at(-1) as Heard;
  /** A command gives a trigger. */
  const trigger = async (user = 'U0REP'): Promise<string> => {
    pair.bot.answer(() => undefined);
    await pair.slack.command(user, user === 'U0GUEST' ? 'C0SHARED' : 'C0TRIAGE', '/refer');
    return last().payload.trigger_id;
  };
  return {
    /** What the bot heard last. */
    last,
    trigger,
    open: async (view: unknown = companyForm()) =>
      pair.api('views.open', { trigger_id: await trigger(), view }),
    passTime: (milliseconds: number) => {
      now = new Date(now.getTime() + milliseconds);
    },
    get api() {
      return pair.api;
    },
    get bot() {
      return pair.bot;
    },
    get slack() {
      return pair.slack;
    },
  };
}
