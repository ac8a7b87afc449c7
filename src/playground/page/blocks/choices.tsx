import { useId } from 'react';
import type { BlockKit } from '../../page-api.js';
import { type ControlProps, groupAttributes } from './control.js';
import { answerIn, chosenOption, chosenOptions, valueHolding } from './element-values.js';
import { useInteraction } from './interaction.js';
import { asText, optionsOf, wordsOf } from './shapes.js';
import { InlineText } from './text.js';

interface ChoiceProps {
  kind: 'radio' | 'checkbox';
  group: string;
  option: BlockKit;
  checked: boolean;
  enabled: boolean;
  onToggle(checked: boolean): void;
}

function Choice({ kind, group, option, checked, enabled, onToggle }: ChoiceProps) {
  return (
    <label className="choice">
      <input
        type={kind}
        name={group}
        value={asText(option.value)}
        checked={checked}
        disabled={!enabled}
        onChange={(event) => onToggle(event.target.checked)}
      />
      <span>
        <InlineText text={option.text} />
        {wordsOf(option.description) && (
          <span className="choice-note">
            <InlineText text={option.description} />
          </span>
        )}
      </span>
    </label>
  );
}

/** `radio_buttons`. */
export function RadioButtons(props: ControlProps) {
  const group = useId();
  const { element, value, onChange, enabled } = props;
  return (
    <div role="radiogroup" className="choices" {...groupAttributes(props)}>
      {optionsOf(element).map((option) => (
        <Choice
          key={asText(option.value)}
          kind="radio"
          group={group}
          option={option}
          checked={chosenOption(value) === option.value}
          enabled={enabled}
          onToggle={() => onChange(valueHolding(element, option))}
        />
      ))}
    </div>
  );
}

/** `checkboxes`, and multiple selects over options, which this page draws as a list of check boxes. */
export function CheckBoxes(props: ControlProps) {
  const group = useId();
  const { element, value, onChange, enabled } = props;
  const chosen = chosenOptions(value);
  const options = optionsOf(element);
  const toggle = (changed: BlockKit, checked: boolean) => {
    const kept = options.filter((option) =>
      option === changed ? checked : chosen.includes(asText(option.value)),
    );
    onChange(valueHolding(element, kept));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be named by the label Slack shows above it
    <div role="group" className="choices" {...groupAttributes(props)}>
      {options.map((option) => (
        <Choice
          key={asText(option.value)}
          kind="checkbox"
          group={group}
          option={option}
          checked={chosen.includes(asText(option.value))}
          enabled={enabled}
          onToggle={(checked) => toggle(option, checked)}
        />
      ))}
    </div>
  );
}

/** Multiple selects over people, conversations or channels. */
export function DirectoryCheckBoxes(props: ControlProps) {
  const { people, channels } = useInteraction();
  const { element, value, onChange } = props;
  const entries =
    element.type === 'multi_users_select' ? people.filter((one) => one.kind !== 'bot') : channels;
  const options = entries.map(({ id, name }) => ({ value: id, text: { type: 'plain_text', text: name } }));
  const chosen = answerIn(value);
  const ids = Array.isArray(chosen) ? chosen.map(asText) : [];
  const asChecked = valueHolding(
    { type: 'checkboxes' },
    options.filter((option) => ids.includes(option.value)),
  );
  return (
    <CheckBoxes
      {...props}
      element={{ ...element, type: 'checkboxes', options }}
      value={asChecked}
      onChange={(changed) => onChange(valueHolding(element, chosenOptions(changed)))}
    />
  );
}
