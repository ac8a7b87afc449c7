import type { PageState } from '../page-api.js';
import { ChannelPane } from './channel/channel-pane.js';
import { ThreadPane } from './channel/thread-pane.js';
import { Home } from './home.js';
import { placeOf, type Seat } from './seat.js';
import { NewCount, PlaceMenu } from './switchers.js';
import { newMessages, type Seen, useSeen } from './unread.js';
import { ViewerProvider } from './viewer.js';
import type { Workspace } from './workspace.js';

interface ElsewhereProps {
  state: PageState;
  place: string;
  seen: Seen;
  onGo(place: string): void;
}

/** Says where something new waits for this person, and leads there. */
function Elsewhere({ state, place, seen, onGo }: ElsewhereProps) {
  const waiting = state.channels
    .map((channel) => ({ channel, count: newMessages(channel, seen, state.me.id) }))
    .filter(({ channel, count }) => channel.id !== place && count > 0);
  if (waiting.length === 0) return null;
  return (
    <div className="elsewhere">
      {waiting.map(({ channel, count }) => (
        <button
          key={channel.id}
          type="button"
          className="elsewhere-link"
          data-elsewhere={channel.id}
          title={channel.name}
          onClick={() => onGo(channel.id)}
        >
          <span className="clipped">
            New in {channel.kind === 'direct' ? '' : '#'}
            {channel.name}
          </span>
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
  const seen = useSeen(state, place, seat.thread);
  const channel = state.channels.find((one) => one.id === place);
  const root = channel?.messages.find((message) => message.ts === seat.thread);
  const go = (to: string) => onMove({ person: seat.person, place: to });
  const elsewhere = narrow ? <Elsewhere state={state} place={place} seen={seen} onGo={go} /> : undefined;
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
        <ThreadPane channel={channel} root={root} instead={narrow} onClose={() => go(place)} />
      )}
      {!channel && <Home switcher={switcher} elsewhere={elsewhere} />}
    </ViewerProvider>
  );
}
