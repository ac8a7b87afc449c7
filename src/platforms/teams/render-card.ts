import type { Card, CardElement, Text } from '../../messages/card.js';
import { plainText } from '../../messages/fallback.js';
import { type Item, RenderError } from './adaptive-card.js';
import { isPlain, safeUrl } from './markdown.js';
import { actionItems } from './render-actions.js';
import type { RenderContext } from './render-context.js';
import { linesOf, markdown, textItems } from './render-text.js';

/** A card's elements as items. A divider becomes the separator above what follows it. */
export function cardItems(card: Card, context: RenderContext): Item[] {
  const items: Item[] = [];
  let separated = false;
  for (const element of card.elements) {
    if (element.kind === 'divider') separated = true;
    const [first, ...rest] = elementItems(element, context);
    if (!first) continue;
    items.push(separated ? { ...first, separator: true, spacing: 'medium' } : first, ...rest);
    separated = false;
  }
  return items;
}

function elementItems(element: CardElement, context: RenderContext): Item[] {
  switch (element.kind) {
    case 'title':
      return titleItems(element.text, context);
    case 'text':
      return textItems(element.text, context);
    case 'context':
      return textItems(element.text, context, { size: 'small', isSubtle: true });
    case 'quote':
      return quoteItems(element.text, context);
    case 'fields':
      return fieldItems(element.fields, context);
    case 'list':
      return listItems(element.title, element.items, context);
    case 'image':
      return [image(element.url, element.description)];
    case 'divider':
      return [];
    case 'actions':
      return actionItems(element.actions, context);
  }
}

/** A heading for screen readers where the words are plain; else the same size and weight as typed. */
function titleItems(text: string, context: RenderContext): Item[] {
  const look = { size: 'large', weight: 'bolder' } as const;
  if (text.trim() === '') return [];
  if (isPlain(text)) return [{ type: 'TextBlock', text, wrap: true, style: 'heading', ...look }];
  return textItems(text, context, look);
}

function quoteItems(text: string, context: RenderContext): Item[] {
  const items = textItems(text, context);
  return items.length > 0 ? [{ type: 'Container', style: 'emphasis', items }] : [];
}

function listItems(title: string | undefined, items: readonly Text[], context: RenderContext): Item[] {
  const heading = title ? textItems([{ bold: title }], context) : [];
  const entries = items.flatMap((text) => {
    const spans = typeof text === 'string' ? [text] : text;
    return textItems(['•\u00a0', ...spans], context).map((item) => ({ ...item, spacing: 'small' }));
  });
  return [...heading, ...entries];
}

/** Facts side by side; one whose value would be read as markdown, or has several lines, stands on its own. */
function fieldItems(fields: readonly { label: string; value: Text }[], context: RenderContext): Item[] {
  const items: Item[] = [];
  let facts: { title: string; value: string }[] = [];
  const flush = () => {
    if (facts.length > 0) items.push({ type: 'FactSet', facts });
    facts = [];
  };
  for (const { label, value } of fields) {
    const [line = [], ...more] = linesOf(plainText(value).trim() === '' ? '–' : value);
    if (isPlain(label) && more.length === 0 && isPlain(plainText(line))) {
      facts.push({ title: label, value: markdown(line, context, false) });
    } else {
      flush();
      items.push(...textItems([{ bold: label.trim() }], context));
      items.push(...textItems(value, context).map((item) => ({ ...item, spacing: 'none' })));
    }
  }
  flush();
  return items;
}

function image(url: string, description: string): Item {
  const address = safeUrl(url);
  if (!address) throw new RenderError(`The image "${description}" has no usable address.`);
  return { type: 'Image', url: address, altText: description || 'Image' };
}
