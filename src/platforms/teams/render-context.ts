import type { ActionValue } from '../../messages/card.js';
import type { Mention } from './adaptive-card.js';
import type { Seal } from './seal.js';

/** What a rendering depends on besides the card. */
export interface RenderOptions {
  seal: Seal;
  /** The channel's or the person's id: only there do the buttons work. */
  audience: string;
  /** IANA zone for instants that cannot be shown in the reader's own: the program's. */
  zone: string;
  /** In a dialog every button is a submit: learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules */
  surface: 'message' | 'dialog';
  /** False in Microsoft's local playground, where a button that asks for a dialog does nothing: there all are acts. */
  dialogs?: boolean;
  /**
   * The ids that Teams gives those who have a version of the card of their own (`29:…`): their clients ask for it by
   * themselves. Left out, nobody is offered one.
   */
  viewers?: readonly string[];
}

/** The same while rendering one card; the people mentioned are gathered on the way. */
export interface RenderContext extends RenderOptions {
  mentions: Map<string, Mention>;
  /** What asks for the reader's own version: with it an act can be answered by the card as it is then. */
  own?: ButtonData;
}

/** What a button gives back, whichever way it is pressed. */
export interface ButtonData {
  action: string;
  value: ActionValue;
  token: string;
}

/** The name by which a person is mentioned: two of one name get different ones, or Teams would notify the first twice. */
export function mention({ mentions }: RenderContext, userId: string, name: string): string {
  const known = mentions.get(userId);
  if (known) return known.name;
  const clean = name.replace(/[<>&\\*_`~[\]]/g, '').trim() || 'this person';
  const taken = new Set([...mentions.values()].map((one) => one.name));
  let unique = clean;
  for (let count = 2; taken.has(unique); count += 1) unique = `${clean} (${count})`;
  mentions.set(userId, { name: unique, userId });
  return unique;
}
