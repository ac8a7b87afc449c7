import type { AccountRef } from '../messages/address.js';
import type { Destination, PendingMessage } from '../messages/pending.js';
import { nextAllowedMoment, type WorkCalendar } from '../program/business-time.js';
import { partnerCalendar, personCalendar } from '../program/calendars.js';
import {
  accountsOf,
  activeManagers,
  activeReps,
  findPartner,
  type Program,
  partnerChannelOf,
} from '../program/program.js';

/** In whose hours something is read: those of the person, of the partner in its channel, else the program's. */
export function calendarAt(program: Program, to: Destination): WorkCalendar {
  if ('account' in to) {
    const person = [...activeReps(program), ...activeManagers(program)].find((one) =>
      isTheirs(one, to.account),
    );
    if (person) return personCalendar(program, person);
  }
  const channel = 'channel' in to ? partnerChannelOf(program, to.channel) : undefined;
  return channel ? partnerCalendar(program, findPartner(program, channel.partner), channel) : program;
}

/**
 * What the clock says by itself waits for the hours of whoever reads it; each program manager's own are looked at when it
 * is known who they are. Cards are true at once: a change of theirs disturbs nobody.
 */
export function inTheirHours(messages: readonly PendingMessage[], program: Program): PendingMessage[] {
  return messages.map((message) => {
    const { to, at, notBefore } = message;
    if (to.kind === 'card') return message;
    const planned = notBefore && notBefore > at ? notBefore : at;
    const allowed = nextAllowedMoment(calendarAt(program, to), planned);
    return allowed > planned || to.kind === 'program_managers' ? { ...message, notBefore: allowed } : message;
  });
}

function isTheirs(person: Parameters<typeof accountsOf>[0], account: AccountRef): boolean {
  return accountsOf(person).some(
    ({ platform, userId }) => platform === account.platform && userId === account.userId,
  );
}
