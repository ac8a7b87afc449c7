import { stepInteractions } from '../../../src/people/step.js';
import { whoIs } from '../../../src/people/who-is.js';
import { STEP_BUTTONS } from '../../../src/referral/next-steps.js';
import { ROUTING_STEPS } from '../../../src/routing/steps.js';
import { deskParts } from '../desk-parts.js';
import { figureOf, inTurn, type Judged } from '../figure.js';
import { HOME_TEAM, PROGRAM, REPS } from '../office.js';
import { submittedReferral } from '../referrals.js';
import type { World } from '../world.js';

const CONTESTS = 30;

interface BareReferral {
  _id: string;
  state: string;
  claim?: object;
}

/** 3: twenty reps press Claim at once, against twenty conditional updates of the bare driver. One wins, always. */
export async function claim(world: World): Promise<Judged[]> {
  const store = await world.freshStore('claims');
  const deps = deskParts(store, world);
  const handler = stepInteractions({ ...deps, vet: async () => [] }, ROUTING_STEPS).actions.find(
    ({ actionId }) => actionId === STEP_BUTTONS.claim.id,
  );
  if (!handler) throw new Error('There is no Claim button any more');
  const actors = REPS.map(({ userId, name }) =>
    whoIs(
      { platform: 'slack', userId, name, teamId: HOME_TEAM, homeTeamId: HOME_TEAM, guest: false },
      PROGRAM,
    ),
  );
  const bare = store.db.collection<BareReferral>('bare_referrals');

  async function ours(): Promise<number> {
    const referrals = Array.from({ length: CONTESTS }, (_, number) => submittedReferral(number));
    for (const referral of referrals) await deps.referrals.insert(referral);
    return meanMs(referrals, async ({ id }) => {
      const outcomes = await Promise.allSettled(
        actors.map((actor, number) =>
          handler?.handle({
            actionId: STEP_BUTTONS.claim.id,
            value: { referral: id },
            actor,
            actKey: `bench:${id}:${number}`,
          }),
        ),
      );
      return outcomes.filter(({ status }) => status === 'fulfilled').length;
    });
  }

  async function baseline(): Promise<number> {
    const referrals = Array.from({ length: CONTESTS }, (_, number) => submittedReferral(number));
    await bare.insertMany(referrals.map(({ id, ...rest }) => ({ _id: id, ...rest })));
    return meanMs(referrals, async ({ id }) => {
      const results = await Promise.all(
        actors.map(({ rep }) =>
          bare.updateOne(
            { _id: id, state: 'routed' },
            { $set: { state: 'claimed', claim: { repId: rep?.id, at: new Date() } } },
          ),
        ),
      );
      return results.filter(({ matchedCount }) => matchedCount === 1).length;
    });
  }

  const pairs = await inTurn({ rounds: world.rounds, warmUp: 2 }, ours, baseline);
  return [figureOf('20 people claim at once', 'ms', pairs, { ratioAtMost: 2 })];
}

/** One contest after the other. @throws Error unless each has exactly one winner */
async function meanMs<Contest>(
  contests: readonly Contest[],
  winners: (contest: Contest) => Promise<number>,
): Promise<number> {
  let ms = 0;
  for (const contest of contests) {
    const began = performance.now();
    const won = await winners(contest);
    ms += performance.now() - began;
    if (won !== 1) throw new Error(`${won} of 20 have won a claim`);
  }
  return ms / contests.length;
}
