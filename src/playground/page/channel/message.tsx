import { useEffect, useRef, useState } from 'react';
import type { BlockKit, PageChannel, PageMessage, PagePerson } from '../../page-api.js';
import { Avatar, KindBadge } from '../avatar.js';
import { Blocks, DrawnOrNamed } from '../blocks/block.js';
import { fullInstant, writtenTime } from '../blocks/date-token.js';
import { type Interaction, InteractionContext } from '../blocks/interaction.js';
import { asObjects } from '../blocks/shapes.js';
import { Mrkdwn } from '../blocks/text.js';
import { useConfirmation } from '../confirmation.js';
import { EyeIcon, PinIcon } from '../icons.js';
import { TeamsContent } from '../teams/message-content.js';
import { useViewer } from '../viewer.js';
import { MessageTools, ThreadLink } from './message-tools.js';

const flashInMs = 2400;

/** True for a moment after the words of a message have changed in place. */
function useChanged(message: PageMessage): boolean {
  const words = JSON.stringify([message.text, message.blocks, message.card]);
  const before = useRef(words);
  const [changed, setChanged] = useState(false);
  useEffect(() => {
    if (before.current === words) return;
    before.current = words;
    setChanged(true);
    const timer = setTimeout(() => setChanged(false), flashInMs);
    return () => clearTimeout(timer);
  }, [words]);
  return changed;
}

function useMessageInteraction(channel: PageChannel, message: PageMessage): Interaction {
  const viewer = useViewer();
  const confirm = useConfirmation();
  const [held, setHeld] = useState<ReadonlyMap<string, BlockKit>>(new Map());
  return {
    press: (blockId, element, chosen) =>
      viewer.act({ kind: 'press', channel: channel.id, ts: message.ts, blockId, element, chosen }),
    async options(blockId, actionId, query) {
      const result = await viewer.act({ kind: 'options', source: 'message', blockId, actionId, query });
      return result.options ?? [];
    },
    value: (blockId, actionId) => held.get(`${blockId}/${actionId}`),
    hold: (blockId, actionId, value) =>
      setHeld((before) => new Map(before).set(`${blockId}/${actionId}`, value)),
    people: viewer.state.people,
    channels: viewer.state.channels.filter((one) => one.kind !== 'direct'),
    enabled: !channel.archived,
    confirm,
  };
}

/** The message's own content: its blocks, or its text where it has none. */
function Content({ channel, message }: { channel: PageChannel; message: PageMessage }) {
  const interaction = useMessageInteraction(channel, message);
  const blocks = asObjects(message.blocks);
  return (
    <InteractionContext value={interaction}>
      {blocks.length > 0 ? <Blocks blocks={blocks} /> : <Mrkdwn text={message.text} />}
      {message.edited && <span className="edited">(edited)</span>}
    </InteractionContext>
  );
}

interface MessageProps {
  channel: PageChannel;
  message: PageMessage;
  author: PagePerson | undefined;
  /** Drawn without its head, under a message of the same author. */
  continued?: boolean;
  /** Replies this person has not seen. */
  fresh?: number;
  /** Opens the thread; absent within a thread. */
  onThread?(ts: string): void;
}

/** One message with what belongs to it: marks, blocks, tools, thread. */
export function Message(props: MessageProps) {
  const { channel, message, author, continued, fresh = 0, onThread } = props;
  const { act, now: time } = useViewer();
  const changed = useChanged(message);
  const at = new Date(message.at);
  const now = { now: time() };
  const pinned = channel.pinned.includes(message.ts);
  const marks = [
    message.onlyYou && 'message-only-you',
    pinned && 'message-pinned',
    changed && 'message-changed',
  ];
  return (
    <article
      className={['message', continued && 'message-continued', ...marks].filter(Boolean).join(' ')}
      data-ts={message.ts}
      data-author={message.author}
      data-only-you={message.onlyYou || undefined}
      aria-label={`${author?.name ?? message.author}, ${writtenTime(at, now)}`}
    >
      {message.onlyYou && (
        <p className="message-mark">
          <EyeIcon /> Only visible to you
        </p>
      )}
      {pinned && (
        <p className="message-mark message-mark-pin">
          <PinIcon /> Pinned
        </p>
      )}
      <div className="message-row">
        {continued ? <span className="message-gutter" /> : <Avatar person={author} />}
        <div className="message-body">
          {!continued && (
            <header className="message-head">
              <strong className="message-author" title={author?.title}>
                {author?.name ?? message.author}
              </strong>
              {author && <KindBadge person={author} />}
              <time dateTime={message.at} title={fullInstant(at, now)}>
                {writtenTime(at, now)}
              </time>
            </header>
          )}
          <DrawnOrNamed name="message">
            {message.platform === 'teams' ? (
              <TeamsContent channel={channel} message={message} />
            ) : (
              <Content channel={channel} message={message} />
            )}
          </DrawnOrNamed>
          {message.onlyYou && (
            <button
              type="button"
              className="text-button"
              data-dismiss={message.ts}
              onClick={() => void act({ kind: 'dismiss', channel: channel.id, ts: message.ts })}
            >
              Dismiss
            </button>
          )}
          {onThread && <ThreadLink message={message} fresh={fresh} onThread={onThread} />}
        </div>
      </div>
      <MessageTools channel={channel} message={message} onThread={onThread} />
    </article>
  );
}
