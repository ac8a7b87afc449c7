import { Fragment } from 'react';
import type { PageChannel, PageState } from '../page-api.js';
import { Avatar, KindBadge } from './avatar.js';
import { ChannelIcon } from './channel/channel-pane.js';
import { HomeIcon } from './icons.js';
import { isMixed, PlatformBadge, platformOf } from './platform.js';
import { homePlace, placeOf, type Seat } from './seat.js';
import { SeatPane } from './seat-pane.js';
import { directsTitle, groupOf, NewCount, peopleByWorkspace, personNote } from './switchers.js';
import { newMessages, type Seen, useSeen } from './unread.js';
import type { Snapshot, Workspace } from './workspace.js';

interface RailProps {
  state: PageState;
  place: string;
  seen: Seen;
  onMove(seat: Seat): void;
}

function People({ state, onMove }: RailProps) {
  return (
    <nav className="rail-part" aria-label="People">
      {peopleByWorkspace(state).map(([workspace, people]) => (
        <div key={workspace}>
          <h3 className="rail-title clipped" title={workspace}>
            {workspace}
          </h3>
          {people.map((person) => (
            <button
              key={person.id}
              type="button"
              className="rail-item rail-person"
              aria-current={person.id === state.me.id ? 'true' : undefined}
              data-switch-to={person.id}
              title={[person.name, personNote(person)].filter(Boolean).join(', ')}
              onClick={() => onMove({ person: person.id })}
            >
              <Avatar person={person} size={26} />
              <span className="person-words">
                <span className="clipped">{person.name}</span>
                <span className="person-note clipped">{personNote(person)}</span>
              </span>
              <KindBadge person={person} />
            </button>
          ))}
        </div>
      ))}
    </nav>
  );
}

function Places({ state, place, seen, onMove }: RailProps) {
  const item = (channel: PageChannel) => {
    const count = newMessages(channel, seen, state.me.id);
    return (
      <button
        key={channel.id}
        type="button"
        className="rail-item"
        aria-current={channel.id === place ? 'page' : undefined}
        data-go-to={channel.id}
        data-new={count || undefined}
        title={channel.name}
        onClick={() => onMove({ person: state.me.id, place: channel.id })}
      >
        <ChannelIcon channel={channel} />
        <span className="clipped">{channel.name}</span>
        <NewCount count={count} />
      </button>
    );
  };
  const channels = state.channels.filter((channel) => channel.kind !== 'direct');
  return (
    <nav className="rail-part" aria-label={`What ${state.me.name} sees`}>
      {channels.map((channel, index) => (
        <Fragment key={channel.id}>
          {groupOf(channel) !== groupOf(channels[index - 1]) && (
            <h3 className="rail-title clipped">{groupOf(channel)}</h3>
          )}
          {item(channel)}
        </Fragment>
      ))}
      <h3 className="rail-title">{directsTitle(state)}</h3>
      {state.channels.filter((channel) => channel.kind === 'direct').map(item)}
      {state.platform !== 'teams' && <HomeItem state={state} place={place} onMove={onMove} />}
    </nav>
  );
}

function HomeItem({ state, place, onMove }: Omit<RailProps, 'seen'>) {
  return (
    <>
      <h3 className="rail-title">App</h3>
      <button
        type="button"
        className="rail-item"
        aria-current={place === homePlace ? 'page' : undefined}
        data-go-to={homePlace}
        onClick={() => onMove({ person: state.me.id, place: homePlace })}
      >
        <HomeIcon />
        <span className="clipped">{state.bot.name} home</span>
      </button>
    </>
  );
}

interface DeskViewProps {
  seat: Seat;
  snapshot: Snapshot;
  workspace: Workspace;
  onMove(seat: Seat): void;
}

function Desk({ seat, state, workspace, onMove }: Omit<DeskViewProps, 'snapshot'> & { state: PageState }) {
  const place = placeOf(seat, state);
  const seen = useSeen(state, [place, `${place}/${seat.thread}`]);
  const rail = { state, place, seen, onMove };
  return (
    <div className="desk" data-person={seat.person} data-part={state.me.part || 'bystander'}>
      <aside className="rail">
        <p className="rail-me" title={`${state.me.name}, ${state.me.workspace.name}`}>
          <Avatar person={state.me} size={38} />
          <span className="person-words">
            <strong className="clipped">{state.me.name}</strong>
            <span className="person-note clipped">{state.me.workspace.name}</span>
          </span>
          <KindBadge person={state.me} />
          {isMixed(state) && <PlatformBadge platform={platformOf(state.me)} />}
        </p>
        <Places {...rail} />
        <People {...rail} />
      </aside>
      <main id="main" className="desk-main" tabIndex={-1}>
        <SeatPane seat={seat} state={state} workspace={workspace} narrow={false} onMove={onMove} />
      </main>
    </div>
  );
}

/** One person's whole workspace: the rail with people and places, the channel, its thread. */
export function DeskView({ seat, snapshot, workspace, onMove }: DeskViewProps) {
  const state = snapshot.views.get(seat.person);
  if (!state) return <main id="main" className="desk" aria-busy="true" tabIndex={-1} />;
  const key = `${seat.person}/${snapshot.resets}`;
  return <Desk key={key} seat={seat} state={state} workspace={workspace} onMove={onMove} />;
}
