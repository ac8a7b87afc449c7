import {
  type Action,
  AdaptiveCard as CardLibrary,
  ExecuteAction,
  OpenUrlAction,
  SubmitAction,
} from 'adaptivecards';
import type { AdaptiveCard } from '../../page-api.js';
import { hostConfig } from './host-config.js';
import { htmlOf, readMarkdown } from './markdown.js';

/** A press that goes to the bot: which action, and what stands in the inputs that belong to it, by input id. */
export interface CardPress {
  action: AdaptiveCard;
  inputs: Record<string, string>;
}

interface DrawOptions {
  /** What stands in the inputs instead of what the card says, by input id. */
  values?: Record<string, string>;
  onPress(press: CardPress): void;
}

/**
 * Draws a card with Microsoft's own library. Texts are read by our own markdown, which makes no markup of what somebody
 * typed. A press arrives only when the inputs are filled in as the card asks.
 * @throws Error when the library can draw nothing of it
 */
export function drawCard(card: AdaptiveCard, { values = {}, onPress }: DrawOptions): HTMLElement {
  CardLibrary.onProcessMarkdown = (text, result) => {
    result.outputHtml = `<p>${htmlOf(readMarkdown(text))}</p>`;
    result.didProcess = true;
  };
  const drawing = new CardLibrary();
  drawing.hostConfig = hostConfig();
  drawing.onExecuteAction = (action) => {
    if (action instanceof OpenUrlAction) openElsewhere(action.url);
    else if (action instanceof SubmitAction || action instanceof ExecuteAction) onPress(pressOf(action));
  };
  drawing.parse(withValues(card, values) as AdaptiveCard);
  const drawn = drawing.render();
  if (!drawn) throw new Error('This card cannot be drawn.');
  return drawn;
}

function openElsewhere(url: string | undefined): void {
  if (url && /^(https?:\/\/|mailto:)/i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

const telling = ['type', 'id', 'verb', 'title', 'data'];

function pressOf(action: Action): CardPress {
  // The library adds the inputs to `data`; as JSON it is what the bot sent.
  const asSent = action.toJSON() as AdaptiveCard;
  const told = Object.entries(asSent).filter(
    ([name, value]) => telling.includes(name) && value !== undefined,
  );
  const inputs = Object.entries(action.getReferencedInputs() ?? {});
  return {
    action: Object.fromEntries(told),
    inputs: Object.fromEntries(inputs.map(([id, input]) => [id, String(input.value ?? '')])),
  };
}

/** The card with these values in its inputs, wherever they stand. */
function withValues(node: unknown, values: Record<string, string>): unknown {
  if (Array.isArray(node)) return node.map((each) => withValues(each, values));
  if (typeof node !== 'object' || node === null) return node;
  const { type, id } = node as Record<string, unknown>;
  const entries = Object.entries(node).map(([name, each]) => [name, withValues(each, values)]);
  const value = typeof id === 'string' ? values[id] : undefined;
  if (value === undefined || !String(type).startsWith('Input.')) return Object.fromEntries(entries);
  return { ...Object.fromEntries(entries), value };
}
