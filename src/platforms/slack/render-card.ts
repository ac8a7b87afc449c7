import type { Card, CardElement } from '../../messages/card.js';
import { shortened } from '../../messages/shorten.js';
import { type Block, plainTextObject, RenderError } from './block-kit.js';
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
