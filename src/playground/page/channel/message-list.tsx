import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PageChannel, PageMessage, PagePerson } from '../../page-api.js';
import { dayHeading } from '../blocks/date-token.js';
import { newReplies, type Seen } from '../unread.js';
import { useViewer } from '../viewer.js';
import { Message } from './message.js';

/** A message soon after one of the same author needs no head of its own. */
const continuationInMs = 5 * 60_000;
/** How far from the end still counts as reading the end, in pixels. */
const nearEnd = 120;

function continues(message: PageMessage, before: PageMessage | undefined): boolean {
  if (!before || before.author !== message.author || before.onlyYou || message.onlyYou) return false;
  if (before.replies.length > 0 || [message, before].some((one) => one.blocks?.length || one.card))
    return false;
  return Date.parse(message.at) - Date.parse(before.at) < continuationInMs;
}

function authorsOf(people: PagePerson[], bot: { id: string; name: string }): Map<string, PagePerson> {
  const workspace = { id: '', name: '' };
  const asPerson: PagePerson = { ...bot, title: '', workspace, kind: 'bot', part: '', avatarColor: '' };
  return new Map([[bot.id, asPerson], ...people.map((person) => [person.id, person] as const)]);
}

/** Changes whenever the list or what is in it changes its height. */
function sizeOf(element: HTMLElement | null): number {
  return element ? element.scrollHeight + element.clientHeight * 1e6 : 0;
}

/** Keeps the end in view while one reads there, also when a card grows, and says when something new lies below. `follow`: go to the end all the same. */
function useEndInView(newest: string, follow: () => boolean) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [below, setBelow] = useState(false);
  const size = useRef(0);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
    atEnd.current = true;
    setBelow(false);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when a message has come
  useLayoutEffect(() => {
    if (atEnd.current || follow()) toEnd();
    else setBelow(true);
  }, [newest]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: watches the sizes from the first drawing on
  useEffect(() => {
    const sizes = new ResizeObserver(() => {
      size.current = sizeOf(scroller.current);
      if (atEnd.current) toEnd();
    });
    for (const element of [scroller.current, content.current]) if (element) sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  const onScroll = () => {
    const element = scroller.current;
    // A card that is redrawn moves the place too; only what the reader does says where they read.
    if (!element || sizeOf(element) !== size.current) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd;
    if (atEnd.current) setBelow(false);
  };
  return { scroller, content, below, toEnd, onScroll };
}

interface MessageListProps {
  channel: PageChannel;
  messages: PageMessage[];
  label: string;
  seen?: Seen;
  onThread?(ts: string): void;
  empty?: ReactNode;
}

/** Messages, oldest first, under the heading of their day. New ones are read out to those who listen. */
export function MessageList({ channel, messages, label, seen, onThread, empty }: MessageListProps) {
  const { state, justActed, now: time } = useViewer();
  const authors = authorsOf(state.people, state.bot);
  const newest = messages.at(-1);
  // Who has just done something wants to see what came of it.
  const view = useEndInView(newest?.ts ?? '', () => newest?.author === state.me.id || justActed());
  const now = { now: time() };
  const drawn = messages.map((message, index) => {
    const before = messages[index - 1];
    const day = dayHeading(new Date(message.at), now);
    const newDay = !before || day !== dayHeading(new Date(before.at), now);
    return (
      <div key={message.ts}>
        {newDay && onThread && (
          <p className="day">
            <span>{day}</span>
          </p>
        )}
        <Message
          channel={channel}
          message={message}
          author={authors.get(message.author)}
          continued={!newDay && continues(message, before)}
          fresh={seen ? newReplies(channel, message, seen, state.me.id) : 0}
          onThread={message.onlyYou ? undefined : onThread}
        />
      </div>
    );
  });
  return (
    <div className="message-list-frame">
      <div
        ref={view.scroller}
        className="message-list"
        role="log"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        onScroll={view.onScroll}
      >
        <div ref={view.content}>{messages.length > 0 ? drawn : empty}</div>
      </div>
      {view.below && (
        <button type="button" className="below" onClick={view.toEnd}>
          New messages below
        </button>
      )}
    </div>
  );
}
