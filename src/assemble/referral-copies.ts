import { nextAllowedMoment } from '../program/business-time.js';
import type { Program } from '../program/program.js';
import type { KeptNudge } from '../referral/nudge.js';
import type { Change, ReferralStore, RepLoad } from '../referral/ports.js';
import type { Referral } from '../referral/referral.js';
import { HELD_STATES, isTerminal } from '../referral/states.js';

/** Copies of referrals to go on with in memory; nothing of it is stored. */
export interface ReferralCopies {
  /** As the sweeps know it. Nothing new comes in. */
  store: ReferralStore;
  /** The first instant at which a sweep has something to do; undefined when there is nothing any more. */
  nextDue(): Date | undefined;
}

/** @param onChange is told of each change, with the referral before it */
export function referralCopies(
  originals: readonly Referral[],
  program: Program,
  onChange: (current: Referral, change: Change) => void,
): ReferralCopies {
  const copies = new Map(originals.map((referral) => [referral.id, referral]));
  /** Somebody began with its nudge and did not end: in the store it would come round again and be parked. */
  const taken = new Set<string>();
  const all = () => [...copies.values()];

  function write(current: Referral, change: Change): Referral {
    const after: Referral = {
      ...change.after,
      version: current.version + 1,
      events: [...current.events, ...change.events],
    };
    copies.set(current.id, after);
    taken.delete(current.id);
    onChange(current, change);
    return after;
  }

  return {
    store: {
      insert: refuse,
      page: refuse,
      openHeldBy: async (_programId, repId) =>
        all().filter(({ claim, state }) => claim?.repId === repId && !isTerminal(state)),
      byId: async (id) => copies.get(id),
      async change(id, decide) {
        const current = copies.get(id);
        if (!current) return refuse();
        const change = decide(current);
        return change ? write(current, change) : current;
      },
      async changeAll(changes) {
        for (const { current, change } of changes) write(current, change);
        return changes.length;
      },
      async takeNudges({ sweep, now, limit, suspects }) {
        if (suspects) return [];
        const due: { referral: Referral; nudge: KeptNudge }[] = [];
        for (const referral of copies.values()) {
          const { nudge } = referral;
          if (nudge?.sweep === sweep && nudge.at <= now && isFree(referral, taken))
            due.push({ referral, nudge });
        }
        const first = due.toSorted((a, b) => order(a.referral, b.referral)).slice(0, limit);
        for (const { referral } of first) taken.add(referral.id);
        return first;
      },
      async loads(_programId, repIds) {
        const loads = new Map<string, RepLoad>(repIds.map((repId) => [repId, { open: 0 }]));
        for (const { claim, state } of copies.values()) {
          const load = claim && loads.get(claim.repId);
          if (!claim || !load || !HELD_STATES.includes(state)) continue;
          const lastAt = load.lastAt && load.lastAt > claim.at ? load.lastAt : claim.at;
          loads.set(claim.repId, { open: load.open + 1, lastAt });
        }
        return loads;
      },
      async queuedAt() {
        const waiting = all().filter(({ queue }) => queue?.why === 'capacity');
        return new Set(waiting.flatMap(({ route }) => (route ? [route.assignmentId] : [])));
      },
      async dueToWake(_programId, now) {
        return all().filter(({ state, wakeAt }) => state === 'nurture' && wakeAt && wakeAt <= now);
      },
    },

    nextDue() {
      let first = Number.POSITIVE_INFINITY;
      for (const referral of copies.values()) {
        const { nudge, state, wakeAt } = referral;
        if (nudge && nudge.at.getTime() < first && isFree(referral, taken)) first = nudge.at.getTime();
        if (state === 'nurture' && wakeAt && wakeAt.getTime() < first)
          first = Math.min(first, nextAllowedMoment(program, wakeAt).getTime());
      }
      return Number.isFinite(first) ? new Date(first) : undefined;
    },
  };
}

/** Nothing in a sweep asks for it. */
function refuse(): never {
  throw new Error('Copies of referrals can only be gone on with.');
}

function isFree({ id, nudge }: Referral, taken: ReadonlySet<string>): boolean {
  return !nudge?.parked && !taken.has(id);
}

/** As the store takes them: the earliest first, then by id. */
function order(a: Referral, b: Referral): number {
  return (a.nudge?.at.getTime() ?? 0) - (b.nudge?.at.getTime() ?? 0) || (a.id < b.id ? -1 : 1);
}
