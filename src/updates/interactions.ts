import type { Card } from '../messages/card.js';
import type { Command, Interactions, Reply } from '../messages/interaction.js';
import { type ReferralDeps, requireProgram } from '../people/act-on-referral.js';
import { type Actor, isStaff } from '../people/actor.js';
import { stepInteractions } from '../people/step.js';
import { helpCard } from './help.js';
import { homeCard } from './home.js';
import { answersAsPartner, findByReference, type ListKind, listReferrals } from './list-referrals.js';
import { PARTNER_STEPS } from './partner-steps.js';
import { showOwnStatus } from './show-own-status.js';
import { showNotes, showReferral } from './show-referral.js';
import { OWN_STATUS } from './status-card.js';
import { REP_STEPS } from './steps.js';

/** What people do to follow and move a referral after it was routed. */
export function updateInteractions(deps: ReferralDeps): Interactions<Actor> {
  const steps = stepInteractions(deps, [...REP_STEPS, ...PARTNER_STEPS]);
  return {
    actions: [
      ...steps.actions,
      {
        actionId: 'referral.show',
        handle: async ({ actor, value }) => privately(await showReferral(deps, actor, value.referral ?? '')),
      },
      {
        actionId: OWN_STATUS,
        handle: async ({ actor, value }) => privately(await showOwnStatus(deps, actor, value.referral ?? '')),
      },
      {
        actionId: 'referral.notes',
        handle: async ({ actor, value }) =>
          privately(await showNotes(deps, actor, value.referral ?? '', Number(value.page) || 0)),
      },
      {
        actionId: 'referral.status',
        handle: ({ actor, channel }) => status(deps, { actor, text: '', ...(channel ? { channel } : {}) }),
      },
      { actionId: 'referrals.next_page', handle: ({ actor, value }) => turnPage(deps, actor, value) },
      {
        actionId: 'referrals.first_page',
        handle: ({ actor, value }) => turnPage(deps, actor, { ...value, cursor: '' }),
      },
    ],
    submissions: steps.submissions,
    commands: [
      { names: ['mine'], handle: (command) => list(deps, command, 'mine') },
      { names: ['open', 'all'], handle: (command) => list(deps, command, 'open') },
      { names: ['find', 'search'], handle: (command) => find(deps, command) },
      { names: ['show'], handle: (command) => find(deps, command) },
      { names: ['status'], handle: (command) => status(deps, command) },
      { names: ['help'], handle: (command) => help(deps, command) },
    ],
    home: (actor) => homeCard(deps, actor),
  };
}

/** What these need of a command; pressing a button asks the same. */
type Asked = Pick<Command<Actor>, 'actor' | 'text' | 'channel'>;

function privately(card: Card): Reply {
  return { kind: 'private', card };
}

async function list(deps: ReferralDeps, { actor }: Asked, kind: ListKind): Promise<Reply> {
  return privately(await listReferrals(deps, actor, { kind }));
}

async function find(deps: ReferralDeps, command: Asked): Promise<Reply> {
  const text = command.text.trim();
  if (!text) return help(deps, command);
  const program = await requireProgram(deps.programs);
  const referral = await findByReference(deps, program, text);
  if (referral) return privately(await showReferral(deps, command.actor, referral.id));
  const kind = isStaff(command.actor) ? 'find' : 'partner';
  return privately(await listReferrals(deps, command.actor, { kind, text }));
}

async function status(deps: ReferralDeps, command: Asked): Promise<Reply> {
  const program = await deps.programs.current();
  if (!program) return help(deps, command);
  if (command.text.trim()) return find(deps, command);
  if (answersAsPartner(command.actor, program, command.channel)) return list(deps, command, 'partner');
  // A program manager who is no rep has no claims: what is open is theirs to see to.
  return list(deps, command, command.actor.rep ? 'mine' : 'open');
}

async function help(deps: ReferralDeps, { actor, channel }: Asked): Promise<Reply> {
  const program = await deps.programs.current();
  const asPartner =
    program !== undefined && actor.partner !== undefined && answersAsPartner(actor, program, channel);
  return privately(helpCard(actor, program, asPartner));
}

async function turnPage(
  deps: ReferralDeps,
  actor: Actor,
  value: Readonly<Record<string, string>>,
): Promise<Reply> {
  const card = await listReferrals(deps, actor, {
    kind: (value.list ?? 'mine') as ListKind,
    ...(value.text ? { text: value.text } : {}),
    ...(value.cursor ? { cursor: value.cursor } : {}),
  });
  return { kind: 'private', card, replace: true };
}
