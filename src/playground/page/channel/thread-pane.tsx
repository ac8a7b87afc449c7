import { type ReactNode, useEffect, useRef } from 'react';
import type { PageChannel, PageMessage } from '../../page-api.js';
import { BackIcon, CloseIcon } from '../icons.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';

interface ThreadPaneProps {
  channel: PageChannel;
  root: PageMessage;
  /** In a narrow column the thread takes the channel's place, and closing it leads back. */
  instead: boolean;
  /** What is new in other places. */
  elsewhere?: ReactNode;
  onClose(): void;
}

/** A message and its replies. */
export function ThreadPane({ channel, root, instead, elsewhere, onClose }: ThreadPaneProps) {
  const close = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves the focus when another thread opens
  useEffect(() => close.current?.focus(), [root.ts]);
  return (
    <section className="pane thread" data-thread={root.ts} data-channel={channel.id} aria-label="Thread">
      <header className="pane-head">
        <button
          ref={close}
          type="button"
          className="icon-button"
          aria-label={instead ? `Back to ${channel.name}` : 'Close thread'}
          data-thread-close={root.ts}
          onClick={onClose}
        >
          {instead ? <BackIcon /> : <CloseIcon />}
        </button>
        <h2>
          Thread <span className="quiet clipped">{channel.name}</span>
        </h2>
      </header>
      {elsewhere}
      <MessageList
        key={root.ts}
        channel={channel}
        messages={[root, ...root.replies]}
        label={`Thread in ${channel.name}`}
      />
      <Composer key={`composer-${root.ts}`} channel={channel} threadTs={root.ts} />
    </section>
  );
}
