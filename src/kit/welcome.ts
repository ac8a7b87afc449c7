import type { PendingMessage } from '../messages/pending.js';
import { nextAllowedMoment } from '../program/business-time.js';
import { partnerCalendar } from '../program/calendars.js';
import type { ProgramChange } from '../program/changes.js';
import type { PartnerChannel } from '../program/channel-settings.js';
import { channelForPartner, findPartner, isOpenFor, type Program } from '../program/program.js';
import { DAY_MS } from '../program/zone-days.js';

/**
 * What is said to partners that join by a change of the program: those that have a channel for the first time. A partner
 * whose channel moves, or comes back, is not new. Each is welcomed once, whatever changes later. Pure.
 */
export function welcomePackets(
  changes: readonly ProgramChange[],
  program: Program,
  at: Date,
): PendingMessage[] {
  const joined = new Map<string, PartnerChannel>();
  for (const change of changes) {
    if (change.list !== 'channels' || change.kind === 'ended' || change.after.kind !== 'partner') continue;
    const { partner } = change.after;
    if (!joined.has(partner) && isFirst(change.after, changes, program)) joined.set(partner, change.after);
  }
  return [...joined.values()].flatMap((one) => welcome(one, program, at));
}

/** No other entry is this partner's, and none was. */
function isFirst(
  { partner }: PartnerChannel,
  changes: readonly ProgramChange[],
  { channels }: Program,
): boolean {
  const changed = changes.filter((change) => change.list === 'channels');
  const wasIts = changed.some(({ before }) => before?.kind === 'partner' && before.partner === partner);
  const untouched = channels.filter(({ id }) => !changed.some((change) => change.id === id));
  return !wasIts && !untouched.some((one) => one.kind === 'partner' && one.partner === partner);
}

function welcome({ partner, channel }: PartnerChannel, program: Program, at: Date): PendingMessage[] {
  if (!findPartner(program, partner) || !isOpenFor(program, partner)) return [];
  return [
    {
      key: `partner:${program.id}:${partner}:welcome`,
      subject: { kind: 'partner', id: partner },
      template: 'partner-welcome',
      to: { kind: 'channel', channel },
      facts: program.terms ? { termsVersion: program.terms.version } : {},
      at,
    },
    ...nudge(channel, partner, program, at),
  ];
}

/**
 * The one reminder, in the partner's business hours after so many days. It is stored with the welcome, and not sent when
 * by then the partner has referred somebody, has left, is paused or suspended, or is out of the pilot (compose.ts).
 */
function nudge(
  channel: PartnerChannel['channel'],
  partner: string,
  program: Program,
  at: Date,
): PendingMessage[] {
  const { nudgeAfterDays: days } = program.onboarding;
  if (days === 'off') return [];
  const calendar = partnerCalendar(
    program,
    findPartner(program, partner),
    channelForPartner(program, partner),
  );
  const notBefore = nextAllowedMoment(calendar, new Date(at.getTime() + days * DAY_MS));
  return [
    {
      key: `partner:${program.id}:${partner}:first-referral-nudge`,
      subject: { kind: 'partner', id: partner },
      template: 'first-referral-nudge',
      to: { kind: 'channel', channel },
      facts: {},
      notBefore,
      neverTwice: true,
      at,
    },
  ];
}
