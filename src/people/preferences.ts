import { type Action, button } from '../messages/card.js';
import type { NudgeKind } from '../referral/nudge.js';
import type { Actor } from './actor.js';

/** A rep or a program manager of the program, by id. Whoever is both has two: each part has reminders of its own. */
export type PersonKey = `rep:${string}` | `manager:${string}`;

/** What somebody can do without. A name is kept with their choice: never renamed. */
export const REMINDER_GROUPS = {
  claims: { label: 'Reminders to claim a referral', kinds: ['claim_reminder'] },
  accepts: { label: 'Reminders to accept what I have claimed', kinds: ['accept_reminder'] },
  contacts: { label: 'Reminders to contact a company', kinds: ['contact_reminder'] },
  follow_ups: { label: 'Questions how a referral stands', kinds: ['follow_up', 'meeting_follow_up'] },
  questions: { label: 'News of questions a partner has not answered', kinds: ['question_overdue'] },
} as const satisfies Record<string, { label: string; kinds: readonly NudgeKind[] }>;
export type ReminderGroup = keyof typeof REMINDER_GROUPS;

/**
 * What people do not want to be reminded of. Only reminders can be muted: a referral given to somebody, one taken away,
 * and what is brought to a program manager are always said, so their kinds are never in the answer.
 */
export interface Mutes {
  /** Asked for many people in the same turn of the event loop it is one read. Fails with StoreUnavailable. */
  mutes(person: PersonKey): Promise<ReadonlySet<NudgeKind>>;
}

export interface Preferences extends Mutes {
  mutedGroups(person: PersonKey): Promise<ReadonlySet<ReminderGroup>>;
  /** Doing it twice changes nothing. Fails with StoreUnavailable. */
  setMuted(person: PersonKey, group: ReminderGroup, muted: boolean): Promise<void>;
}

export function kindsOf(groups: Iterable<ReminderGroup>): Set<NudgeKind> {
  return new Set([...groups].flatMap((group): readonly NudgeKind[] => REMINDER_GROUPS[group].kinds));
}

/** The group a kind is muted with; undefined for what is always said. */
function groupOf(kind: NudgeKind): ReminderGroup | undefined {
  const groups = Object.keys(REMINDER_GROUPS) as ReminderGroup[];
  return groups.find((group) => (REMINDER_GROUPS[group].kinds as readonly NudgeKind[]).includes(kind));
}

/** For a reminder's card: whoever presses it is no longer sent reminders of this kind. */
export function muteButton(kind: NudgeKind): Action[] {
  const group = groupOf(kind);
  return group ? [button('preferences.mute', 'Mute these', { group })] : [];
}

/** As whom somebody is reminded. */
export function personKeys({ rep, programManager }: Pick<Actor, 'rep' | 'programManager'>): PersonKey[] {
  return [
    ...(rep ? [`rep:${rep.id}` as const] : []),
    ...(programManager ? [`manager:${programManager.id}` as const] : []),
  ];
}
