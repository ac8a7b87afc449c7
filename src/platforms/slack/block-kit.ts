import type { types } from '@slack/bolt';
import { shortened } from '../../messages/shorten.js';

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

export function jsonWithin(value: unknown, limit: number, what: string): string {
  const json = JSON.stringify(value);
  if (json.length > limit)
    throw new RenderError(`${what} takes ${json.length} characters; Slack takes ${limit}.`);
  return json;
}
