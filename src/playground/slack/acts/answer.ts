import { isAcknowledged } from '../deliver.js';
import type { Fake } from '../fake.js';
import { type Person, personOf } from '../people.js';
import type { Delivery } from '../traffic.js';
import { type Channel, channelOf } from '../workspace.js';

/** The author of what Slack itself says. */
export const SLACKBOT = 'USLACKBOT';

/** What came of an act: what the bot answered, and what Slack told the person. */
export interface BotAnswer {
  /** Absent: the bot did not answer within 3 s, could not be reached, or was not asked at all. */
  status?: number;
  body: unknown;
  ms: number;
  /** What Slack told the person went wrong; absent when nothing did. */
  problem?: string;
}

/** Slack refuses by itself; the bot hears nothing. */
export function refused(problem: string): BotAnswer {
  return { body: undefined, ms: 0, problem };
}

/** An act about which the bot is not told. */
export const UNHEARD: BotAnswer = { body: undefined, ms: 0 };

/** @param delivery undefined: the app did not ask to hear of it */
export function answered(delivery: Delivery | undefined, problem?: string): BotAnswer {
  if (!delivery) return UNHEARD;
  return { status: delivery.status, body: delivery.response, ms: delivery.ms, problem };
}

/** The mark Slack puts beside a button whose press the app did not acknowledge. */
export function interactionProblem(delivery: Delivery): string | undefined {
  if (isAcknowledged(delivery)) return undefined;
  if (delivery.status !== undefined) return `This app responded with Status Code ${delivery.status}.`;
  return 'Operation timed out. Apps need to respond within 3 seconds.';
}

/** @throws Error for an id that is nobody's: a mistake of the caller, not of Slack's */
export function mustBePerson(fake: Fake, id: string): Person {
  const person = personOf(fake.workspace, id);
  if (!person) throw new Error(`The simulated workspace has no person ${id}`);
  return person;
}

/** @throws Error for an unknown channel */
export function mustBeChannel(fake: Fake, id: string): Channel {
  const channel = channelOf(fake.workspace, id);
  if (!channel) throw new Error(`The simulated workspace has no channel ${id}`);
  return channel;
}
