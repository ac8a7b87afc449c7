import type { Card, CardElement, Text } from '../../messages/card.js';
import { type Block, plainTextObject, RenderError, shortened } from './block-kit.js';
import { LIMITS } from './limits.js';
import { safeUrl } from './mrkdwn.js';
import { actionBlocks } from './render-actions.js';
import { contextBlocks, fieldBlocks, quoteBlocks, textBlocks } from './render-text.js';
import { richTextList } from './rich-text.js';

/** A card's elements as blocks. @throws RenderError when there are more than `limit` */
export function cardBlocks(card: Card, limit: number): Block[] {
  const blocks = card.elements.flatMap(elementBlocks);
  if (blocks.length > limit) {
    throw new RenderError(`"${card.summary}" takes ${blocks.length} blocks; Slack takes ${limit}.`);
  }
  return blocks;
}

function elementBlocks(element: CardElement): Block[] {
  switch (element.kind) {
    case 'title':
      return titleBlocks(element.text);
    case 'text':
      return textBlocks(element.text);
    case 'context':
      return contextBlocks(element.text);
    case 'quote':
      return quoteBlocks(element.text);
    case 'fields':
      return fieldBlocks(element.fields);
    case 'list':
      return element.items.length > 0
        ? [richTextList(element.title, element.items)]
        : textBlocks(element.title ?? '');
    case 'image':
      return [image(element.url, element.description)];
    case 'divider':
      return [{ type: 'divider' }];
    case 'actions':
      return actionBlocks(element.actions);
  }
}

/** A header while Slack takes one that long; then bold text, whole. */
function titleBlocks(text: string): Block[] {
  if (text.trim() === '') return [];
  if (text.length > LIMITS.headerText) return textBlocks([{ bold: text }]);
  return [{ type: 'header', text: plainTextObject(text, LIMITS.headerText) }];
}

function image(url: string, description: string): Block {
  const address = safeUrl(url);
  if (!address || address.length > LIMITS.imageUrl) {
    throw new RenderError(`The image "${description}" has no usable address.`);
  }
  return {
    type: 'image',
    image_url: address,
    alt_text: shortened(description, LIMITS.imageAltText) || 'Image',
  };
}

/** The same card with every long literal cut to `most` characters, and a line that says so. */
export function withShortTexts(card: Card, most: number): Card {
  const elements = card.elements.map((element): CardElement => {
    switch (element.kind) {
      case 'quote':
        return { ...element, text: shortened(element.text, most) };
      case 'text':
        return { ...element, text: shortText(element.text, most) };
      case 'fields':
        return { ...element, fields: element.fields.map((field) => shortField(field, most)) };
      default:
        return element;
    }
  });
  const note =
    'Some of the text above is shortened to fit into one message. To read all of it, type /referrals and the reference.';
  return { ...card, elements: [...elements, { kind: 'context', text: note }] };
}

function shortField({ label, value }: { label: string; value: Text }, most: number) {
  return { label, value: shortText(value, most) };
}

function shortText(text: Text, most: number): Text {
  if (typeof text === 'string') return shortened(text, most);
  return text.map((span) => (typeof span === 'string' ? shortened(span, most) : span));
}
