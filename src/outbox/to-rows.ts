import type { AccountRef, ChannelRef, PlatformName } from '../messages/address.js';
import type { CardSlot, ManagerSlot, PendingMessage, Subject } from '../messages/pending.js';
import { nextAllowedMoment, type WorkCalendar } from '../program/business-time.js';
import { personCalendar } from '../program/calendars.js';
import { accountOf, activeManagers, digestChannel, type Program } from '../program/program.js';
import type { Place, Row } from './row.js';

const PRIVATE_WORTH_MS = 10 * 60_000;
export const NOBODY_TO_TELL =
  'Nobody can be told: the program has no program manager with an account and no digest channel.';

/**
 * The deliveries a message means. One, but for "every program manager": then one to each with an account, else one to
 * the digest channel, else a row that is parked and says why. What need not be said at once (it has a time before which
 * it is not) waits for each one's own business hours. Keys are the message's, with a suffix where there
 * are several.
 */
export function rowsFor(message: PendingMessage, position: number, program: Program | undefined): Row[] {
  const { to } = message;
  if (to.kind !== 'program_managers') return [row(message, to, position)];
  return managerPlaces(program, to.card)
    .map(({ suffix, to: place, calendar }) => {
      const { notBefore } = message;
      const timing = notBefore && calendar ? { notBefore: nextAllowedMoment(calendar, notBefore) } : {};
      return row({ ...message, ...timing, key: `${message.key}:${suffix}` }, place, position);
    })
    .concat(reachesNobody(program) ? [unreachable(message, position)] : []);
}

function managerPlaces(
  program: Program | undefined,
  card?: ManagerSlot,
): { suffix: string; to: Place; calendar?: WorkCalendar }[] {
  if (!program) return [];
  const channel = digestChannel(program);
  const direct = activeManagers(program).flatMap((manager) => {
    const account = accountOf(manager);
    const to: Place | undefined = account && {
      ...(card ? { kind: 'card', slot: card } : { kind: 'direct' }),
      account,
      ...(channel ? { fallback: { channel } } : {}),
    };
    return to ? [{ suffix: `manager:${manager.id}`, to, calendar: personCalendar(program, manager) }] : [];
  });
  const everybodyReached = direct.length > 0 && direct.length === activeManagers(program).length;
  if (everybodyReached || !channel) return direct;
  const there: Place = card ? { kind: 'card', slot: card, channel } : { kind: 'channel', channel };
  return [...direct, { suffix: 'digest', to: there }];
}

function reachesNobody(program: Program | undefined): boolean {
  return managerPlaces(program).length === 0;
}

function row(message: PendingMessage, to: Place, position: number): Row {
  const { platform, id } = placeAddress(to);
  const underKey = underKeyOf(message.subject, to);
  const expiresAt =
    message.expiresAt ??
    (to.kind === 'private' ? new Date(message.at.getTime() + PRIVATE_WORTH_MS) : undefined);
  return {
    key: message.key,
    message: { ...message, to },
    platform,
    lane: `${platform}:${id}`,
    ...(to.kind === 'card' ? { cardKey: cardKey(message.subject, to.slot, { platform, id }) } : {}),
    ...(underKey ? { underKey } : {}),
    position,
    dueAt: message.notBefore && message.notBefore > message.at ? message.notBefore : message.at,
    ...(expiresAt ? { expiresAt } : {}),
    state: 'pending',
    attempts: 0,
  };
}

function unreachable(message: PendingMessage, position: number): Row {
  const nowhere: Place = { kind: 'channel', channel: { platform: 'slack', id: 'nobody' } };
  return { ...row(message, nowhere, position), state: 'parked', reason: NOBODY_TO_TELL };
}

function placeAddress(to: Place): { platform: PlatformName; id: string } {
  return 'channel' in to ? to.channel : ofAccount(to.account);
}

function ofAccount({ platform, userId }: AccountRef): ChannelRef {
  return { platform, id: userId };
}

function underKeyOf(subject: Subject, to: Place): string | undefined {
  if (to.kind === 'thread') return cardKey(subject, to.under, to.channel);
  if (to.kind === 'card' && to.slot === 'handoff') return cardKey(subject, to.under, to.channel);
  return undefined;
}

/** A card is one per subject, slot and place: a referral that moves to another channel has a card in both. */
export function cardKey(subject: Subject, slot: CardSlot, place: ChannelRef): string {
  return `${subject.kind}:${subject.id}:${slot}:${place.platform}:${place.id}`;
}
