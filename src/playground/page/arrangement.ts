import { useEffect, useState } from 'react';
import type { PageState } from '../page-api.js';
import { everybody } from './platform.js';
import { journeyPeople, type Seat } from './seat.js';
import type { Mode } from './top-bar.js';

/** Wide enough for three columns to breathe, in pixels. */
const wideWindow = 1180;
const storageKey = 'playground arrangement';

/** How the page is arranged: who sits where. Kept for this tab across reloads. */
export interface Arrangement {
  mode: Mode;
  columns: Seat[];
  desk: Seat;
}

function firstArrangement(state: PageState): Arrangement {
  const journey = journeyPeople(state.people);
  const columns =
    journey.length > 0 ? journey.map((person) => ({ person: person.id })) : [{ person: state.me.id }];
  const mode = window.innerWidth >= wideWindow && columns.length > 1 ? 'side by side' : 'one person';
  return { mode, columns, desk: { person: columns[0]?.person ?? state.me.id } };
}

function keptArrangement(state: PageState): Arrangement | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(storageKey) ?? 'null') as Arrangement | null;
    const known = (seat: Seat) => everybody(state).some((person) => person.id === seat.person);
    if (kept?.columns.length && kept.columns.every(known) && known(kept.desk)) return kept;
  } catch {
    // Storage is closed to this page or holds something old: the first arrangement serves.
  }
  return undefined;
}

/** The arrangement, from the first state that is known on, and how to change it. */
export function useArrangement(state: PageState | undefined) {
  const [arrangement, setArrangement] = useState<Arrangement>();
  useEffect(() => {
    if (!state || arrangement) return;
    setArrangement(keptArrangement(state) ?? firstArrangement(state));
  }, [state, arrangement]);
  const change = (next: Partial<Arrangement>) => {
    if (!arrangement) return;
    const changed = { ...arrangement, ...next };
    setArrangement(changed);
    try {
      sessionStorage.setItem(storageKey, JSON.stringify(changed));
    } catch {
      // Not kept, then.
    }
  };
  return { arrangement, change };
}
