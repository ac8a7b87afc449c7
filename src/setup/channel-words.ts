import type { PlatformName } from '../messages/address.js';
import type { Span } from '../messages/card.js';
import { assignmentOf, findPartner, type Program } from '../program/program.js';

/** Where something happened, as facts of a message keep it. */
export interface Whereabouts {
  [fact: string]: unknown;
  /** Absent in messages that were stored before there was more than one. */
  platform?: string;
  channelId?: string;
  /** Of a direct message. */
  userId?: string;
}

export const PLATFORM_NAMES: Readonly<Record<PlatformName, string>> = {
  slack: 'Slack',
  teams: 'Microsoft Teams',
};

export function platformOf({ platform }: Whereabouts): PlatformName {
  return platform === 'teams' ? 'teams' : 'slack';
}

/**
 * A channel by what it is for, since an id tells nobody anything; on Slack its readers see its name as well.
 * `unknown` where no channel is named.
 */
export function channelSpans(program: Program, where: Whereabouts, unknown: string): Span[] {
  if (!where.channelId) return [unknown];
  const channel = { platform: platformOf(where), id: where.channelId };
  const label = purpose(program, channel) ?? `a channel on ${PLATFORM_NAMES[channel.platform]}`;
  return [{ channel, label }];
}

function purpose(program: Program, channel: { platform: PlatformName; id: string }): string | undefined {
  const assignment = assignmentOf(program, channel);
  switch (assignment?.kind) {
    case 'partner':
      return `the channel of ${findPartner(program, assignment.partner)?.name ?? assignment.partner}`;
    case 'triage':
      return `the triage channel "${assignment.id}"`;
    case 'digest':
      return 'the digest channel';
    default:
      return undefined;
  }
}
