import type { PageState } from '../page-api.js';
import { ChannelPane } from './channel/channel-pane.js';
import { gist } from './channel/point-at.js';
import { ThreadPane } from './channel/thread-pane.js';
import { Home } from './home.js';
import { placeOf, type Seat } from './seat.js';
import { NewCount, PlaceMenu } from './switchers.js';
import { newMessages, newReplies, type Seen, useSeen } from './unread.js';
import { ViewerProvider } from './viewer.js';
import type { Workspace } from './workspace.js';

interface ElsewhereProps {
  state: PageState;
  seat: Seat;
  seen: Seen;
  onMove(seat: Seat): void;
}

interface News {
  key: string;
  words: string;
  count: number;
  seat: Seat;
}

/** What this person has not seen outside the open place: other channels, and threads of this one. */
function newsElsewhere({ state, seat, seen }: ElsewhereProps): News[] {
  const me = state.me.id;
  return state.channels.flatMap((channel): News[] => {
    if (channel.id !== seat.place || seat.thread) {
      const words = `New in ${channel.kind === 'direct' ? '' : '#'}${channel.name}`;
      return [
        {
          key: channel.id,
          words,
          count: newMessages(channel, seen, me),
          seat: { person: me, place: channel.id },
        },
      ];
    }
    return channel.messages.map((message) => ({
      key: message.ts,
      words: `New reply: ${gist(message)}`,
      count: newReplies(channel, message, seen, me),
      seat: { person: me, place: channel.id, thread: message.ts },
    }));
  });
}

/** Says where something new waits for this person, and leads there. */
function Elsewhere(props: ElsewhereProps) {
  const news = newsElsewhere(props).filter(({ count }) => count > 0);
  if (news.length === 0) return null;
  return (
    <div className="elsewhere">
      {news.map(({ key, words, count, seat }) => (
        <button
          key={key}
          type="button"
          className="elsewhere-link"
          data-elsewhere={key}
          title={words}
          onClick={() => props.onMove(seat)}
        >
          <span className="clipped">{words}</span>
          <NewCount count={count} />
        </button>
      ))}
    </div>
  );
}

interface SeatPaneProps {
  seat: Seat;
  state: PageState;
  workspace: Workspace;
  /** Too narrow for a thread beside its channel. */
  narrow: boolean;
  onMove(seat: Seat): void;
}

/** What one person sees of one place, with the thread they opened. */
export function SeatPane({ seat, state, workspace, narrow, onMove }: SeatPaneProps) {
  const place = placeOf(seat, state);
  const channel = state.channels.find((one) => one.id === place);
  const root = channel?.messages.find((message) => message.ts === seat.thread);
  const thread = `${place}/${root?.ts}`;
  const seen = useSeen(state, narrow && root ? [thread] : [place, thread]);
  const go = (to: string) => onMove({ person: seat.person, place: to });
  const here = { person: seat.person, place, thread: root?.ts };
  const elsewhere = narrow ? <Elsewhere state={state} seat={here} seen={seen} onMove={onMove} /> : undefined;
  const switcher = narrow ? <PlaceMenu state={state} place={place} seen={seen} onChoose={go} /> : undefined;
  return (
    <ViewerProvider state={state} workspace={workspace}>
      {channel && !(narrow && root) && (
        <ChannelPane
          channel={channel}
          seen={seen}
          switcher={switcher}
          elsewhere={elsewhere}
          onThread={(thread) => onMove({ person: seat.person, place, thread })}
        />
      )}
      {channel && root && (
        <ThreadPane
          channel={channel}
          root={root}
          instead={narrow}
          elsewhere={elsewhere}
          onClose={() => go(place)}
        />
      )}
      {!channel && state.platform !== 'teams' && <Home switcher={switcher} elsewhere={elsewhere} />}
    </ViewerProvider>
  );
}
