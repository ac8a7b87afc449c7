import type { types } from '@slack/bolt';

/** Block Kit as this adapter writes it. */
export type Block = types.KnownBlock;
export type RichText = types.RichTextBlock;
export type RichTextElement = types.RichTextElement;
export type PlainTextObject = types.PlainTextElement;
export type ModalView = types.ModalView;
export type HomeView = types.HomeView;

/** A card or form breaks a limit of Slack's in a way that no renderer can mend: it was built wrongly. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
}

/** A text object that Slack shows as it is: no formatting, no emoji names, no mentions. Never empty. */
export function plainTextObject(text: string, limit: number): PlainTextObject {
  return { type: 'plain_text', text: shortened(text, limit) || ' ', emoji: false };
}

/** At most `limit` characters, with an ellipsis in place of what went. Never half a character. */
export function shortened(text: string, limit: number): string {
  if (text.length <= limit) return text;
  return `${whole(text, limit - 1).trimEnd()}…`;
}

/** The first `length` characters, one fewer where the cut would halve a surrogate pair. */
export function whole(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

export function jsonWithin(value: unknown, limit: number, what: string): string {
  const json = JSON.stringify(value);
  if (json.length > limit)
    throw new RenderError(`${what} takes ${json.length} characters; Slack takes ${limit}.`);
  return json;
}
