import { useEffect, useRef } from 'react';
import type { BlockKit } from '../../page-api.js';
import { Button } from './button.js';
import { CheckBoxes, DirectoryCheckBoxes, RadioButtons } from './choices.js';
import type { ControlProps } from './control.js';
import { DateInput } from './date-input.js';
import { initialValue, keepsValue } from './element-values.js';
import { ExternalSelect } from './external-select.js';
import { useInteraction, usePress } from './interaction.js';
import { Overflow } from './overflow.js';
import { Picture } from './picture.js';
import { DirectorySelect, StaticSelect } from './select.js';
import { asText } from './shapes.js';
import { TextInput } from './text-input.js';

/** Typing a date on the keyboard passes through other valid dates; the bot hears of the one that stays. */
const datePauseInMs = 700;

/** The control of a value-keeping element, wherever it stands. */
export function Control({ onDispatch, ...props }: ControlProps & { onDispatch?(): void }) {
  switch (props.element.type) {
    case 'plain_text_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'number_input':
      return <TextInput {...props} onDispatch={onDispatch} />;
    case 'static_select':
      return <StaticSelect {...props} />;
    case 'external_select':
      return <ExternalSelect {...props} />;
    case 'users_select':
    case 'conversations_select':
    case 'channels_select':
      return <DirectorySelect {...props} />;
    case 'radio_buttons':
      return <RadioButtons {...props} />;
    case 'checkboxes':
    case 'multi_static_select':
      return <CheckBoxes {...props} />;
    case 'multi_users_select':
    case 'multi_conversations_select':
    case 'multi_channels_select':
      return <DirectoryCheckBoxes {...props} />;
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateInput {...props} />;
    default:
      return (
        <p className="unknown-block">A “{asText(props.element.type)}” field, which this playground lacks</p>
      );
  }
}

/** A value-keeping element outside an input block: each choice is told to the bot at once. */
function LiveControl({ element, blockId }: { element: BlockKit; blockId: string }) {
  const interaction = useInteraction();
  const { press, enabled } = usePress(blockId, element);
  const actionId = asText(element.action_id);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(pause.current), []);
  const before = interaction.value(blockId, actionId) ?? initialValue(element);
  const change = (value: BlockKit) => {
    interaction.hold(blockId, actionId, value);
    const tell = async () => {
      if (!(await press(value))) interaction.hold(blockId, actionId, before);
    };
    clearTimeout(pause.current);
    const typed = ['datepicker', 'timepicker', 'datetimepicker'].includes(asText(element.type));
    pause.current = setTimeout(() => void tell(), typed ? datePauseInMs : 0);
  };
  return (
    <Control
      element={element}
      blockId={blockId}
      value={before}
      onChange={change}
      enabled={enabled}
      onDispatch={() => void press(before)}
    />
  );
}

/** Any element of an actions block or a section's accessory. */
export function ElementView({ element, blockId }: { element: BlockKit; blockId: string }) {
  if (element.type === 'button' || element.type === 'workflow_button') {
    return <Button element={element} blockId={blockId} />;
  }
  if (element.type === 'overflow') return <Overflow element={element} blockId={blockId} />;
  if (element.type === 'image') return <Picture element={element} size="small" />;
  if (keepsValue(element)) return <LiveControl element={element} blockId={blockId} />;
  return <span className="unknown-block">“{asText(element.type)}”</span>;
}
