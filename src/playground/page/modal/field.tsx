import { useId } from 'react';
import type { BlockKit } from '../../page-api.js';
import { Control } from '../blocks/element.js';
import { initialValue } from '../blocks/element-values.js';
import { withEmoji } from '../blocks/emoji.js';
import { useInteraction, usePress } from '../blocks/interaction.js';
import { asObject, asText, wordsOf } from '../blocks/shapes.js';

interface FieldProps {
  block: BlockKit;
  blockId: string;
  error?: string;
  onEdit(blockId: string): void;
}

function isGroup(element: BlockKit): boolean {
  return /^(radio_buttons|checkboxes|multi_)/.test(asText(element.type));
}

/** An input block: label, control, hint and error, tied together for those who listen. */
export function Field({ block, blockId, error, onEdit }: FieldProps) {
  const id = useId();
  const element = asObject(block.element);
  const actionId = asText(element.action_id);
  const interaction = useInteraction();
  const { press } = usePress(blockId, element);
  const hint = wordsOf(block.hint);
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ');
  const required = block.optional !== true;
  const change = (value: BlockKit) => {
    interaction.hold(blockId, actionId, value);
    onEdit(blockId);
    const typed = /_input$/.test(asText(element.type));
    if (block.dispatch_action === true && !typed) void press(value);
  };
  const Label = isGroup(element) ? 'span' : 'label';
  return (
    <div className="field" data-block-id={blockId} data-invalid={error ? true : undefined}>
      <Label className="field-label" id={`${id}-label`} htmlFor={isGroup(element) ? undefined : id}>
        {withEmoji(wordsOf(block.label))}
        {!required && <span className="field-optional"> (optional)</span>}
      </Label>
      <Control
        element={element}
        blockId={blockId}
        value={interaction.value(blockId, actionId) ?? initialValue(element)}
        onChange={change}
        marks={{ id, describedBy: described || undefined, invalid: Boolean(error), required }}
        enabled={interaction.enabled}
        onDispatch={block.dispatch_action === true ? () => void press() : undefined}
      />
      {error && (
        <p className="field-error" id={`${id}-error`} data-field-error={blockId}>
          {error}
        </p>
      )}
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {withEmoji(hint)}
        </p>
      )}
    </div>
  );
}
