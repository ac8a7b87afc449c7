import { isObject, type Json } from '../block-kit/check.js';
import { deliver, isAcknowledged, slashCommand } from '../deliver.js';
import type { Fake } from '../fake.js';
import { commandFields } from '../payloads.js';
import type { Person } from '../people.js';
import { say as show } from '../respond.js';
import type { Delivery } from '../traffic.js';
import { addEphemeral } from '../web-api/chat.js';
import { contentOf } from '../web-api/message-content.js';
import { ApiRefusal } from '../web-api/refusal.js';
import type { Channel } from '../workspace.js';
import { answered, type BotAnswer, mustBeChannel, mustBePerson, refused, SLACKBOT } from './answer.js';

/** A slash command. Slack offers it only to members and guests of the installing workspace. */
export async function command(
  fake: Fake,
  userId: string,
  channelId: string,
  name: string,
  text = '',
): Promise<BotAnswer> {
  const person = mustBePerson(fake, userId);
  const channel = mustBeChannel(fake, channelId);
  const isKnown = fake.workspace.seed.commands.some((each) => each.command === name);
  if (person.isExternal || !isKnown)
    return slackbot(fake, userId, channel, `${name} is not a valid command.`);
  if (!channel.members.includes(userId)) return refused('You are not in this channel.');
  if (channel.isArchived) return refused('This channel is archived.');
  const delivery = await deliver(fake, slashCommand(commandFields(fake, person, channel, name, text)));
  if (!isAcknowledged(delivery)) {
    const error = delivery.failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed';
    const said = slackbot(fake, userId, channel, `${name} failed with the error "${error}"`);
    return answered(delivery, said.problem);
  }
  return answered(delivery, showAnswer(fake, person, channel, delivery));
}

/** The body of the acknowledgement may already be the answer to show. */
function showAnswer(
  fake: Fake,
  person: Person,
  channel: Channel,
  { response }: Delivery,
): string | undefined {
  const body: Json | undefined = isObject(response)
    ? response
    : typeof response === 'string' && response !== ''
      ? { text: response }
      : undefined;
  if (!body || Object.keys(body).length === 0) return undefined;
  try {
    show(fake, { channel: channel.id, user: person.id }, contentOf(fake, body), body);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiRefusal)) throw error;
    return slackbot(fake, person.id, channel, `The command failed with the error "${error.error}"`).problem;
  } finally {
    fake.changed();
  }
}

function slackbot(fake: Fake, userId: string, channel: Channel, text: string): BotAnswer {
  addEphemeral(fake, channel.id, userId, { text }, undefined, SLACKBOT);
  fake.changed();
  return refused(text);
}
