import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { BlockKit } from '../../page-api.js';
import { type ControlProps, controlAttributes } from './control.js';
import { answerIn, valueHolding } from './element-values.js';
import { useInteraction } from './interaction.js';
import { asObject, asText, wordsOf } from './shapes.js';

const typingPauseInMs = 150;
/** Slack asks the app once this many characters are typed, unless the element says otherwise. */
const usualMinimum = 3;

/** Asks the app for options after a pause in typing; `undefined` until it has answered. */
function useSuggestions(props: ControlProps, query: string, open: boolean): BlockKit[] | undefined {
  const { options } = useInteraction();
  const [found, setFound] = useState<BlockKit[]>();
  const ask = useRef(options);
  ask.current = options;
  const minimum = Number(props.element.min_query_length ?? usualMinimum);
  const actionId = asText(props.element.action_id);
  const { blockId } = props;
  useEffect(() => {
    setFound(undefined);
    if (!open || query.length < minimum) return;
    let wanted = true;
    const timer = setTimeout(async () => {
      const answer = await ask.current(blockId, actionId, query);
      if (wanted) setFound(answer);
    }, typingPauseInMs);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [open, query, minimum, blockId, actionId]);
  return found;
}

/** `external_select`: a combo box whose options the app supplies while one types. */
export function ExternalSelect(props: ControlProps) {
  const { element, value, onChange } = props;
  const listId = useId();
  const chosen = wordsOf(asObject(answerIn(value)).text);
  const [typed, setTyped] = useState<string>();
  const [active, setActive] = useState(0);
  const open = typed !== undefined;
  const found = useSuggestions(props, typed ?? '', open);
  const choose = (option: BlockKit | null) => {
    onChange(valueHolding(element, option));
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const count = found?.length ?? 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) setTyped('');
      else if (count) setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      const option = found?.[active];
      if (option) choose(option);
    } else if (event.key === 'Escape' && open) {
      // Only the list closes; the form stays.
      event.preventDefault();
      event.stopPropagation();
      setTyped(undefined);
    }
  };
  const minimum = Number(element.min_query_length ?? usualMinimum);
  const waitingWords = (typed ?? '').length < minimum ? `Type ${minimum} or more characters` : 'Searching…';
  return (
    <span className="combo">
      <input
        {...controlAttributes(props)}
        className="text-input"
        role="combobox"
        type="text"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open && found?.length ? `${listId}-${active}` : undefined}
        placeholder={wordsOf(element.placeholder) || 'Type to search'}
        value={typed ?? chosen}
        onFocus={(event) => event.target.select()}
        onClick={() => setTyped((now) => now ?? '')}
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
          if (event.target.value === '' && chosen) onChange(valueHolding(element, null));
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setTyped(undefined)}
      />
      {open && (
        <div className="combo-list" role="listbox" id={listId} aria-label="Suggestions">
          {!found && <p className="combo-note">{waitingWords}</p>}
          {found?.length === 0 && <p className="combo-note">Nothing found</p>}
          {found?.map((option, index) => (
            <div
              key={asText(option.value)}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              className="combo-option"
              aria-selected={index === active}
              data-value={asText(option.value)}
              // Before the field loses focus, which would close the list.
              onMouseDown={(event) => {
                event.preventDefault();
                choose(option);
              }}
            >
              {wordsOf(option.text)}
              {wordsOf(option.description) && (
                <span className="choice-note">{wordsOf(option.description)}</span>
              )}
            </div>
          ))}
        </div>
      )}
    </span>
  );
}
