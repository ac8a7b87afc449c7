import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { PageChannel } from '../../page-api.js';
import { SendIcon } from '../icons.js';
import { ComposeExtension } from '../teams/extension.js';
import { useViewer } from '../viewer.js';
import { readTyped, readTypedInTeams, type Suggestion, suggestionsFor } from './composer-text.js';

interface ComposerProps {
  channel: PageChannel;
  /** Replies in this thread. */
  threadTs?: string;
}

/** Sends what was typed; keeps it when it could not be sent. */
function useSending({ channel, threadTs }: ComposerProps) {
  const { state, act, notify } = useViewer();
  const [typed, setTyped] = useState('');
  const people = [state.bot, ...state.people];
  const send = async () => {
    const read = state.platform === 'teams' ? readTypedInTeams(typed) : readTyped(typed, people);
    if (read.kind === 'nothing') return;
    if (read.kind === 'command' && threadTs)
      return notify('Slash commands do not work in threads, as in Slack.');
    setTyped('');
    const result = await act(
      read.kind === 'command'
        ? { ...read, channel: channel.id }
        : { kind: 'say', channel: channel.id, text: read.text, threadTs },
    );
    if (!result.ok) setTyped((now) => now || typed);
  };
  return { typed, setTyped, send };
}

function useSuggestions(channel: PageChannel, typed: string, allowCommands: boolean): Suggestion[] {
  const { state } = useViewer();
  const members = state.people.filter(
    (person) =>
      channel.members.includes(person.id) && person.id !== state.me.id && person.id !== state.bot.id,
  );
  const people = members.map((person) => ({ id: person.id, name: person.name, note: person.workspace.name }));
  const bot = channel.botIsMember ? [{ ...state.bot, note: 'App' }] : [];
  return suggestionsFor(typed, allowCommands ? state.commands : [], [...bot, ...people]);
}

interface SuggestionListProps {
  id: string;
  suggestions: Suggestion[];
  active: number;
  onTake(suggestion: Suggestion): void;
}

function SuggestionList({ id, suggestions, active, onTake }: SuggestionListProps) {
  return (
    <div className="suggestions" role="listbox" id={id} aria-label="Suggestions">
      {suggestions.map((suggestion, index) => (
        <div
          key={suggestion.label}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          className="combo-option"
          data-suggestion={suggestion.label}
          onMouseDown={(event) => {
            event.preventDefault();
            onTake(suggestion);
          }}
        >
          <strong>{suggestion.label}</strong> <span className="quiet">{suggestion.note}</span>
        </div>
      ))}
    </div>
  );
}

/** Where one types: plain text, @mentions and, for people of the installing workspace, slash commands. */
export function Composer(props: ComposerProps) {
  const { channel, threadTs } = props;
  const { state } = useViewer();
  const { typed, setTyped, send } = useSending(props);
  const [active, setActive] = useState(0);
  const [hidden, setHidden] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const listId = useId();
  const suggestions = useSuggestions(channel, typed, !threadTs);
  const open = suggestions.length > 0 && !hidden;
  const chosen = suggestions[Math.min(active, suggestions.length - 1)];
  const change = (text: string) => {
    setTyped(text);
    setActive(0);
    setHidden(false);
  };
  const take = (suggestion: Suggestion) => {
    change(suggestion.text);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const exact = chosen && chosen.text.trim() === typed.trim();
    if (open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      setActive((active + (event.key === 'ArrowDown' ? 1 : suggestions.length - 1)) % suggestions.length);
    } else if (open && chosen && !exact && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      take(chosen);
    } else if (open && event.key === 'Escape') {
      setHidden(true);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };
  if (channel.archived) return <p className="composer-closed">This channel is archived.</p>;
  const place = threadTs ? 'Reply…' : `Message ${channel.kind === 'direct' ? '' : '#'}${channel.name}`;
  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {open && (
        <SuggestionList
          id={listId}
          suggestions={suggestions}
          active={Math.min(active, suggestions.length - 1)}
          onTake={take}
        />
      )}
      <textarea
        ref={field}
        rows={1}
        value={typed}
        placeholder={place}
        aria-label={`${place} as ${state.me.name}`}
        role="combobox"
        aria-expanded={open}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={open ? `${listId}-${active}` : undefined}
        data-composer={threadTs ? 'thread' : 'channel'}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => setHidden(true)}
      />
      {!threadTs && <ComposeExtension channel={channel} />}
      <button type="submit" className="icon-button send" aria-label="Send" disabled={!typed.trim()}>
        <SendIcon />
      </button>
    </form>
  );
}
