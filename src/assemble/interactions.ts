import { attributionInteractions, type CodeInteractionDeps } from '../attribution/interactions.js';
import { checkInInteractions } from '../checkins/interactions.js';
import type { CheckInDeps } from '../checkins/send-check-ins.js';
import type { DigestDeps } from '../digests/gather.js';
import { digestInteractions } from '../digests/interactions.js';
import type { AskDeps } from '../export/ask-export.js';
import { exportInteractions } from '../export/interactions.js';
import { handoffInteractions } from '../handoff/interactions.js';
import { intakeInteractions } from '../intake/interactions.js';
import type { IntakeDeps } from '../intake/submit-referral.js';
import { type KitDeps, kitInteractions } from '../kit/show-kit.js';
import type { Command, CommandHandler, Interactions } from '../messages/interaction.js';
import type { Actor } from '../people/actor.js';
import type { Preferences } from '../people/preferences.js';
import { stepInteractions } from '../people/step.js';
import { protectionInteractions } from '../protection/interactions.js';
import type { RivalReads } from '../protection/ports.js';
import { parseReference } from '../referral/reference.js';
import { type ReviewInteractionDeps, reviewInteractions } from '../review/interactions.js';
import { rewardInteractions } from '../rewards/interactions.js';
import type { LedgerDeps } from '../rewards/keep-ledger.js';
import { ROUTING_STEPS } from '../routing/steps.js';
import { setupInteractions } from '../setup/interactions.js';
import type { SetupDeps } from '../setup/set-up-channel.js';
import { termsInteractions } from '../terms/interactions.js';
import { updateInteractions } from '../updates/interactions.js';
import { preferenceInteractions } from '../updates/set-preferences.js';

export type InteractionDeps = IntakeDeps &
  SetupDeps &
  ReviewInteractionDeps & {
    preferences: Preferences;
    checkIns: CheckInDeps;
    digests: DigestDeps;
    rewards: LedgerDeps;
    exports: AskDeps;
    attribution: CodeInteractionDeps;
    kit: KitDeps;
    rivals: RivalReads;
  };

/** Everything people can do, from every capability. */
export function gatherInteractions(deps: InteractionDeps): Interactions<Actor> {
  const updates = updateInteractions(deps);
  const parts: Partial<Interactions<Actor>>[] = [
    intakeInteractions(deps),
    stepInteractions(deps, ROUTING_STEPS),
    reviewInteractions(deps),
    updates,
    setupInteractions(deps),
    preferenceInteractions(deps),
    handoffInteractions(deps),
    checkInInteractions(deps.checkIns),
    digestInteractions(deps),
    termsInteractions(deps),
    rewardInteractions({ ...deps.rewards, referrals: deps.referrals }),
    exportInteractions(deps.exports),
    attributionInteractions(deps),
    kitInteractions(deps.kit),
    protectionInteractions(deps),
  ];
  const commands = parts.flatMap((part) => part.commands ?? []);
  return {
    actions: parts.flatMap((part) => part.actions ?? []),
    submissions: parts.flatMap((part) => part.submissions ?? []),
    commands: [...commands, referralsCommand(commands)],
    home: updates.home,
  };
}

/** `/referrals WORD …` is the command WORD; alone it lists what is mine, and with a reference it shows that one. */
function referralsCommand(commands: readonly CommandHandler<Actor>[]): CommandHandler<Actor> {
  const handlerOf = (name: string) => commands.find((handler) => handler.names.includes(name));
  return {
    names: ['referrals'],
    handle: async (command: Command<Actor>) => {
      const [, word = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(command.text.trim()) ?? [];
      const name = word === '' ? 'status' : parseReference(command.text) ? 'show' : word.toLowerCase();
      const text = name === 'show' && word.toLowerCase() !== 'show' ? command.text : rest;
      const handler = name === 'greet' ? undefined : handlerOf(name);
      // A word that is no command is most likely a company somebody looks for.
      return handler
        ? handler.handle({ ...command, name, text })
        : (handlerOf('find') ?? never()).handle({ ...command, name: 'find' });
    },
  };
}

function never(): never {
  throw new Error('The command "find" is gone.');
}
