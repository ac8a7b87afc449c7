import type { Card } from '../../src/messages/card.js';
import { plainText } from '../../src/messages/fallback.js';
import type { Form } from '../../src/messages/form.js';

/** Every text a person reads on a card, in order. */
export function wordsOf(card: Card): string[] {
  const inside = card.elements.flatMap((element): string[] => {
    switch (element.kind) {
      case 'fields':
        return element.fields.flatMap(({ label, value }) => [label, plainText(value)]);
      case 'list':
        return [...(element.title ? [element.title] : []), ...element.items.map((item) => plainText(item))];
      case 'actions':
        return element.actions.flatMap((action) => [
          action.label,
          ...(action.kind === 'button' && action.confirm ? Object.values(action.confirm) : []),
        ]);
      case 'image':
        return [element.description];
      case 'divider':
        return [];
      default:
        return [plainText(element.text)];
    }
  });
  return [card.summary, ...inside];
}

/** Every text a person reads in a form, in order. */
export function wordsIn(form: Form): string[] {
  const fields = form.fields.flatMap((field) => [
    field.label,
    ...[field.help, field.placeholder].filter((text) => text !== undefined),
    ...('options' in field ? field.options.map(({ label }) => label) : []),
    ...('about' in field && field.about ? [plainText(field.about)] : []),
    ...('statement' in field ? [field.statement] : []),
  ]);
  return [form.title, form.submitLabel, ...(form.intro ?? []).map((text) => plainText(text)), ...fields];
}
