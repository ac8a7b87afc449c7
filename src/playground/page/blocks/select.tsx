import type { BlockKit } from '../../page-api.js';
import { type ControlProps, controlAttributes } from './control.js';
import { answerIn, chosenOption, valueHolding } from './element-values.js';
import { withEmoji } from './emoji.js';
import { useInteraction } from './interaction.js';
import { asObjects, asText, optionsOf, wordsOf } from './shapes.js';

interface Choice {
  value: string;
  label: string;
}

interface NativeSelectProps extends ControlProps {
  chosen: string;
  groups: { label: string; choices: Choice[] }[];
  choose(value: string): void;
}

function NativeSelect({ chosen, groups, choose, ...control }: NativeSelectProps) {
  const placeholder = wordsOf(control.element.placeholder) || 'Choose one';
  return (
    <span className="select">
      <select
        {...controlAttributes(control)}
        value={chosen}
        onChange={(event) => choose(event.target.value)}
        data-empty={chosen === '' || undefined}
      >
        <option value="">{placeholder}</option>
        {groups.map((group) => {
          const options = group.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ));
          return group.label ? (
            <optgroup key={group.label} label={group.label}>
              {options}
            </optgroup>
          ) : (
            options
          );
        })}
      </select>
    </span>
  );
}

function choiceOf(option: BlockKit): Choice {
  return { value: asText(option.value), label: withEmoji(wordsOf(option.text)) };
}

/** `static_select`, with or without option groups. */
export function StaticSelect(props: ControlProps) {
  const { element, onChange } = props;
  const groups = asObjects(element.option_groups).map((group) => ({
    label: wordsOf(group.label),
    choices: asObjects(group.options).map(choiceOf),
  }));
  const loose = { label: '', choices: asObjects(element.options).map(choiceOf) };
  const choose = (value: string) => {
    const option = optionsOf(element).find((candidate) => candidate.value === value);
    onChange(valueHolding(element, option ?? null));
  };
  return (
    <NativeSelect {...props} chosen={chosenOption(props.value)} groups={[loose, ...groups]} choose={choose} />
  );
}

/** `users_select`, `conversations_select` and `channels_select`: whoever and whatever this person can see. */
export function DirectorySelect(props: ControlProps) {
  const { people, channels } = useInteraction();
  const { element, onChange } = props;
  const choices =
    element.type === 'users_select'
      ? people.filter((person) => person.kind !== 'bot').map(({ id, name }) => ({ value: id, label: name }))
      : channels.map(({ id, name }) => ({ value: id, label: `#${name}` }));
  return (
    <NativeSelect
      {...props}
      chosen={asText(answerIn(props.value))}
      groups={[{ label: '', choices }]}
      choose={(id) => onChange(valueHolding(element, id || null))}
    />
  );
}
