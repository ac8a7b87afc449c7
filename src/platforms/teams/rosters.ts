import type { Viewer } from '../../messages/card.js';
import type { Member } from './connector.js';

/** Who is in which channel, believed for a while. */
export interface Rosters {
  /** Rejects with what `ask` rejects with. */
  of(channelId: string): Promise<readonly Member[]>;
  forget(channelId: string): void;
}

const REMEMBERED = 1_000;
/** Longer ones are asked for anew each time: kept, they would take more than they save. */
const LONGEST_REMEMBERED = 1_000;

export function rosters(ask: (channelId: string) => Promise<Member[]>, believedMs: number): Rosters {
  const known = new Map<string, { members: Member[]; until: number }>();
  let forgotten = 0;
  return {
    async of(channelId) {
      const found = known.get(channelId);
      if (found && found.until > Date.now()) return found.members;
      const before = forgotten;
      const members = (await ask(channelId)).map(slim);
      known.delete(channelId);
      // Asked before somebody came or went: true for this caller, but not to be believed any longer.
      if (forgotten !== before || members.length > LONGEST_REMEMBERED) return members;
      known.set(channelId, { members, until: Date.now() + believedMs });
      if (known.size > REMEMBERED) known.delete(known.keys().next().value as string);
      return members;
    },
    forget(channelId) {
      forgotten += 1;
      known.delete(channelId);
    },
  };
}

/** The ids that Teams gives those of the viewers who are there, first whoever is named. */
export function viewerIds(viewers: readonly Viewer[], members: readonly Member[]): string[] {
  const ours = viewers.filter(({ platform }) => platform === 'teams');
  const found = ours
    .toSorted((a, b) => Number('teamId' in a) - Number('teamId' in b))
    .flatMap((viewer) =>
      members.filter(({ id, aadObjectId, tenantId }) =>
        'teamId' in viewer ? tenantId === viewer.teamId : (aadObjectId ?? id) === viewer.userId,
      ),
    );
  return [...new Set(found.map(({ id }) => id))];
}

function slim({ id, aadObjectId, tenantId }: Member): Member {
  return { id, ...(aadObjectId ? { aadObjectId } : {}), ...(tenantId ? { tenantId } : {}) };
}
