import type { BlockKit } from '../../page-api.js';
import { asText, wordsOf } from './shapes.js';

/** How a control is tied to its label, hint and error. Absent outside a form, where it names itself. */
interface FieldMarks {
  id: string;
  describedBy?: string;
  invalid: boolean;
  required: boolean;
}

/** What every value-keeping element is drawn from. */
export interface ControlProps {
  element: BlockKit;
  blockId: string;
  value: BlockKit;
  onChange(value: BlockKit): void;
  marks?: FieldMarks;
  enabled: boolean;
}

/** A name for a control that has no label of its own. */
function ownName(element: BlockKit): string {
  return asText(element.accessibility_label) || wordsOf(element.placeholder) || asText(element.action_id);
}

/** Attributes of the control itself: accessible name or marks, and what a browser test finds it by. */
export function controlAttributes({ element, blockId, marks, enabled }: ControlProps) {
  return {
    id: marks?.id,
    'aria-label': marks ? undefined : ownName(element),
    'aria-describedby': marks?.describedBy,
    'aria-invalid': marks?.invalid || undefined,
    'aria-required': marks?.required || undefined,
    'data-block-id': blockId,
    'data-action-id': asText(element.action_id),
    disabled: !enabled,
  };
}

/** The same for a group of controls (radio buttons, check boxes), which is named by its label. */
export function groupAttributes({ element, blockId, marks }: ControlProps) {
  return {
    'aria-labelledby': marks ? `${marks.id}-label` : undefined,
    'aria-label': marks ? undefined : ownName(element),
    'aria-describedby': marks?.describedBy,
    'data-block-id': blockId,
    'data-action-id': asText(element.action_id),
  };
}
