import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import type { ActionHandler, CommandHandler } from '../messages/interaction.js';
import { requireMay, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import type { Partner } from '../program/partner-settings.js';
import { partnerNamed } from '../program/partners-named.js';
import type { ProgramStore } from '../program/ports.js';
import { activePartners, findPartner, type Program, partnerChannelOf } from '../program/program.js';
import { type Brief, briefFor } from './brief.js';
import { kitCard, SHOW_KIT } from './messages.js';

export interface KitDeps {
  programs: ProgramStore;
  /** The address of a partner's page to print; undefined where people cannot reach our pages. */
  printUrl: (programId: string, partnerId: string) => Promise<string | undefined>;
}

/** `kit`, and the button in the welcome. */
export function kitInteractions(deps: KitDeps): {
  actions: ActionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  return {
    actions: [
      {
        actionId: SHOW_KIT,
        handle: async ({ actor, channel }) => ({
          kind: 'private',
          card: await showKit(deps, actor, channel),
        }),
      },
    ],
    commands: [
      {
        names: ['kit', 'brief'],
        handle: async ({ actor, channel, text }) => ({
          kind: 'private',
          card: await showKit(deps, actor, channel, text),
        }),
      },
    ],
  };
}

/**
 * A partner's own kit to its people; to staff that of the partner they name, or in whose channel they are, else what every
 * partner has. Throws Refused in words for the person.
 */
async function showKit(
  deps: KitDeps,
  actor: Actor,
  channel: ChannelRef | undefined,
  asked = '',
): Promise<Card> {
  const program = await requireProgram(deps.programs);
  requireMay('see_kit', actor, program);
  const partner = isStaff(actor) ? forStaff(program, channel, asked.trim()) : actor.partner;
  const page = partner && (await deps.printUrl(program.id, partner.id));
  return kitCard(briefFor(program, partner), page);
}

function forStaff(program: Program, channel: ChannelRef | undefined, asked: string): Partner | undefined {
  if (!asked) return findPartner(program, partnerChannelOf(program, channel)?.partner);
  return partnerNamed(activePartners(program), asked);
}

/** What a printed page shows; undefined when the partner is not in the program any more. */
export async function kitOf(
  { programs }: Pick<KitDeps, 'programs'>,
  partnerId: string,
): Promise<Brief | undefined> {
  const program = await programs.current();
  const partner = program && findPartner(program, partnerId);
  return program && partner ? briefFor(program, partner) : undefined;
}
