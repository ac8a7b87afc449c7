import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import { formButton } from '../messages/card.js';
import type { Command, Interactions, Reply } from '../messages/interaction.js';
import { requireMay } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { may } from '../people/may.js';
import { assignmentOf } from '../program/program.js';
import { type SetupDeps, setUpChannel } from './set-up-channel.js';
import { SETUP_FORM, setupForm } from './setup-form.js';
import { welcomeCard } from './setup-messages.js';

/** Setting a channel up from chat, and saying hello when invited. */
export function setupInteractions(deps: SetupDeps): Omit<Interactions<Actor>, 'home'> {
  return {
    actions: [{ actionId: 'setup.start', handle: ({ actor, channel }) => openSetup(deps, actor, channel) }],
    submissions: [{ formId: SETUP_FORM, handle: (submission) => setUpChannel(deps, submission) }],
    commands: [
      { names: ['setup'], handle: (command) => setupCommand(deps, command) },
      { names: ['greet'], handle: (command) => greet(deps, command) },
    ],
  };
}

async function openSetup(deps: SetupDeps, actor: Actor, channel: ChannelRef | undefined): Promise<Reply> {
  const program = await deps.programs.current();
  requireMay('set_up', actor, program);
  if (!channel)
    throw new Refused('invalid', 'Set up works in the channel it is about. Go there and run it again.');
  return { kind: 'form', form: setupForm(program, channel, actor) };
}

async function setupCommand(deps: SetupDeps, command: Command<Actor>): Promise<Reply> {
  const reply = await openSetup(deps, command.actor, command.channel);
  if (command.canOpenForm) return reply;
  return {
    kind: 'private',
    card: {
      summary: 'Set up this channel',
      elements: [
        { kind: 'actions', actions: [formButton('setup.start', 'Set up this channel', {}, 'primary')] },
      ],
    },
  };
}

/** One greeting for each invitation, however often the platform tells of it. */
async function greet(deps: SetupDeps, { actor, channel, actKey }: Command<Actor>): Promise<Reply> {
  const program = await deps.programs.current();
  if (!channel) return { kind: 'none' };
  if (!program) return { kind: 'private', card: welcomeCard(may('set_up', actor, program).allowed) };
  await deps.outbox.enqueue([
    {
      key: `greeting:${channel.platform}:${channel.id}:${actKey}`,
      subject: { kind: 'program', id: program.id },
      template: 'greeting',
      to: { kind: 'channel', channel },
      facts: { assigned: assignmentOf(program, channel) !== undefined },
      at: deps.clock.now(),
    },
  ]);
  deps.outbox.wake();
  return { kind: 'none' };
}
