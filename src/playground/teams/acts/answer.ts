import type { Delivery } from '../../slack/traffic.js';
import type { Place } from '../activities.js';
import { isAnswered } from '../deliver.js';
import type { Fake } from '../fake.js';
import { personWith, type TenantPerson } from '../people.js';
import {
  channelWith,
  findMessage,
  membersOf,
  type Team,
  type TeamChannel,
  type TeamsMessage,
  teamWith,
} from '../tenant.js';

/** What came of an act: what the bot answered, and what Teams told the person. */
export interface TeamsAnswer {
  /** Absent: the bot did not answer in time, could not be reached, or was not asked at all. */
  status?: number;
  body: unknown;
  ms: number;
  /** What Teams told the person went wrong; absent when nothing did. */
  problem?: string;
  /** What the bot wanted said to this person alone, in answer to Action.Execute. */
  message?: string;
}

/** Teams refuses by itself; the bot hears nothing. */
export function refused(problem: string): TeamsAnswer {
  return { body: undefined, ms: 0, problem };
}

/** An act about which the bot is not told. */
export const UNHEARD: TeamsAnswer = { body: undefined, ms: 0 };

export function answered({ status, response, ms }: Delivery, problem?: string): TeamsAnswer {
  return { status, body: response, ms, problem };
}

export const WENT_WRONG = 'Something went wrong. Please try again.';
const UNREACHABLE = 'Unable to reach app. Please try again.';

/** What the client says when an invoke got no good answer in time. */
export function invokeProblem(delivery: Delivery): string | undefined {
  if (isAnswered(delivery)) return undefined;
  return delivery.status === undefined ? UNREACHABLE : WENT_WRONG;
}

/** @throws Error for an id that is nobody's: a mistake of the caller, not of Teams' */
export function mustBePerson(fake: Fake, id: string): TenantPerson {
  const person = personWith(fake.tenant, id);
  if (!person) throw new Error(`The simulated tenant has no person ${id}`);
  return person;
}

/** @throws Error for an unknown channel */
export function mustBeChannel(fake: Fake, id: string): TeamChannel {
  const channel = channelWith(fake.tenant, id);
  if (!channel) throw new Error(`The simulated tenant has no channel ${id}`);
  return channel;
}

/** @throws Error for an unknown team */
export function mustBeTeam(fake: Fake, id: string): Team {
  const team = teamWith(fake.tenant, id);
  if (!team) throw new Error(`The simulated tenant has no team ${id}`);
  return team;
}

/** @throws Error when no such message is there */
export function mustBeMessage(fake: Fake, conversation: string, id: string): TeamsMessage {
  const message = findMessage(fake.tenant, conversation, id);
  if (!message) throw new Error(`Conversation ${conversation} has no message ${id}`);
  return message;
}

/**
 * The channel or the person's own chat, as a place for activities; or why this person cannot act there.
 * @throws Error for an unknown conversation
 */
export function placeFor(
  fake: Fake,
  person: TenantPerson,
  conversation: string,
  rootId?: string,
): Place | { problem: string } {
  const chat = fake.tenant.chats.find(({ id }) => id === conversation);
  if (chat)
    return chat.person === person.id ? { chatId: chat.id } : { problem: 'This is the chat of another.' };
  const channel = mustBeChannel(fake, conversation);
  const team = teamWith(fake.tenant, channel.teamId);
  if (channel.isDeleted || team?.isDeleted) return { problem: 'This channel was deleted.' };
  if (!membersOf(fake.tenant, channel).includes(person.id))
    return { problem: 'You are not in this channel.' };
  return { channel, rootId };
}
