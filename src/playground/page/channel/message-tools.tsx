import type { PageChannel, PageMessage } from '../../page-api.js';
import { writtenTime } from '../blocks/date-token.js';
import { MoreIcon, ThreadIcon } from '../icons.js';
import { Menu } from '../menu.js';
import { extensionItems } from '../teams/extension.js';
import { useViewer } from '../viewer.js';

interface MessageToolsProps {
  channel: PageChannel;
  message: PageMessage;
  onThread?(ts: string): void;
}

/** What one can do with a message: reply in its thread, use a shortcut of the app. Shown on hover and focus. */
export function MessageTools({ channel, message, onThread }: MessageToolsProps) {
  const { state, act } = useViewer();
  const extensions = extensionItems(
    state,
    'message',
    (commandId) => void act({ kind: 'composeExtension', channel: channel.id, commandId, ts: message.ts }),
  );
  const shortcuts = state.messageShortcuts.map((shortcut) => ({
    id: shortcut.callbackId,
    label: shortcut.label,
    onChoose: () =>
      void act({
        kind: 'messageShortcut',
        channel: channel.id,
        ts: message.ts,
        callbackId: shortcut.callbackId,
      }),
  }));
  const items = [...shortcuts, ...extensions];
  // Chats of Teams have no threads.
  const canReply = onThread && !(channel.platform === 'teams' && channel.kind === 'direct');
  if (message.onlyYou || channel.archived || (!canReply && items.length === 0)) return null;
  return (
    <div className="message-tools">
      {canReply && (
        <button
          type="button"
          className="icon-button"
          aria-label="Reply in thread"
          title="Reply in thread"
          data-tool="thread"
          onClick={() => onThread(message.ts)}
        >
          <ThreadIcon />
        </button>
      )}
      {items.length > 0 && (
        <Menu
          label="More message actions"
          className="icon-button"
          items={items}
          data={{ 'data-tool': 'more' }}
        >
          <MoreIcon />
        </Menu>
      )}
    </div>
  );
}

/** Says how many replies a message has, and opens them. */
export function ThreadLink({
  message,
  fresh,
  onThread,
}: {
  message: PageMessage;
  fresh: number;
  onThread(ts: string): void;
}) {
  const count = message.replies.length;
  const last = message.replies.at(-1);
  const { now } = useViewer();
  if (!last) return null;
  return (
    <button
      type="button"
      className="thread-link"
      data-open-thread={message.ts}
      onClick={() => onThread(message.ts)}
    >
      <ThreadIcon />
      <strong>{count === 1 ? '1 reply' : `${count} replies`}</strong>
      {fresh > 0 && <span className="badge badge-new">{fresh} new</span>}
      <span className="quiet">last at {writtenTime(new Date(last.at), { now: now() })}</span>
    </button>
  );
}
