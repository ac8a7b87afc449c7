import type { PageChannel, PagePerson, PageState } from '../page-api.js';
import { Avatar, KindBadge } from './avatar.js';
import { ChannelIcon } from './channel/channel-pane.js';
import { ChevronIcon, HomeIcon } from './icons.js';
import { Menu, type MenuItem } from './menu.js';
import { everybody, isMixed, PlatformBadge, platformNames, platformOf } from './platform.js';
import { homePlace, partTitles } from './seat.js';
import { newMessages, type Seen } from './unread.js';

/** A person's part and title in one line. */
export function personNote(person: PagePerson): string {
  return [partTitles[person.part], person.title].filter(Boolean).join(' · ');
}

function groupName(person: PagePerson | undefined, mixed: boolean): string {
  if (!person) return '';
  const { name } = person.workspace;
  return mixed ? `${name} on ${platformNames[platformOf(person)]}` : name;
}

/** Everybody one can be: people, by workspace or tenant, under its name. */
export function peopleByWorkspace(state: PageState): [string, PagePerson[]][] {
  const groups = new Map<string, PagePerson[]>();
  for (const person of everybody(state).filter((one) => one.kind !== 'bot')) {
    groups.set(person.workspace.id, [...(groups.get(person.workspace.id) ?? []), person]);
  }
  return [...groups.values()].map((group) => [groupName(group[0], isMixed(state)), group]);
}

/** Chooses whose eyes a column looks through. */
export function PersonMenu({ state, onChoose }: { state: PageState; onChoose(person: string): void }) {
  const { me } = state;
  const items = peopleByWorkspace(state).flatMap(([workspace, people]) =>
    people.map((person, index): MenuItem => {
      return {
        id: person.id,
        label: person.name,
        note: personNote(person),
        group: index === 0 ? workspace : undefined,
        icon: <Avatar person={person} size={28} />,
        badge: <KindBadge person={person} />,
        chosen: person.id === me.id,
        onChoose: () => onChoose(person.id),
      };
    }),
  );
  return (
    <Menu
      label={`Look as somebody else than ${me.name}`}
      className="person-button"
      items={items}
      data={{ 'data-person-menu': me.id }}
    >
      <Avatar person={me} size={34} />
      <span className="person-words">
        <span className="person-name">
          <span className="clipped" title={me.name}>
            {me.name}
          </span>
          <KindBadge person={me} />
          {isMixed(state) && <PlatformBadge platform={platformOf(me)} />}
        </span>
        <span className="person-note clipped" title={`${me.title}, ${me.workspace.name}`}>
          {me.workspace.name}
        </span>
      </span>
      <ChevronIcon />
    </Menu>
  );
}

/** A count of unseen messages, or nothing. */
export function NewCount({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <span className="count">
      {count}
      <span className="hidden"> new</span>
    </span>
  );
}

/** Under what a channel is listed: its team in Teams. */
export function groupOf(channel: PageChannel | undefined): string | undefined {
  return channel && (channel.team ?? 'Channels');
}

export function directsTitle(state: PageState): string {
  return state.platform === 'teams' ? 'Chat' : 'Direct messages';
}

interface PlaceMenuProps {
  state: PageState;
  place: string;
  seen: Seen;
  onChoose(place: string): void;
}

/** Chooses what a column shows: a channel, a direct message or the App Home. */
export function PlaceMenu({ state, place, seen, onChoose }: PlaceMenuProps) {
  const item = (channel: PageChannel, group: string | undefined): MenuItem => ({
    id: channel.id,
    label: channel.name,
    group,
    icon: <ChannelIcon channel={channel} />,
    badge: <NewCount count={newMessages(channel, seen, state.me.id)} />,
    chosen: channel.id === place,
    onChoose: () => onChoose(channel.id),
  });
  const channels = state.channels.filter((channel) => channel.kind !== 'direct');
  const directs = state.channels.filter((channel) => channel.kind === 'direct');
  const home: MenuItem = {
    id: homePlace,
    label: `${state.bot.name} home`,
    group: 'App',
    icon: <HomeIcon />,
    chosen: place === homePlace,
    onChoose: () => onChoose(homePlace),
  };
  const items: MenuItem[] = [
    ...channels.map((channel, index) =>
      item(channel, groupOf(channel) === groupOf(channels[index - 1]) ? undefined : groupOf(channel)),
    ),
    ...directs.map((channel, index) => item(channel, index === 0 ? directsTitle(state) : undefined)),
    ...(state.platform === 'teams' ? [] : [home]),
  ];
  const open = state.channels.find((channel) => channel.id === place);
  const name = open?.name ?? `${state.bot.name} home`;
  return (
    <Menu
      label={`${name}: go elsewhere`}
      className="place-button"
      items={items}
      data={{ 'data-place-menu': state.me.id }}
    >
      {open ? <ChannelIcon channel={open} /> : <HomeIcon />}
      <span className="clipped">{name}</span>
      <ChevronIcon />
    </Menu>
  );
}
