import { LIMITS } from './limits.js';

/** Adaptive Cards 1.5 as plain objects: adaptivecards.io/explorer. No SDK type is needed to write one. */
export interface Item {
  type: string;
  [property: string]: unknown;
}

export interface AdaptiveCard extends Item {
  type: 'AdaptiveCard';
  version: string;
  body: Item[];
}

/** The value of a dialog: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/invoking-task-modules */
export interface Dialog {
  title: string;
  height: 'small' | 'medium' | 'large';
  width: 'small' | 'medium' | 'large';
  card: CardAttachment;
}

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

export interface CardAttachment {
  contentType: typeof CARD_TYPE;
  content: AdaptiveCard;
}

/** A card or form breaks a limit of Teams' in a way that no renderer can mend: it was built wrongly. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** Who asks for a version of the card of their own, and how. */
export interface Refresh {
  action: Item;
  userIds: string[];
}

export interface Mention {
  name: string;
  userId: string;
}

/** `fallbackText` is what clients show that cannot draw the card. */
export function adaptiveCard(
  body: Item[],
  {
    fallbackText,
    mentions = [],
    actions = [],
    refresh,
  }: { fallbackText: string; mentions?: Mention[]; actions?: Item[]; refresh?: Refresh },
): AdaptiveCard {
  const entities = mentions.map(({ name, userId }) => ({
    type: 'mention',
    text: `<at>${name}</at>`,
    mentioned: { id: userId, name },
  }));
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: LIMITS.cardVersion,
    fallbackText,
    body,
    ...(actions.length > 0 ? { actions } : {}),
    ...(refresh ? { refresh } : {}),
    msteams: { width: 'Full', ...(entities.length > 0 ? { entities } : {}) },
  };
}

export function attachment(content: AdaptiveCard): CardAttachment {
  return { contentType: CARD_TYPE, content };
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
