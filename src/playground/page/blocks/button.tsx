import type { BlockKit } from '../../page-api.js';
import { usePress } from './interaction.js';
import { asText } from './shapes.js';
import { InlineText } from './text.js';

/** Source: docs.slack.dev/reference/block-kit/block-elements/button-element */
export function Button({ element, blockId }: { element: BlockKit; blockId: string }) {
  const { press, busy, enabled } = usePress(blockId, element);
  const url = asText(element.url);
  const style = { primary: 'button-primary', danger: 'button-danger' }[asText(element.style)] ?? '';
  const attributes = {
    className: `button ${style}`,
    'aria-label': asText(element.accessibility_label) || undefined,
    // Not `disabled`: that would take the focus from whoever works by keyboard.
    'aria-busy': busy || undefined,
    'aria-disabled': busy || undefined,
    'data-action-id': asText(element.action_id),
    'data-block-id': blockId,
    'data-value': asText(element.value) || undefined,
    onClick: () => void press(),
  };
  if (/^https?:/.test(url)) {
    return (
      <a {...attributes} href={url} target="_blank" rel="noopener noreferrer">
        <InlineText text={element.text} />
      </a>
    );
  }
  return (
    <button type="button" {...attributes} disabled={!enabled}>
      <InlineText text={element.text} />
    </button>
  );
}
