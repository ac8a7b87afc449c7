import type { Clock } from '../clock.js';
import { Refused } from '../errors.js';
import type { ChannelRef } from '../messages/address.js';
import type { Card } from '../messages/card.js';
import type { Submission, SubmissionReply } from '../messages/interaction.js';
import type { PendingMessage } from '../messages/pending.js';
import { requireMay } from '../people/act-on-referral.js';
import type { Actor } from '../people/actor.js';
import { type ProgramChange, programChanges } from '../program/changes.js';
import type { TriageChannel } from '../program/channel-settings.js';
import type { ProgramStore } from '../program/ports.js';
import {
  assignmentOf,
  findPartner,
  type Program,
  repsOf,
  serviceLine,
  triageChannels,
} from '../program/program.js';
import { decideSetup, type SetupRequest, setupErrors } from './decide-setup.js';
import { referCard } from './refer-cards.js';

export interface SetupDeps {
  programs: ProgramStore;
  clock: Clock;
  outbox: { enqueue(messages: PendingMessage[]): Promise<void>; wake(): void };
  /** What is said to a partner that joins by the change. */
  welcome?: (changes: readonly ProgramChange[], program: Program, at: Date) => PendingMessage[];
  /** Fills in what only the platform knows (names, the partner's workspace), after the answer to the person. */
  complete: () => void;
}

const TRIES = 5;

/** Says what a channel is for, from the form. Creates the program when there is none and an administrator asks. */
export async function setUpChannel(deps: SetupDeps, submission: Submission<Actor>): Promise<SubmissionReply> {
  const request = requestOf(submission);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const before = await deps.programs.stored();
    requireMay('set_up', submission.actor, before?.program);
    const errors = setupErrors(before?.program, request);
    if (Object.keys(errors).length > 0) return { kind: 'errors', errors };
    const after = decideSetup(before, request);
    const now = deps.clock.now();
    const changes = programChanges(before?.program, after.program);
    const said = [
      ...cardFor(after.program, request.channel, now),
      ...(deps.welcome?.(changes, after.program, now) ?? []),
    ];
    if (await deps.programs.save(before, after, said)) {
      deps.outbox.wake();
      deps.complete();
      return {
        kind: 'close',
        afterwards: { channel: request.channel, card: confirmation(after.program, request.channel) },
      };
    }
  }
  throw new Refused('out_of_date', 'Somebody else is changing the setup right now. Please press Save again.');
}

function requestOf({ actor, carried, values }: Submission<Actor>): SetupRequest {
  const channel = { platform: carried.platform, id: carried.channel } as ChannelRef;
  return { channel, values, by: actor.person, ...(carried.zone ? { timeZone: carried.zone } : {}) };
}

/** Setting a partner channel up again brings its card back, should somebody have deleted it. */
function cardFor(program: Program, channel: ChannelRef, at: Date): PendingMessage[] {
  const assignment = assignmentOf(program, channel);
  return assignment?.kind === 'partner' ? [referCard(program, channel, assignment.partner, at)] : [];
}

function confirmation(program: Program, channel: ChannelRef): Card {
  const assignment = assignmentOf(program, channel);
  const text = sentence(program, assignment);
  return { summary: text, elements: [{ kind: 'text', text }] };
}

function sentence(program: Program, assignment: ReturnType<typeof assignmentOf>): string {
  switch (assignment?.kind) {
    case 'partner':
      return `This is now the channel of ${findPartner(program, assignment.partner)?.name}. The "Refer a lead" card appears here and is pinned.${missingTriage(program)}`;
    case 'triage':
      return `${taken(program, assignment)} appear here to be claimed by ${claimers(program, assignment)}.${missingPartner(program)}`;
    default:
      return 'This is now the digest channel: what needs a program manager is posted here.';
  }
}

function taken(program: Program, { serviceLines, default: rest }: TriageChannel): string {
  const names = serviceLines.map((id) => serviceLine(program, id)?.name ?? id).join(', ');
  if (!names) return 'New referrals';
  return `New referrals for ${names}${rest ? ', and those that no other channel takes,' : ''}`;
}

/** Nobody is worth a word: referrals would wait here for ever. */
function claimers(program: Program, triage: TriageChannel): string {
  const count = repsOf(program, triage).length;
  if (count === 0) return 'nobody yet: set it up again and choose people';
  return count === 1 ? 'one rep' : `${count} reps`;
}

function missingPartner(program: Program): string {
  const has = program.channels.some((one) => one.kind === 'partner' && !one.ended);
  return has ? '' : ' Next: set up the channel you share with a partner.';
}

function missingTriage(program: Program): string {
  return triageChannels(program).length > 0 ? '' : ' Next: set up the channel in which your reps claim.';
}
