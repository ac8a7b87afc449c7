import { Refused } from '../errors.js';
import { type Card, type CardElement, cardButton } from '../messages/card.js';
import type { ActionHandler, CommandHandler } from '../messages/interaction.js';
import { type Actor, isStaff } from '../people/actor.js';
import {
  type PersonKey,
  type Preferences,
  personKeys,
  REMINDER_GROUPS,
  type ReminderGroup,
} from '../people/preferences.js';

/** What staff want to be reminded of: shown with `preferences`, changed by a press there or on a reminder. */
export function preferenceInteractions({ preferences }: { preferences: Preferences }): {
  actions: ActionHandler<Actor>[];
  commands: CommandHandler<Actor>[];
} {
  const change = (actionId: string, muted: boolean, replace: boolean): ActionHandler<Actor> => ({
    actionId,
    async handle({ actor, value }) {
      const group = groupNamed(value.group);
      for (const person of personsOf(actor)) await preferences.setMuted(person, group, muted);
      if (replace) return { kind: 'private', card: await preferencesOf(preferences, actor), replace: true };
      return { kind: 'private', card: mutedCard(group) };
    },
  });
  return {
    actions: [
      change('preferences.mute', true, false),
      change('preferences.off', true, true),
      change('preferences.on', false, true),
    ],
    commands: [
      {
        names: ['preferences', 'reminders'],
        handle: async ({ actor }) => ({ kind: 'private', card: await preferencesOf(preferences, actor) }),
      },
    ],
  };
}

async function preferencesOf(preferences: Preferences, actor: Actor): Promise<Card> {
  const muted = await Promise.all(personsOf(actor).map((person) => preferences.mutedGroups(person)));
  return preferencesCard(new Set(muted.flatMap((groups) => [...groups])));
}

/** Pure; exported for previews. */
export function preferencesCard(muted: ReadonlySet<ReminderGroup>): Card {
  const groups = Object.entries(REMINDER_GROUPS) as [ReminderGroup, { label: string }][];
  return {
    summary: 'What you are reminded of',
    elements: [
      { kind: 'title', text: 'What you are reminded of' },
      ...groups.flatMap(([group, { label }]): CardElement[] => {
        const off = muted.has(group);
        return [
          { kind: 'text', text: [{ bold: label }, off ? ': off' : ': on'] },
          {
            kind: 'actions',
            actions: [
              off
                ? cardButton('preferences.on', 'Turn on', { group })
                : cardButton('preferences.off', 'Turn off', { group }),
            ],
          },
        ];
      }),
      {
        kind: 'text',
        text: [{ bold: 'Your digest or morning list' }, ': when it comes, daily, weekly or not at all'],
      },
      { kind: 'actions', actions: [cardButton('digest.show', 'Show or change it', {})] },
      {
        kind: 'context',
        text: 'A referral given to you or taken from you, and what only a program manager can decide, are always said.',
      },
    ],
  };
}

export function mutedCard(group: ReminderGroup): Card {
  const { label } = REMINDER_GROUPS[group];
  return {
    summary: 'Turned off',
    elements: [
      {
        kind: 'text',
        text: [{ bold: label }, ' are off for you. To turn them on again: ', { command: 'preferences' }, '.'],
      },
    ],
  };
}

function personsOf(actor: Actor): PersonKey[] {
  if (!isStaff(actor)) throw new Refused('not_allowed', 'Only reps and program managers get reminders.');
  return personKeys(actor);
}

function groupNamed(name: string | undefined): ReminderGroup {
  if (name && Object.hasOwn(REMINDER_GROUPS, name)) return name as ReminderGroup;
  throw new Refused('invalid', 'This kind of reminder is not there any more. Type preferences to see all.');
}
