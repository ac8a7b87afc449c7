import type { PagePerson, PagePlatform, PageState } from '../page-api.js';

export const platformNames: Record<PagePlatform, string> = { slack: 'Slack', teams: 'Teams' };

/** Of a person, a channel, a message, a line of the inspector. */
export function platformOf(thing: { platform?: PagePlatform }): PagePlatform {
  return thing.platform ?? 'slack';
}

/** Everybody one can be: people of this person's platform first. */
export function everybody(state: PageState): PagePerson[] {
  return [...state.people, ...(state.elsewhere ?? [])];
}

/** Whether it has to be said which platform somebody or something is on. */
export function isMixed(state: PageState): boolean {
  return (state.elsewhere ?? []).length > 0;
}

/** `Slack` or `Teams`. */
export function PlatformBadge({ platform }: { platform: PagePlatform }) {
  return (
    <span className={`platform platform-${platform}`} data-platform={platform}>
      {platformNames[platform]}
    </span>
  );
}
