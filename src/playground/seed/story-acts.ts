import { setTimeout as wait } from 'node:timers/promises';
import type { FakeSlack } from '../slack/index.js';
import type { FakeTeams } from '../teams/index.js';

/** What people of the story do: pressed and typed in the simulated workspace or tenant, as one does in the page. */

export interface StoryStage {
  slack: FakeSlack;
  teams: FakeTeams;
  /** Sets the clock of workspace, tenant and bot to so many hours before now. */
  goTo(hoursAgo: number): void;
  /** Resolves when the bot has delivered everything that is due. */
  settled(): Promise<void>;
  /** Books what referrals have earned by now, as it is done every half minute. */
  keepBooks(): Promise<void>;
}

type Values = Record<string, unknown>;

/** One act. Throws when what is to be pressed is not there, or a form was not taken. */
export type Play = (stage: StoryStage) => Promise<unknown>;

/** Looks, of 20 ms each, at what is to come: ten seconds, as a machine that has much else to do is slow. */
const PATIENCE = 500;

const REFER = 'Refer a lead';
const CONSENT = { consent: ['true'] };

/** By the pinned card of a channel. */
export const refer =
  (user: string, channel: string, values: Values): Play =>
  async ({ slack }) => {
    const pinned = slack.pins(channel)[0];
    if (!pinned) throw new Error(`No "Refer a lead" card is pinned in ${channel}.`);
    await slack.press(user, channel, pinned, 'referral.start');
    await modalOpen(slack, user);
    const asked = termsAsked(slack.modal(user)).map((box) => [box, ['true']]);
    await taken(
      slack.submit(user, { ...values, ...CONSENT, ...Object.fromEntries(asked) }),
      String(values.company),
    );
  };

/** The same in Teams. */
export const referInTeams =
  (person: string, channel: string, values: Record<string, string>): Play =>
  async ({ teams }) => {
    const card = teams
      .messages(channel)
      .find((message) => JSON.stringify(message.card ?? {}).includes(REFER));
    if (!card) throw new Error(`No "${REFER}" card is in ${channel}.`);
    await teams.press(person, channel, card.id, REFER);
    const asked = termsAsked(teams.dialog(person)?.card).map((box) => [box, 'true']);
    await teams.submitDialog(person, { ...values, consent: 'true', ...Object.fromEntries(asked) });
    const { problem } = teams.dialog(person) ?? {};
    if (problem) throw new Error(`The referral of ${values.company} was not taken: ${problem}`);
    teams.closeDialog(person);
  };

/** The box for the program terms, which is in the first form of each person only. */
function termsAsked(form: unknown): string[] {
  return [...new Set(JSON.stringify(form ?? {}).match(/(?<=")terms_[^"]+(?=")/g))];
}

/** On the newest card of a company, or in its thread; with the values of the form it opens. */
export const press =
  (user: string, channel: string, company: string, action: string, values?: Values): Play =>
  async ({ slack }) => {
    const card = slack
      .messages(channel)
      .findLast((message) => JSON.stringify(message.blocks ?? []).includes(company));
    if (!card) throw new Error(`There is no card of ${company} in ${channel}.`);
    const inThread = slack
      .replies(channel, card.ts)
      .find((reply) => JSON.stringify(reply.blocks ?? []).includes(`"${action}"`));
    const before = shown(slack, channel);
    await slack.press(user, channel, (inThread ?? card).ts, action);
    if (!values) return told(slack, channel, before);
    await modalOpen(slack, user);
    await taken(slack.submit(user, values), company);
  };

async function taken(submitted: ReturnType<FakeSlack['submit']>, company: string): Promise<void> {
  const { problem } = await submitted;
  if (problem) throw new Error(`The form about ${company} was not taken: ${problem}`);
}

/** The one reward that waits for a review. */
export const approveReward =
  (user: string, channel: string): Play =>
  async ({ slack }) => {
    const changed = async (act: () => Promise<unknown>) => {
      const before = JSON.stringify(slack.ephemerals(user));
      await act();
      for (let tries = 0; tries < PATIENCE && JSON.stringify(slack.ephemerals(user)) === before; tries += 1)
        await wait(20);
    };
    await changed(() => slack.command(user, channel, '/referrals', 'rewards review'));
    const review = slack.ephemerals(user).at(-1);
    if (!review) throw new Error(`${user} was not shown what waits for a review.`);
    await changed(() => slack.press(user, channel, review.ts, 'rewards.approve'));
  };

/** A press may be acknowledged before it is acted upon: the first of a person, while the bot looks up who that is. */
async function told(slack: FakeSlack, channel: string, before: string): Promise<void> {
  for (let tries = 0; tries < PATIENCE && shown(slack, channel) === before; tries += 1) await wait(20);
}

function shown(slack: FakeSlack, channel: string): string {
  return JSON.stringify(slack.messages(channel).map((card) => [card, slack.replies(channel, card.ts)]));
}

/** A form opens a moment after the press was acknowledged. */
async function modalOpen(slack: FakeSlack, user: string): Promise<void> {
  for (let tries = 0; tries < PATIENCE && !slack.modal(user); tries += 1) await wait(20);
}
