import type { Card, CardElement, Text } from './card.js';

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

/** The same card with every long literal cut to `most` characters, and a line that says so and where the whole is. */
export function withShortTexts(card: Card, most: number, whereTheWholeIs: string): Card {
  const note = `Some of the text above is shortened to fit into one message. ${whereTheWholeIs}`;
  const elements = card.elements.map((element) => shortElement(element, most));
  return { ...card, elements: [...elements, { kind: 'context', text: note }] };
}

function shortElement(element: CardElement, most: number): CardElement {
  switch (element.kind) {
    case 'quote':
      return { ...element, text: shortened(element.text, most) };
    case 'text':
      return { ...element, text: shortText(element.text, most) };
    case 'fields':
      return {
        ...element,
        fields: element.fields.map(({ label, value }) => ({ label, value: shortText(value, most) })),
      };
    default:
      return element;
  }
}

function shortText(text: Text, most: number): Text {
  if (typeof text === 'string') return shortened(text, most);
  return text.map((span) => (typeof span === 'string' ? shortened(span, most) : span));
}
