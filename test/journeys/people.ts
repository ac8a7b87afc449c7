import type { FakeSlack, Message } from '../../src/playground/slack/index.js';
import type { Referral } from '../../src/referral/referral.js';
import type { Office } from './desk.js';
import { type Button, buttons, read } from './reading.js';
import { until } from './until.js';

export type Values = Record<string, unknown>;
export type Answer = Awaited<ReturnType<FakeSlack['submit']>>;

/** A referral form as a partner fills it in, but for the company. */
export const FORM: Values = {
  website: 'acme.com',
  contact_name: 'Alex Kim',
  contact_role: 'Head of IT',
  contact_email: 'alex@acme.com',
  service_line: 'pentest',
  problem: 'Their portal has never been tested.',
  current_tools: 'A scanner',
  reason: 'We advise them on their budget.',
  urgency: 'normal',
  region: 'uk',
  consent: ['true'],
};

/** The checklist of *qualified*, confirmed. */
export const CONFIRMED: Values = {
  criterion_fit: ['true'],
  criterion_problem: ['true'],
  criterion_call: ['true'],
  criterion_authorised: ['true'],
};

export const FJORD = 'C0FJORD';
export const HARBOR = 'C0HARBOR';
export const BLUEPEAK = 'C0BLUEPEAK';
export const OFFENSIVE = 'C0OFFENSIVE';
export const CLOUD = 'C0CLOUD';
export const PROGRAM_CHANNEL = 'C0PROGRAM';

export const MAYA = 'U0MAYA';
export const SAM = 'U0SAM';
export const DIEGO = 'U0DIEGO';
export const AIKO = 'U0AIKO';
export const RUTH = 'U0RUTH';
export const JONAS = 'U0JONAS';
export const LENA = 'U0LENA';
export const TOM = 'U0TOM';
export const PRIYA = 'U0PRIYA';
export const OLGA = 'U0OLGA';

/** A website and an address of its own: otherwise every company would be the same one. */
export function reachedAt(company: string): Values {
  const words = company
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const domain = `${words.slice(0, 40).replace(/-$/, '') || 'acme'}.com`;
  return { website: domain, contact_email: `alex@${domain}` };
}

/** What people do and see at the desk, in the words of the tests. */
export function peopleOf({ slack, settle, referrals, store }: Office) {
  /** Everything in a channel, threads included, newest last. */
  const all = (channel: string): Message[] =>
    slack.messages(channel).flatMap((message) => [message, ...slack.replies(channel, message.ts)]);

  const about = (message: Pick<Message, 'text' | 'blocks'>, words: string) =>
    JSON.stringify([message.text, message.blocks]).includes(words);

  /** The newest card in the channel itself about something. @throws Error when there is none */
  function card(channel: string, words: string): Message {
    const found = slack.messages(channel).findLast((message) => about(message, words));
    if (!found) throw new Error(`There is nothing about ${words} in ${channel}`);
    return found;
  }

  const cards = (channel: string, words: string): Message[] =>
    slack.messages(channel).filter((message) => about(message, words));

  /** What stands in the thread of the card, oldest first. */
  const thread = (channel: string, words: string): Message[] =>
    slack.replies(channel, card(channel, words).ts);

  const directMessages = (user: string): Message[] => {
    const channel = slack.directChannel(user);
    return channel ? all(channel.id) : [];
  };

  /** What this person alone was shown, as read, oldest first. */
  const toldPrivately = (user: string): string[] => slack.ephemerals(user).map(read);

  /** Everything that a partner's channel and one of its people were ever sent: threads, past versions, what they alone saw. */
  const received = (channel: string, user: string): string =>
    JSON.stringify([
      all(channel),
      slack.requests.filter(
        ({ args }) =>
          args.user === user ||
          args.channel === channel ||
          (args.channel !== undefined && args.channel === slack.directChannel(user)?.id),
      ),
      slack.ephemerals(user),
      slack.modal(user),
    ]);

  /** The newest button of that name on what is about the company; also in threads and direct messages. */
  function find(channel: string, words: string, label: string): { message: Message; button: Button } {
    const inCard = slack
      .messages(channel)
      .filter((message) => about(message, words))
      .flatMap((message) => [message, ...slack.replies(channel, message.ts)]);
    for (const message of inCard.toReversed()) {
      const button = buttons(message.blocks).find((one) => one.label === label);
      if (button) return { message, button };
    }
    throw new Error(`Nothing about ${words} in ${channel} has a button "${label}"`);
  }

  async function pressOn(user: string, message: Message, label: string): Promise<Answer> {
    const button = buttons(message.blocks).find((one) => one.label === label);
    if (!button) throw new Error(`There is no button "${label}" on: ${read(message)}`);
    const { actionId, blockId } = button;
    const answer = await slack.press(user, message.channel, message.ts, actionId, { blockId });
    await settle();
    return answer;
  }

  /** Presses and lets the desk act. Where the button opens a form, use `fill`. */
  async function press(user: string, channel: string, words: string, label: string): Promise<Answer> {
    return pressOn(user, find(channel, words, label).message, label);
  }

  async function modal(user: string) {
    return until(() => slack.modal(user), `a modal for ${user}`);
  }

  async function submit(user: string, values: Values): Promise<Answer> {
    await modal(user);
    const answer = await slack.submit(user, values);
    await settle();
    return answer;
  }

  async function fill(user: string, channel: string, words: string, label: string, values: Values) {
    await press(user, channel, words, label);
    return submit(user, values);
  }

  /** Presses the pinned card of the channel and sends the form. */
  async function refer(
    user: string,
    channel: string,
    company: string,
    values: Values = {},
  ): Promise<Referral> {
    await openForm(user, channel);
    const answer = await submit(user, { ...FORM, ...reachedAt(company), company, ...values });
    if (answer.problem) throw new Error(`The form was not taken: ${answer.problem}`);
    return referral(company);
  }

  async function openForm(user: string, channel: string): Promise<void> {
    const pinned = slack.pins(channel)[0];
    if (!pinned) throw new Error(`Nothing is pinned in ${channel}`);
    await slack.press(user, channel, pinned, 'referral.start');
    await modal(user);
  }

  async function stored(company: string): Promise<Referral[]> {
    const found = await store.db
      .collection<{ _id: string }>('referrals')
      .find({ 'prospect.company': company })
      .toArray();
    const read = await Promise.all(found.map(({ _id }) => referrals.byId(_id)));
    return read.filter((one) => one !== undefined);
  }

  /** The one referral of the company. @throws Error unless there is exactly one */
  async function referral(company: string): Promise<Referral> {
    const [only, ...more] = await stored(company);
    if (!only || more.length > 0) throw new Error(`${company} has ${only ? 1 + more.length : 0} referrals`);
    return only;
  }

  /** The newest private word to a person, once there is one that was not there before `act`. */
  async function answerTo(user: string, act: () => Promise<unknown>): Promise<string> {
    const before = slack.ephemerals(user).length;
    await act();
    await until(() => slack.ephemerals(user).length > before, `a private word to ${user}`);
    return read(slack.ephemerals(user).at(-1) as Message);
  }

  return {
    received,
    all,
    card,
    cards,
    thread,
    threadTexts: (channel: string, words: string) => thread(channel, words).map(read),
    text: (channel: string, words: string) => read(card(channel, words)),
    directMessages,
    toldPrivately,
    answerTo,
    find,
    press,
    pressOn,
    fill,
    submit,
    modal,
    openForm,
    refer,
    referral,
    stored,
    reread: async (one: Referral): Promise<Referral> => (await referrals.byId(one.id)) as Referral,
  };
}
