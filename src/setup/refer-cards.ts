import type { ChannelRef } from '../messages/address.js';
import type { PendingMessage } from '../messages/pending.js';
import type { ProgramChange } from '../program/changes.js';
import type { PartnerChannel } from '../program/channel-settings.js';
import { findPartner, type Program } from '../program/program.js';

/** The "Refer a lead" cards that follow from a change of the program: for channels that became a partner's. */
export function referCards(changes: readonly ProgramChange[], program: Program, at: Date): PendingMessage[] {
  return changes
    .flatMap((change) => newlyAssigned(change) ?? [])
    .map(({ channel, partner }) => referCard(program, channel, partner, at));
}

function newlyAssigned(change: ProgramChange): PartnerChannel | undefined {
  if (change.list !== 'channels' || change.kind === 'ended' || change.after.kind !== 'partner')
    return undefined;
  const moved = change.fields?.some(
    (field) => field === 'partner' || field === 'channel' || field === 'kind',
  );
  return change.kind !== 'changed' || moved ? change.after : undefined;
}

/** Posts the card in a partner's channel, or edits the one that is there. The instant makes each assignment a message of its own. */
export function referCard(
  program: Program,
  channel: ChannelRef,
  partnerId: string,
  at: Date,
): PendingMessage {
  return {
    key: `program:${program.id}:refer-card:${channel.platform}:${channel.id}:${at.getTime()}`,
    subject: { kind: 'program', id: program.id },
    template: 'refer-card',
    to: { kind: 'card', slot: 'refer', channel, pin: true },
    facts: { partnerName: findPartner(program, partnerId)?.name },
    at,
  };
}
