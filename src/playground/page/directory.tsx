import { createContext, useContext } from 'react';
import type { PageState } from '../page-api.js';

/** What a reader knows: names for ids (an unknown id stays readable as an id), and the time it is here. */
export interface Directory {
  person(id: string): string;
  channel(id: string): string;
  now(): Date;
}

/** The names one person's view of the workspace holds. */
export function directoryOf(state: PageState): Directory {
  const people = new Map(state.people.map((person) => [person.id, person.name]));
  people.set(state.bot.id, state.bot.name);
  const channels = new Map(state.channels.map((channel) => [channel.id, channel.name]));
  return {
    person: (id) => people.get(id) ?? id,
    channel: (id) => channels.get(id) ?? (/^[CGD]/.test(id) ? 'private channel' : id),
    now: () => new Date(Date.now() + (state.clock?.aheadMs ?? 0)),
  };
}

const unknown: Directory = { person: (id) => id, channel: (id) => id, now: () => new Date() };

export const DirectoryContext = createContext<Directory>(unknown);

/** The names known to the person through whose eyes this part of the page looks. */
export function useDirectory(): Directory {
  return useContext(DirectoryContext);
}
