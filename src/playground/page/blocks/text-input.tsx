import type { KeyboardEvent } from 'react';
import { type ControlProps, controlAttributes } from './control.js';
import { answerIn, valueHolding } from './element-values.js';
import { asObject, asText, wordsOf } from './shapes.js';

const inputModes: Record<string, 'email' | 'url' | 'decimal' | 'text'> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'decimal',
};

interface TextInputProps extends ControlProps {
  /** Called where the element's block wants to hear of it: on Enter, or at each character. */
  onDispatch?(): void;
}

function Remaining({ typed, maximum }: { typed: number; maximum: number }) {
  const left = maximum - typed;
  if (left > Math.max(20, maximum * 0.1)) return null;
  return (
    <span className="remaining" data-over={left < 0 || undefined}>
      {left}
    </span>
  );
}

/**
 * `plain_text_input` in one line or many, `email_text_input`, `url_text_input`, `number_input`. Which addresses and
 * numbers are good is the app's to say; the maximum length is Slack's and is kept here.
 */
export function TextInput(props: TextInputProps) {
  const { element, value, onChange, onDispatch } = props;
  const typed = asText(answerIn(value));
  const maximum = Number(element.max_length) || undefined;
  const listens = asObject(element.dispatch_action_config).trigger_actions_on;
  const change = (text: string) => onChange(valueHolding(element, text === '' ? null : text));
  const attributes = {
    ...controlAttributes(props),
    className: 'text-input',
    placeholder: wordsOf(element.placeholder),
    value: typed,
    maxLength: maximum,
    autoComplete: 'off',
    autoFocus: element.focus_on_load === true,
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !onDispatch) return;
    event.preventDefault();
    onDispatch();
  };
  const onBlur = Array.isArray(listens) && listens.includes('on_character_entered') ? onDispatch : undefined;
  return (
    <span className="text-input-frame">
      {element.multiline === true ? (
        <textarea {...attributes} rows={3} onChange={(event) => change(event.target.value)} onBlur={onBlur} />
      ) : (
        <input
          {...attributes}
          type="text"
          inputMode={inputModes[asText(element.type)] ?? 'text'}
          onChange={(event) => change(event.target.value)}
          onKeyDown={onEnter}
          onBlur={onBlur}
        />
      )}
      {maximum && <Remaining typed={typed.length} maximum={maximum} />}
    </span>
  );
}
