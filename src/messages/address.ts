/** Where people and channels are, by the platforms' own ids. Neutral: no platform's rules in here. */

export const PLATFORMS = ['slack', 'teams'] as const;
export type PlatformName = (typeof PLATFORMS)[number];

/** A channel or conversation. */
export interface ChannelRef {
  platform: PlatformName;
  id: string;
}

/** A person's account: enough to address it. */
export interface AccountRef {
  platform: PlatformName;
  userId: string;
}

/** Who did something, as it is kept in the record: enough to name and to reach the person later. */
export interface PersonRef {
  platform: PlatformName | 'system';
  userId: string;
  /** The workspace or tenant the person belongs to. */
  teamId?: string;
  name: string;
}

/** The clock and the rules act under this name in the record. */
export const SYSTEM: PersonRef = { platform: 'system', userId: 'system', name: 'Referral Desk' };

export function samePerson(a: PersonRef, b: PersonRef): boolean {
  return a.platform === b.platform && a.userId === b.userId;
}
