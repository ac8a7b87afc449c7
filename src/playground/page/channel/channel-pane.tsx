import type { ReactNode } from 'react';
import type { PageChannel } from '../../page-api.js';
import { HashIcon, LockIcon, PinIcon, SharedIcon } from '../icons.js';
import { Menu } from '../menu.js';
import { isMixed, PlatformBadge, platformOf } from '../platform.js';
import type { Seen } from '../unread.js';
import { Notices, useViewer } from '../viewer.js';
import { Composer } from './composer.js';
import { MessageList } from './message-list.js';
import { gist, pointAt } from './point-at.js';

/** What stands before a channel's name. */
export function ChannelIcon({ channel }: { channel: PageChannel }) {
  if (channel.kind === 'direct') return <span className="presence" aria-hidden="true" />;
  if (channel.organisations.length > 1) return <SharedIcon />;
  return channel.kind === 'private' ? <LockIcon /> : <HashIcon />;
}

/** Names the organisations that read along in a channel shared with others. */
function ConnectBanner({ channel }: { channel: PageChannel }) {
  const { state } = useViewer();
  const others = channel.organisations.filter((name) => name !== state.me.workspace.name);
  if (channel.organisations.length < 2) return null;
  const names = new Intl.ListFormat('en').format(others);
  return (
    <p
      className="connect"
      data-organisations={channel.organisations.length}
      title={channel.organisations.join(', ')}
    >
      <SharedIcon />
      <span>
        {channel.platform === 'teams' ? 'Shared channel' : 'Slack Connect'}: shared with{' '}
        <strong>{names}</strong>
      </span>
    </p>
  );
}

/** What is pinned, always in reach however long the channel grows. */
function Pins({ channel }: { channel: PageChannel }) {
  const { state } = useViewer();
  const pinned = channel.messages.filter((message) => channel.pinned.includes(message.ts));
  const [first] = pinned;
  if (!first) return null;
  const items = pinned.map((message) => ({
    id: message.ts,
    label: gist(message),
    onChoose: () => pointAt(state.me.id, message.ts),
  }));
  const words = (
    <>
      <PinIcon />
      <span className="clipped">
        {pinned.length === 1 ? gist(first) : `${pinned.length} pinned messages`}
      </span>
      <span className="pins-go">{pinned.length === 1 ? 'Show' : 'Choose'}</span>
    </>
  );
  if (pinned.length > 1) {
    return (
      <Menu label="Pinned messages" className="pins" items={items} data={{ 'data-pins': channel.id }}>
        {words}
      </Menu>
    );
  }
  return (
    <button
      type="button"
      className="pins"
      data-pins={channel.id}
      title={`Pinned: ${gist(first)}`}
      onClick={items[0]?.onChoose}
    >
      {words}
    </button>
  );
}

function Empty({ channel }: { channel: PageChannel }) {
  return (
    <p className="empty">
      {channel.kind === 'direct'
        ? `Nothing here yet. ${channel.name} will write when something needs you.`
        : 'No messages yet.'}
    </p>
  );
}

interface ChannelPaneProps {
  channel: PageChannel;
  seen: Seen;
  onThread(ts: string): void;
  /** Stands for the channel's name where one can switch to another place there. */
  switcher?: ReactNode;
  /** What is new in other places. */
  elsewhere?: ReactNode;
}

/** A channel: who else reads it, what was said, and where to say something. */
export function ChannelPane({ channel, seen, onThread, switcher, elsewhere }: ChannelPaneProps) {
  const { state } = useViewer();
  return (
    <section className="pane" data-channel={channel.id} aria-label={channel.name}>
      <header className="pane-head">
        {switcher ?? (
          <h2 title={channel.name}>
            <ChannelIcon channel={channel} />
            <span className="clipped">{channel.name}</span>
          </h2>
        )}
        {channel.kind !== 'direct' && (
          <span className="quiet pane-count">{channel.members.length} members</span>
        )}
        {isMixed(state) && <PlatformBadge platform={platformOf(channel)} />}
      </header>
      {elsewhere}
      <ConnectBanner channel={channel} />
      <Pins channel={channel} />
      {!channel.botIsMember && channel.kind !== 'direct' && (
        <p className="connect connect-absent">{state.bot.name} is not in this channel.</p>
      )}
      <MessageList
        key={channel.id}
        channel={channel}
        messages={channel.messages}
        label={`Messages in ${channel.name}`}
        seen={seen}
        onThread={onThread}
        empty={<Empty channel={channel} />}
      />
      <Notices />
      <Composer key={`composer-${channel.id}`} channel={channel} />
    </section>
  );
}
