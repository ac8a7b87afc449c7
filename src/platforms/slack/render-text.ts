import type { Span, Text } from '../../messages/card.js';
import { plainText } from '../../messages/fallback.js';
import { type Block, plainTextObject } from './block-kit.js';
import { LIMITS } from './limits.js';
import { fitsMrkdwn, mrkdwn, mrkdwnSpan, withBareDelimiters } from './mrkdwn.js';
import { richText, richTextQuote } from './rich-text.js';
import { splitText } from './split-text.js';

/**
 * A text as blocks, whole however long. A plain string becomes plain text, spans become mrkdwn where every literal
 * appears as typed in it, and rich text where not.
 */
export function textBlocks(text: Text): Block[] {
  return pieces(text, LIMITS.sectionText).map((piece): Block => {
    if (typeof piece === 'string') {
      return { type: 'section', text: plainTextObject(piece, LIMITS.sectionText) };
    }
    return fitsMrkdwn(piece) ? { type: 'section', text: mrkdwnObject(piece) } : richText(piece);
  });
}

export function contextBlocks(text: Text): Block[] {
  return pieces(text, LIMITS.sectionText).map((piece): Block => {
    if (typeof piece === 'string') {
      return { type: 'context', elements: [plainTextObject(piece, LIMITS.sectionText)] };
    }
    return fitsMrkdwn(piece) ? { type: 'context', elements: [mrkdwnObject(piece)] } : richText(piece);
  });
}

/** What a person wrote. Rich text always, so that it appears exactly as typed. */
export function quoteBlocks(text: string): Block[] {
  return pieces(text, LIMITS.sectionText).map((piece) => richTextQuote(plainText(piece)));
}

/** Facts in two columns, ten to a block; one too long for a column or not to be written in mrkdwn stands alone. */
export function fieldBlocks(fields: readonly { label: string; value: Text }[]): Block[] {
  const blocks: Block[] = [];
  let columns: Text[] = [];
  const flush = () => {
    if (columns.length > 0) blocks.push({ type: 'section', fields: columns.map(mrkdwnObject) });
    columns = [];
  };
  for (const { label, value } of fields) {
    const text = labelled(label, value);
    if (fitsMrkdwn(text) && mrkdwn(text).length <= LIMITS.sectionFieldText) columns.push(text);
    else {
      flush();
      blocks.push(...textBlocks(text));
    }
    if (columns.length === LIMITS.sectionFields) flush();
  }
  flush();
  return blocks;
}

function labelled(label: string, value: Text): Span[] {
  const spans = typeof value === 'string' ? [value] : [...value];
  const isEmpty = plainText(value).trim() === '';
  return [{ bold: label.trim() }, { lineBreak: true }, ...(isEmpty ? ['–'] : spans)];
}

function mrkdwnObject(text: Text) {
  return { type: 'mrkdwn' as const, text: mrkdwn(text), verbatim: true };
}

/** Nothing for a text without words: Slack refuses empty text objects. */
function pieces(text: Text, limit: number): Text[] {
  if (plainText(text).trim() === '') return [];
  if (typeof text === 'string') return splitText(text, limit, (span) => plainText([span]).length);
  return splitText(withBareDelimiters(text), limit, (span) => mrkdwnSpan(span).length);
}
